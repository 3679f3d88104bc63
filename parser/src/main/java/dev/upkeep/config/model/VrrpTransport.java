package dev.upkeep.config.model;

import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Transport of adverts.
public sealed interface VrrpTransport {

    /// Source address of adverts (`mcast_src_ip`, `unicast_src_ip`); null means the interface's
    /// primary.
    @Nullable IpAddress source();

    /// `track_src_ip`: fault while the source address is absent.
    boolean trackSource();

    /// Multicast to one group (`mcast_dst_ip`, `vrrp_mcast_group4/6`).
    record Multicast(@Nullable IpAddress source, boolean trackSource, IpAddress destination)
            implements VrrpTransport {}

    /// One advert to each peer.
    ///
    /// @param ttl TTL or hop limit of adverts, 0-255; null means 255
    /// @param checkSource accept only adverts of configured peers
    /// @param faultWithoutPeer `unicast_fault_no_peer`
    /// @param oldChecksumGroup `vrrp_mcast_group4`, which checksums of old keepalived cover in
    ///   place of the destination
    record Unicast(
            @Nullable IpAddress source,
            boolean trackSource,
            List<Peer> peers,
            @Nullable Integer ttl,
            boolean checkSource,
            boolean faultWithoutPeer,
            IpAddress oldChecksumGroup)
            implements VrrpTransport {
        public Unicast {
            peers = List.copyOf(peers);
        }
    }

    /// A line of `unicast_peer`; TTLs outside min-max are refused when the source is checked.
    record Peer(IpAddress address, int minTtl, int maxTtl) {}
}
