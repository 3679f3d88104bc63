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

    /// Returns the sums of all counters and rates.
    public Counters plus(Counters other) {
        return new Counters(
                connections + other.connections,
                inPackets + other.inPackets,
                outPackets + other.outPackets,
                inBytes + other.inBytes,
                outBytes + other.outBytes,
                connectionRate + other.connectionRate,
                inPacketRate + other.inPacketRate,
                outPacketRate + other.outPacketRate,
                inByteRate + other.inByteRate,
                outByteRate + other.outByteRate);
    }
}
