package dev.upkeep.dbus.object;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The paths of the objects: below `/org/keepalived/Vrrp1` the network namespace and the instance
/// of the daemon, where it has them.
///
/// @param root of all of them
/// @param noInterface the element for instances without an interface
public record ObjectPaths(String root, String noInterface) {

    private static final String TOP = "/org/keepalived/Vrrp1";

    /// The default of `dbus_no_interface_name`.
    private static final String NONE = "none";

    /// Returns the paths that a configuration asks for.
    ///
    /// @param netNamespace null for that of the machine
    /// @param instance of several daemons on a machine, null for the only one
    public static ObjectPaths of(
            Configuration configuration, @Nullable String netNamespace, @Nullable String instance) {
        String none = configuration.global().dbus().noInterfaceName();
        return new ObjectPaths(
                TOP + element(netNamespace) + element(instance), none == null ? NONE : none);
    }

    private static String element(@Nullable String name) {
        return name == null ? "" : "/" + valid(name);
    }

    /// A path has ASCII letters, digits and `_` alone.
    private static String valid(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_");
    }

    /// Returns the object of the daemon.
    public String daemon() {
        return root + "/Vrrp";
    }

    /// Returns the object of an instance: interface, VRID and family.
    public String of(VrrpInstance instance) {
        String link = instance.link().interfaceName();
        String family =
                switch (instance.identity().family()) {
                    case INET -> "IPv4";
                    case INET6 -> "IPv6";
                };
        return String.format(
                Locale.ROOT,
                "%s/Instance/%s/%d/%s",
                root,
                valid(link == null ? noInterface : link),
                instance.identity().virtualRouterId(),
                family);
    }
}
