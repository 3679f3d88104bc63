package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteEntry.Encapsulation;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.vrrp.resource.Resource.Tracking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A route of the configuration in the kernel's form. Words were checked when the configuration was
/// read: names of iproute2 are numbers already.
final class RouteOptions {

    private static final Map<String, Integer> TYPES =
            Map.ofEntries(
                    Map.entry("unicast", 1),
                    Map.entry("local", 2),
                    Map.entry("broadcast", 3),
                    Map.entry("anycast", 4),
                    Map.entry("multicast", 5),
                    Map.entry("blackhole", 6),
                    Map.entry("unreachable", 7),
                    Map.entry("prohibit", 8),
                    Map.entry("throw", 9),
                    Map.entry("nat", 10),
                    Map.entry("xresolve", 11));

    /// `RTAX_*` by the word of the option.
    private static final Map<String, Integer> METRICS =
            Map.ofEntries(
                    Map.entry("mtu", 2),
                    Map.entry("window", 3),
                    Map.entry("rtt", 4),
                    Map.entry("rttvar", 5),
                    Map.entry("ssthresh", 6),
                    Map.entry("cwnd", 7),
                    Map.entry("advmss", 8),
                    Map.entry("reordering", 9),
                    Map.entry("hoplimit", 10),
                    Map.entry("initcwnd", 11),
                    Map.entry("rto_min", 13),
                    Map.entry("initrwnd", 14),
                    Map.entry("quickack", 15),
                    Map.entry("fastopen_no_cookie", 17));

    private static final int RTAX_FEATURES = 12;
    private static final int RTAX_CC_ALGO = 16;
    private static final long FEATURE_ECN = 1;

    private final Route route;
    private final NetworkView network;
    private final Map<Integer, Long> metrics = new HashMap<>();
    private long locked;

    private RouteOptions(Route route, NetworkView network) {
        this.route = route;
        this.network = network;
    }

    /// Returns the route in the network as it is, null while an interface that it names does not
    /// exist.
    static Resource.@Nullable Route in(Route route, NetworkView network) {
        return new RouteOptions(route, network).resolve();
    }

    /// Every interface that a route names.
    static Stream<String> interfaces(Route route) {
        return Stream.concat(Stream.of(route.options()), route.nextHops().stream())
                .flatMap(List::stream)
                .filter(option -> option.keyword().equals("dev") || option.keyword().equals("vrf"))
                .map(option -> option.words().getFirst());
    }

    private Resource.@Nullable Route resolve() {
        if (interfaces(route).anyMatch(name -> network.link(name) == null)) {
            return null;
        }
        int type = TYPES.getOrDefault(route.type(), 1);
        long table = type == 2 || type == 3 || type == 10 ? RouteEntry.LOCAL : RouteEntry.MAIN;
        Prefix source = null;
        int tos = 0;
        int scope = 0;
        int protocol = RouteEntry.KEEPALIVED;
        long metric = 0;
        IpAddress preferred = null;
        String congestionControl = null;
        long expires = 0;
        Integer preference = null;
        Boolean ttlPropagate = null;
        Placement placement = Placement.PREPEND;
        for (LineOption option : route.options()) {
            List<String> words = option.words();
            switch (option.keyword()) {
                case "src" -> preferred = IpAddress.parse(words.getFirst());
                case "from" -> source = Prefix.parse(words.getFirst());
                case "tos" -> tos = Integer.parseInt(words.getFirst());
                case "table" -> table = Long.parseLong(words.getFirst());
                case "protocol" -> protocol = Integer.parseInt(words.getFirst());
                case "scope" -> scope = Integer.parseInt(words.getFirst());
                case "metric" -> metric = Long.parseLong(words.getFirst());
                case "expires" -> expires = Long.parseLong(words.getFirst());
                case "congctl" -> {
                    congestionControl = words.getLast();
                    lock(words, RTAX_CC_ALGO);
                }
                case "features" -> metrics.put(RTAX_FEATURES, FEATURE_ECN);
                case "pref" -> preference = preference(words.getFirst());
                case "ttl-propagate" -> ttlPropagate = words.getFirst().equals("enabled");
                case "add" -> placement = Placement.EXCLUSIVE;
                case "prepend" -> placement = Placement.PREPEND;
                case "append" -> placement = Placement.APPEND;
                case "vrf" -> {
                    Link vrf = network.link(words.getFirst());
                    table = vrf == null ? table : vrf.vrfTable();
                }
                default -> metric(option);
            }
        }
        RouteEntry entry =
                new RouteEntry(
                        route.family(),
                        type,
                        table,
                        new RouteEntry.Selector(
                                Prefix.ofNullable(route.destination(), route.prefixLength()),
                                source,
                                tos),
                        scope,
                        protocol,
                        metric,
                        preferred,
                        nextHops(type),
                        new RouteEntry.Options(
                                new RouteEntry.Metrics(metrics, locked, congestionControl),
                                expires,
                                preference,
                                ttlPropagate));
        Tracking tracking = route.tracked() ? Tracking.TRACKED : Tracking.UNTRACKED;
        return new Resource.Route(entry, placement, route.ignored() ? Tracking.IGNORED : tracking);
    }

