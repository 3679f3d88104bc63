package dev.upkeep.config.value;

import dev.upkeep.config.model.LineOption;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.SystemView.RouteTable;
import dev.upkeep.config.source.Word;
import dev.upkeep.net.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A line of `virtual_routes` or `static_routes`: `[type] destination`, then options, then next
/// hops.
public final class RouteType implements LineType<Route> {
    public static final RouteType ROUTE = new RouteType(false);

    /// With `track_group`, for static routes.
    public static final RouteType STATIC = new RouteType(true);

    private static final Set<String> TYPES =
            Set.of(
                    "unicast",
                    "local",
                    "broadcast",
                    "anycast",
                    "multicast",
                    "blackhole",
                    "unreachable",
                    "prohibit",
                    "throw",
                    "nat",
                    "xresolve");
    private final LineOptions options;

    private RouteType(boolean isStatic) {
        options = describe();
        if (isStatic) {
            options.with(
                    "track_group",
                    OptionArguments.word("track_group"),
                    "Instances that also watch the interface of this route.");
        }
    }

    private static LineOptions describe() {
        var u32 = OptionArguments.number(0, LongType.UINT32);
        var metric = OptionArguments.lockable(u32);
        var nothing = OptionArguments.NOTHING;
        return new LineOptions()
                .with("inet", nothing, "The route is IPv4.")
                .with("inet6", nothing, "The route is IPv6.")
                .with("to", nothing, "May stand before the destination.")
                .with("src", OptionArguments.address(null), "Source address that is preferred.")
                .with(
                        "as",
                        OptionArguments.after("to", OptionArguments.word("label")),
                        "For MPLS only; reported and left out.")
                .with("via", ViaType.VIA, "Gateway.")
                .with("gw", ViaType.VIA, "Old spelling of `via`.")
                .with("or", OptionArguments.address(null), "Old way to name a second gateway.")
                .with("from", OptionArguments.prefix(), "Source selector (IPv6).")
                .with("tos", OptionArguments.named(RouteTable.DSFIELD, 0, 255), "Type of service.")
                .synonym("dsfield", "tos")
                .with(
                        "table",
                        OptionArguments.named(RouteTable.TABLES, 0, LongType.UINT32),
                        "Routing table; `main` by default.")
                .with(
                        "protocol",
                        OptionArguments.named(RouteTable.PROTOCOLS, 0, 255),
                        "Who made the route; 18 (keepalived) unless `no_track` is given.")
                .with("scope", OptionArguments.named(RouteTable.SCOPES, 0, 255), "IPv4 scope.")
                .with("metric", u32, "Priority among routes to the same destination.")
                .synonym("priority", "metric")
                .synonym("preference", "metric")
                .with("dev", OptionArguments.device(), "Output interface.")
                .synonym("oif", "dev")
                .with("onlink", nothing, "Take the gateway as directly reachable.")
                .with("encap", EncapType.ENCAP, "Light-weight tunnel.")
                .with("expires", u32, "Lifetime in seconds (IPv6).")
                .with("mtu", metric, "Path MTU.")
                .with("advmss", metric, "Segment size advertised to peers.")
                .with("reordering", metric, "Reordering expected on the path.")
                .with("cwnd", metric, "Congestion window clamp.")
                .with("ssthresh", metric, "Slow start threshold.")
                .with(
                        "rtt",
                        OptionArguments.lockable(OptionArguments.time(8)),
                        "Initial round trip time.")
                .with(
                        "rttvar",
                        OptionArguments.lockable(OptionArguments.time(4)),
                        "Initial variance of the round trip time.")
                .with(
                        "rto_min",
                        OptionArguments.lockable(OptionArguments.time(1)),
                        "Smallest retransmission time-out.")
                .with("hoplimit", OptionArguments.number(0, 255), "Hop limit.")
                .with("window", u32, "Largest window.")
                .with("realms", RealmsType.REALMS, "Realms of the route (IPv4).")
                .with("initcwnd", u32, "Initial congestion window.")
                .with("initrwnd", u32, "Initial receive window.")
                .with("features", OptionArguments.matching("ecn", "ecn"), "Feature bits.")
                .with("quickack", OptionArguments.number(0, 1), "Acknowledge at once.")
                .with(
                        "congctl",
                        OptionArguments.lockable(OptionArguments.word("name")),
                        "Congestion control algorithm.")
                .with(
                        "pref",
                        OptionArguments.matching(
                                "low|medium|high|<number>", "low|medium|high|[0-9]+"),
                        "Router preference (IPv6).")
                .with(
                        "ttl-propagate",
                        OptionArguments.matching("enabled|disabled", "enabled|disabled"),
                        "Carry the TTL into MPLS.")
                .with(
                        "fastopen_no_cookie",
                        OptionArguments.number(0, 1),
                        "TCP fast open without a cookie.")
                .with("add", nothing, "Fail when the route exists already.")
                .with("prepend", nothing, "Put the route before equal ones; the default.")
                .with("append", nothing, "Put the route behind equal ones.")
                .with(
                        "nexthop",
                        nothing,
                        "Starts a next hop: via, dev, weight, onlink, encap," + " realms, as.")
                .with("no_track", nothing, "It does not matter when others remove the route.")
                .with("vrf", OptionArguments.device(), "Use the table of this VRF.")
                .with("weight", OptionArguments.number(1, 256), "Weight of a next hop.");
    }

