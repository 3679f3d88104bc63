package dev.upkeep.dbus.object;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/// The introspection data of the D-Bus specification.
final class Introspection {

    private static final String HEAD =
            """
            <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
                                  "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
            <node>
            """;

    private static final String STANDARD =
            """
              <interface name="org.freedesktop.DBus.Properties">
                <method name="Get">
                  <arg type="s" name="interface_name" direction="in"/>
                  <arg type="s" name="property_name" direction="in"/>
                  <arg type="v" name="value" direction="out"/>
                </method>
                <method name="GetAll">
                  <arg type="s" name="interface_name" direction="in"/>
                  <arg type="a{sv}" name="properties" direction="out"/>
                </method>
                <method name="Set">
                  <arg type="s" name="interface_name" direction="in"/>
                  <arg type="s" name="property_name" direction="in"/>
                  <arg type="v" name="value" direction="in"/>
                </method>
                <signal name="PropertiesChanged">
                  <arg type="s" name="interface_name"/>
                  <arg type="a{sv}" name="changed_properties"/>
                  <arg type="as" name="invalidated_properties"/>
                </signal>
              </interface>
              <interface name="org.freedesktop.DBus.Introspectable">
                <method name="Introspect">
                  <arg type="s" name="xml_data" direction="out"/>
                </method>
              </interface>
              <interface name="org.freedesktop.DBus.Peer">
                <method name="Ping"/>
                <method name="GetMachineId">
                  <arg type="s" name="machine_uuid" direction="out"/>
                </method>
              </interface>
            """;

    // As GDBus writes them from the files of keepalived.
    private static final String VRRP =
            """
              <interface name="org.keepalived.Vrrp1.Vrrp">
                <method name="PrintData">
                </method>
                <method name="PrintStats">
                </method>
                <method name="PrintStatsClear">
                </method>
                <method name="ReloadConfig">
                </method>
                <signal name="VrrpStarted">
                </signal>
                <signal name="VrrpReloaded">
                </signal>
                <signal name="VrrpStopped">
                </signal>
              </interface>
            """;

    private static final String INSTANCE =
            """
              <interface name="org.keepalived.Vrrp1.Instance">
                <method name="SendGarp">
                </method>
                <signal name="VrrpStatusChange">
                  <arg type="u" name="status">
                  </arg>
                </signal>
                <property type="s" name="Name" access="read">
                </property>
                <property type="(us)" name="State" access="read">
                </property>
              </interface>
            """;

    private Introspection() {}

    /// Returns the object of the daemon.
    static String daemon() {
        return HEAD + STANDARD + VRRP + "</node>\n";
    }

    /// Returns the object of an instance.
    static String instance() {
        return HEAD + STANDARD + INSTANCE + "</node>\n";
    }

    /// Returns a path without an object: what is below it.
    static String between(String path, Collection<String> objects) {
        String prefix = path.endsWith("/") ? path : path + "/";
        Set<String> children = new LinkedHashSet<>();
        for (String object : objects) {
            if (object.startsWith(prefix)) {
                children.add(object.substring(prefix.length()).split("/", 2)[0]);
            }
        }
        StringBuilder out = new StringBuilder(HEAD);
        children.forEach(each -> out.append("  <node name=\"").append(each).append("\"/>\n"));
        return out.append("</node>\n").toString();
    }
}