    private void metric(LineOption option) {
        Integer number = METRICS.get(option.keyword());
        if (number != null) {
            metrics.put(number, Long.parseLong(option.words().getLast()));
            lock(option.words(), number);
        }
    }

    private void lock(List<String> words, int number) {
        if (words.getFirst().equals("lock") && words.size() > 1) {
            locked |= 1L << number;
        }
    }

    /// `ICMPV6_ROUTER_PREF_*`.
    private static int preference(String word) {
        return switch (word) {
            case "low" -> 3;
            case "medium" -> 0;
            case "high" -> 1;
            default -> Integer.parseInt(word);
        };
    }

    private List<NextHop> nextHops(int type) {
        List<NextHop> hops = new ArrayList<>();
        if (route.nextHops().isEmpty()) {
            NextHop single = nextHop(route.options());
            boolean none = single.gateway() == null && single.interfaceIndex() == 0;
            boolean drops = RouteEntry.drops(type);
            if (!none && !(drops && single.gateway() == null && route.family() == Family.INET)) {
                hops.add(single);
            }
        } else {
            route.nextHops().forEach(options -> hops.add(nextHop(options)));
        }
        return hops;
    }

    private NextHop nextHop(List<LineOption> options) {
        IpAddress gateway = null;
        int index = 0;
        int weight = 1;
        boolean onLink = false;
        int realms = 0;
        Encapsulation encapsulation = null;
        for (LineOption option : options) {
            switch (option.keyword()) {
                case "via" -> gateway = IpAddress.parse(option.words().getFirst());
                case "dev" -> {
                    Link link = network.link(option.words().getFirst());
                    index = link == null ? 0 : link.index();
                }
                case "weight" -> weight = Integer.parseInt(option.words().getFirst());
                case "onlink" -> onLink = true;
                case "realms" -> realms = RuleOptions.realms(option.words().getFirst());
                case "encap" -> encapsulation = encapsulation(option.words());
                default -> {} // an option of the route
            }
        }
        return new NextHop(gateway, index, weight, onLink, realms, encapsulation);
    }

    private static Encapsulation encapsulation(List<String> words) {
        return switch (words.getFirst()) {
            case "mpls" ->
                    new Encapsulation.Mpls(
                            Stream.of(words.get(1).split("/", -1)).map(Integer::decode).toList());
            case "ila" -> new Encapsulation.Ila(locator(words.get(1)));
            default -> tunnel(words);
        };
    }

    /// Four groups of 16 bits, as in an IPv6 address.
    private static long locator(String text) {
        long value = 0;
        for (String group : text.split(":", -1)) {
            value = (value << 16) | Integer.parseInt(group, 16);
        }
        return value;
    }

    private static Encapsulation tunnel(List<String> words) {
        Family family = words.getFirst().equals("ip") ? Family.INET : Family.INET6;
        long id = 0;
        IpAddress destination = null;
        IpAddress source = null;
        int tos = 0;
        int ttl = 0;
        int flags = 0;
        for (int i = 1; i + 1 < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "id" -> id = Long.decode(value);
                case "dst" -> destination = IpAddress.parse(value);
                case "src" -> source = IpAddress.parse(value);
                case "tos", "tc" -> tos = Integer.decode(value);
                case "ttl", "hoplimit" -> ttl = Integer.decode(value);
                case "flags" -> flags = Integer.decode(value);
                default -> {} // none other passes the reader
            }
        }
        return new Encapsulation.Ip(family, id, destination, source, tos, ttl, flags);
    }
}