    @Override
    public LineOptions options() {
        return options;
    }

    @Override
    public @Nullable Route parse(Arguments in) {
        RouteDraft draft = new RouteDraft();
        boolean fine = true;
        while (in.hasNext() && fine) {
            Word word = in.next();
            if (word != null) {
                fine = part(in, word, draft);
            }
        }
        if (!fine) {
            in.skipRest();
            return null;
        }
        return draft.finish(in);
    }

    private boolean part(Arguments in, Word word, RouteDraft draft) {
        String text = word.text();
        boolean start = !draft.hasDestination() && draft.nextHops.isEmpty();
        boolean number = text.matches("[0-9]{1,3}");
        if (start && draft.type == null && (TYPES.contains(text) || number)) {
            draft.type = text;
            return true;
        }
        switch (text) {
            case "inet" -> draft.family = Family.INET;
            case "inet6" -> draft.family = Family.INET6;
            case "nexthop" -> draft.nextHops.add(new ArrayList<>());
            case "to" -> {
                Word destination = in.require("a destination");
                return destination != null && draft.destination(in, destination);
            }
            default -> {
                if (start && !options.knows(text)) {
                    return draft.destination(in, word);
                }
                LineOption option = options.read(in, word, "a route");
                if (option == null) {
                    return false;
                }
                draft.option(in, word, option);
            }
        }
        return true;
    }

    @Override
    public String syntax() {
        return "[<type>] [to] <address>[/<length>]|default <options>";
    }

    @Override
    public String format(Route route) {
        StringBuilder out = new StringBuilder();
        out.append(route.family() == Family.INET6 && route.destination() == null ? "inet6 " : "");
        out.append(route.type()).append(' ');
        out.append(
                route.destination() == null
                        ? "default"
                        : route.destination() + "/" + route.prefixLength());
        append(out, route.options());
        for (List<LineOption> hop : route.nextHops()) {
            out.append(" nexthop");
            append(out, hop);
        }
        return out.toString();
    }

    private static void append(StringBuilder out, List<LineOption> options) {
        for (LineOption option : options) {
            out.append(' ').append(option.keyword());
            if (!option.words().isEmpty()) {
                out.append(' ')
                        .append(
                                option.words().stream()
                                        .map(Quote::word)
                                        .collect(Collectors.joining(" ")));
            }
        }
    }
}
