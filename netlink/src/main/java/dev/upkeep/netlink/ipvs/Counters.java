package dev.upkeep.netlink.ipvs;

/// Statistics of a service or a destination (`IPVS_STATS_ATTR_*`): totals since it was added or
/// zeroed, and the current rates per second.
public record Counters(
        long connections,
        long inPackets,
        long outPackets,
        long inBytes,
        long outBytes,
        long connectionRate,
        long inPacketRate,
        long outPacketRate,
        long inByteRate,
        long outByteRate) {

    /// Nothing happened yet.
    public static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
