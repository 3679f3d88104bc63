package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.net.IpAddress;
import org.jspecify.annotations.Nullable;

/// Decides whether a packet that was read belongs to a session and may change it (RFC 5880 section
/// 6.8.6, RFC 5881 section 5, RFC 5883 section 4).
public final class PacketCheck {

    private PacketCheck() {}

    /// Reasons to discard a packet.
    public enum Rejection {
        /// It came over more hops than `max_hops`, or its TTL was not the expected one.
        HOPS,
        /// It carries an authentication section; this end has no keys.
        AUTHENTICATION
    }

    /// Returns whether a packet without discriminator of ours belongs to a session, by its
    /// addresses.
    ///
    /// @param destination the address it was sent to
    public static boolean isFor(SessionConfig config, IpAddress source, IpAddress destination) {
        IpAddress own = config.instance().source();
        return config.instance().neighbor().equals(source)
                && (own == null || own.equals(destination));
    }

    /// Checks a packet of a session.
    ///
    /// @param hopLimit TTL or hop limit as received, -1 when it is not known
    /// @return null when it is good
    public static @Nullable Rejection of(SessionConfig config, ControlPacket packet, int hopLimit) {
        if (!config.acceptsHops(hopLimit)) {
            return Rejection.HOPS;
        }
        return packet.authenticated() ? Rejection.AUTHENTICATION : null;
    }
}
