package dev.upkeep.netlink.route;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A route of a routing table (`RTM_NEWROUTE`, `struct rtmsg`).
///
/// @param type `RTN_*`: 1 unicast, 6 blackhole, ..
/// @param scope `RT_SCOPE_*`: distance of the destination
/// @param protocol `RTPROT_*`: who made it
/// @param metric priority among routes to one destination, 0 for the kernel's default
/// @param preferredSource source address of packets that take the route, null for none
/// @param nextHops one for a single path, several for a multipath route, none for a route that
///   drops
public record RouteEntry(
        Family family,
        int type,
        long table,
        Selector selector,
        int scope,
        int protocol,
        long metric,
        @Nullable IpAddress preferredSource,
        List<NextHop> nextHops,
        Options options) {

    /// `RT_TABLE_MAIN`.
    public static final int MAIN = 254;

    /// `RT_TABLE_LOCAL`.
    public static final int LOCAL = 255;

    /// `RTPROT_KEEPALIVED`: routes and rules of VRRP, whoever implements it.
    public static final int KEEPALIVED = 18;

    private static final int BLACKHOLE = 6;
    private static final int THROW = 9; // between them unreachable and prohibit

    public RouteEntry {
        nextHops = List.copyOf(nextHops);
    }

    /// Returns whether packets go nowhere: blackhole, unreachable, prohibit and throw.
    ///
    /// @param type `RTN_*`
    public static boolean drops(int type) {
        return type >= BLACKHOLE && type <= THROW;
    }

    /// The packets that a route is for.
    ///
    /// @param destination null for the default route
    /// @param source null for all (IPv6)
    /// @param tos type of service, 0 for any
    public record Selector(@Nullable Prefix destination, @Nullable Prefix source, int tos) {}

    /// Settings of a route that are no part of its identity.
    ///
    /// @param expiresSeconds lifetime (IPv6), 0 for ever
    /// @param preference router preference (`RTA_PREF`, IPv6), null for none
    /// @param ttlPropagate whether the TTL is carried into MPLS, null for the kernel's default
    public record Options(
            Metrics metrics,
            long expiresSeconds,
            @Nullable Integer preference,
            @Nullable Boolean ttlPropagate) {

        /// The kernel's defaults.
        public static final Options NONE = new Options(Metrics.NONE, 0, null, null);
    }

    /// Metrics of the connections that take a route (`RTA_METRICS`).
    ///
    /// @param values `RTAX_*` by number, without the congestion control algorithm
    /// @param locked bits of `RTAX_LOCK`: the kernel does not adapt these
    /// @param congestionControl null for the system's
    public record Metrics(
            Map<Integer, Long> values, long locked, @Nullable String congestionControl) {

        /// The kernel's defaults.
        public static final Metrics NONE = new Metrics(Map.of(), 0, null);

        public Metrics {
            values = Map.copyOf(values);
        }
    }

    /// The routes that the kernel keeps for it, each of which can be removed on its own: in IPv6
    /// one for each next hop, which `ip -6 route` shows as one multipath route; in IPv4 itself.
    public List<RouteEntry> paths() {
        return family == Family.INET6 && nextHops.size() > 1
                ? nextHops.stream().map(hop -> through(List.of(hop))).toList()
                : List.of(this);
    }

    /// Returns a copy with other next hops.
    public RouteEntry through(List<NextHop> hops) {
        return new RouteEntry(
                family,
                type,
                table,
                selector,
                scope,
                protocol,
                metric,
                preferredSource,
                hops,
                options);
    }

    /// A next hop of packets.
    ///
    /// @param gateway null when the destination is directly reachable; of another family than the
    ///   route's for IPv4 over IPv6
    /// @param interfaceIndex 0 when the kernel finds the interface
    /// @param weight 1-256, its share in a multipath route
    /// @param realms `source << 16 | destination`, 0 for none
    /// @param encapsulation light-weight tunnel, null for none
    public record NextHop(
            @Nullable IpAddress gateway,
            int interfaceIndex,
            int weight,
            boolean onLink,
            int realms,
            @Nullable Encapsulation encapsulation) {}

    /// A light-weight tunnel.
    public sealed interface Encapsulation {
        /// `LWTUNNEL_ENCAP_IP` or `LWTUNNEL_ENCAP_IP6`.
        ///
        /// @param tos `tos`, or `tc` of IPv6
        /// @param ttl `ttl`, or `hoplimit` of IPv6
        record Ip(
                Family family,
                long id,
                @Nullable IpAddress destination,
                @Nullable IpAddress source,
                int tos,
                int ttl,
                int flags)
                implements Encapsulation {}

        /// `LWTUNNEL_ENCAP_MPLS`: labels from the outside in.
        record Mpls(List<Integer> labels) implements Encapsulation {
            public Mpls {
                labels = List.copyOf(labels);
            }
        }

        /// `LWTUNNEL_ENCAP_ILA`.
        record Ila(long locator) implements Encapsulation {}
    }
}
