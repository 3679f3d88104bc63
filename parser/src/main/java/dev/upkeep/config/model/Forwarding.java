package dev.upkeep.config.model;

/// The way of packets to a real server (`lb_kind`, `lvs_method`).
public sealed interface Forwarding {

    /// Address translation; replies must pass the director.
    record Nat() implements Forwarding {}

    /// Direct routing: only the hardware address changes.
    record DirectRouting() implements Forwarding {}

    /// Encapsulation.
    ///
    /// @param port destination port of GUE, 0 for the others
    record Tunnel(TunnelType type, int port, Checksum checksum) implements Forwarding {}

    /// `FNAT`, Upkeep's extension: NAT in both directions, so that replies come back through the
    /// director.
    record FullNat() implements Forwarding {}

    /// The word after `type`.
    enum TunnelType {
        IPIP,
        GUE,
        GRE
    }

    /// Checksums of GUE and GRE.
    enum Checksum {
        NONE,
        CHECKSUM,
        REMOTE
    }
}
