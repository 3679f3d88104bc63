package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.config.model.BfdInstance;

/// A `bfd_instance` in the units of the protocol.
public record SessionConfig(BfdInstance instance) {

    private static final int NO_HOP_CHECK = -1;

    /// Returns the name in log messages, by which others track the session.
    public String name() {
        return instance.name();
    }

    /// `bfd.DesiredMinTxInterval` in microseconds while the session is up.
    public long upTxUs() {
        return instance.timing().minTx().toNanos() / 1000;
    }

    /// `bfd.DesiredMinTxInterval` in microseconds while it is not: 1 s or more (RFC 5880 section
    /// 6.8.3).
    public long idleTxUs() {
        return instance.timing().idleTx().toNanos() / 1000;
    }

    /// `bfd.RequiredMinRxInterval` in microseconds.
    public long minRxUs() {
        return instance.timing().minRx().toNanos() / 1000;
    }

    /// Returns the UDP port that packets go to: 3784, or 4784 over several hops.
    public int port() {
        return instance.hops().multihop()
                ? ControlPacket.MULTIHOP_PORT
                : ControlPacket.SINGLE_HOP_PORT;
    }

    /// Returns whether a packet came over few enough hops: the peer is expected to send with our
    /// own TTL.
    ///
    /// @param hopLimit TTL or hop limit as received, -1 when it is not known
    public boolean acceptsHops(int hopLimit) {
        return instance.hops().max() == NO_HOP_CHECK
                || hopLimit >= instance.hops().ttl() - instance.hops().max();
    }

    /// Returns whether both name the same session, so that one goes on as the other after a reload.
    public boolean sameSession(SessionConfig other) {
        return instance.neighbor().equals(other.instance.neighbor())
                && java.util.Objects.equals(instance.source(), other.instance.source())
                && instance.hops().multihop() == other.instance.hops().multihop();
    }
}
