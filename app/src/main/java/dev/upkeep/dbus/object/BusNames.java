package dev.upkeep.dbus.object;

/// The interfaces of the objects, and the standard ones of the D-Bus specification.
public final class BusNames {

    /// The interface of the one object of the daemon.
    public static final String VRRP = "org.keepalived.Vrrp1.Vrrp";

    /// The interface of the object of each instance.
    public static final String INSTANCE = "org.keepalived.Vrrp1.Instance";

    static final String PROPERTIES = "org.freedesktop.DBus.Properties";
    static final String INTROSPECTABLE = "org.freedesktop.DBus.Introspectable";
    static final String PEER = "org.freedesktop.DBus.Peer";

    private BusNames() {}
}
