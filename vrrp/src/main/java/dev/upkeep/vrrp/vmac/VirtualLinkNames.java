package dev.upkeep.vrrp.vmac;

import dev.upkeep.netlink.route.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Gives names to virtual interfaces: `PREFIX.VRID`; where that is taken `PREFIX1.VRID`,
/// `PREFIX2.VRID`, .., for IPv6 `PREFIX6.VRID` first.
final class VirtualLinkNames {

    private static final int MOST = 1000;

    private final Map<String, Link> present = new HashMap<>();
    private final Map<Integer, List<Link>> above = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    VirtualLinkNames(Collection<Link> present) {
        for (Link link : present) {
            this.present.put(link.name(), link);
            above.computeIfAbsent(link.parent(), _ -> new ArrayList<>()).add(link);
            taken.add(link.name());
        }
    }

    /// The name of a virtual interface. One that an earlier run left serves again under its name,
    /// unless another name is configured.
    ///
    /// @param configured the configured name, null for none
    String take(
            @Nullable String configured,
            String prefix,
            int virtualRouterId,
            boolean ipv6,
            String parent,
            VirtualLink.Kind kind) {
        String name = configured;
        if (name == null) {
            name = existing(parent, kind);
        }
        if (name == null) {
            name =
                    candidates(prefix, virtualRouterId, ipv6)
                            .filter(candidate -> !taken.contains(candidate))
                            .findFirst()
                            .orElseThrow(() ->
                                    new IllegalStateException(
                                            "no free name for a virtual interface: " + prefix));
        }
        taken.add(name);
        return name;
    }

    private @Nullable String existing(String parent, VirtualLink.Kind kind) {
        Link below = present.get(parent);
        if (below == null) {
            return null;
        }
        for (Link link : above.getOrDefault(below.index(), List.of())) {
            VirtualLink there = new VirtualLink(link.name(), parent, kind, true, true, false, 0);
            if (there.servedBy(link, below)) {
                return link.name();
            }
        }
        return null;
    }

    private static Stream<String> candidates(String prefix, int virtualRouterId, boolean ipv6) {
        Stream<String> first = ipv6 ? Stream.of("", "6") : Stream.of("");
        Stream<String> numbers =
                IntStream.range(1, MOST)
                        .filter(number -> !ipv6 || number != 6)
                        .mapToObj(Integer::toString);
        return Stream.concat(first, numbers).map(number -> prefix + number + "." + virtualRouterId);
    }
}
