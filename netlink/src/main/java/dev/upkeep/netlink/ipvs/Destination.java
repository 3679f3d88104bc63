package dev.upkeep.netlink.ipvs;

import dev.upkeep.net.Endpoint;

/// A real server of a service as one asks for it.
///
/// @param weight 0 - 2147483647
/// @param upperThreshold unsigned 32 bits, 0 for none
/// @param lowerThreshold unsigned 32 bits, 0 for none
/// @param tunnel only meaningful with [ForwardingMethod#TUNNEL]
public record Destination(
        Endpoint endpoint,
        ForwardingMethod method,
        int weight,
        int upperThreshold,
        int lowerThreshold,
        Tunnel tunnel) {

    /// Ways to forward packets: `IP_VS_CONN_F_*` of the low three bits.
    public enum ForwardingMethod {
        /// `IP_VS_CONN_F_MASQ` (0).
        MASQUERADE,
        /// `IP_VS_CONN_F_LOCALNODE` (1), only ever reported.
        LOCAL_NODE,
        /// `IP_VS_CONN_F_TUNNEL` (2).
        TUNNEL,
        /// `IP_VS_CONN_F_DROUTE` (3).
        DIRECT_ROUTE,
        /// `IP_VS_CONN_F_BYPASS` (4), only ever reported.
        BYPASS
    }

    /// Encapsulation.
    ///
    /// @param type `IP_VS_CONN_F_TUNNEL_TYPE_*`: 0 IPIP, 1 GUE, 2 GRE
    /// @param port destination port of GUE, else 0
    /// @param flags `IP_VS_TUNNEL_ENCAP_FLAG_*`: 0 no checksum, 1 checksum, 2 remote checksum
    public record Tunnel(int type, int port, int flags) {

        /// Plain IPIP, the kernel's default.
        public static final Tunnel IPIP = new Tunnel(0, 0, 0);
    }
}
