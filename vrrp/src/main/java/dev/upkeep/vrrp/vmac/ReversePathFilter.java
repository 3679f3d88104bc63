package dev.upkeep.vrrp.vmac;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// `rp_filter` beside macvlans of IPv4. The kernel takes the greater of the value of `all` and of
/// the interface, and a macvlan needs 0: so each other interface gets the value that counts for it
/// now, and `all` becomes 0.
public final class ReversePathFilter {

    /// The setting of all interfaces.
    public static final String ALL = path("all");

    /// The setting that a new interface begins with.
    public static final String DEFAULT = path("default");

    private ReversePathFilter() {}

    /// Returns the setting of an interface.
    public static String path(String interfaceName) {
        return "ipv4/conf/" + interfaceName + "/rp_filter";
    }

    /// Returns whether a path is one of these settings.
    public static boolean isOne(String path) {
        return path.startsWith("ipv4/conf/") && path.endsWith("/rp_filter");
    }

    /// Returns whether interfaces need the setting of all to be 0.
    public static boolean concerns(Collection<VirtualLink> links) {
        return links.stream()
                .anyMatch(link -> link.ipv4() && link.kind() instanceof VirtualLink.Macvlan);
    }

    /// Returns what has to be changed, `all` last: no interface is laxer in between.
    ///
    /// @param all the value for all interfaces
    /// @param others the values of interfaces and of the default, by path
    public static List<InterfaceSetting> changes(String all, Map<String, String> others) {
        int least = number(all);
        if (least == 0) {
            return List.of();
        }
        List<InterfaceSetting> changes = new ArrayList<>();
        others.forEach((path, value) -> {
            if (number(value) < least) {
                changes.add(new InterfaceSetting(path, all));
            }
        });
        changes.add(new InterfaceSetting(ALL, "0"));
        return changes;
    }

    private static int number(String value) {
        return switch (value) {
            case "1" -> 1;
            case "2" -> 2;
            default -> 0;
        };
    }
}
