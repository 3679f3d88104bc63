package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import java.nio.ByteBuffer;

/// The one's complement sum of RFC 1071 over 16-bit words in network order.
final class InternetChecksum {

    private long sum;

    /// Adds bytes `from` to `to`; an odd last byte counts as the high half of a word.
    InternetChecksum add(ByteBuffer bytes, int from, int to) {
        for (int at = from; at + 1 < to; at += 2) {
            sum += bytes.getShort(at) & 0xffff;
        }
        if (((to - from) & 1) != 0) {
            sum += (bytes.get(to - 1) & 0xff) << 8;
        }
        return this;
    }

    /// Adds the pseudo header of RFC 768 or RFC 8200 section 8.1.
    ///
    /// @param length upper-layer bytes
    InternetChecksum addPseudoHeader(
            IpAddress source, IpAddress destination, int protocol, int length) {
        add(source);
        add(destination);
        sum += protocol;
        sum += length;
        return this;
    }

    private void add(IpAddress address) {
        switch (address) {
            case Ipv4Address(int bits) -> add(bits & 0xffff_ffffL);
            case Ipv6Address(long high, long low) -> {
                add(high);
                add(low);
            }
        }
    }

    private void add(long words) {
        for (int shift = 0; shift < Long.SIZE; shift += Short.SIZE) {
            sum += (words >>> shift) & 0xffff;
        }
    }

    /// Returns the value for the checksum field, or 0 over bytes whose checksum field is right.
    int value() {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) (~folded & 0xffff);
    }
}
