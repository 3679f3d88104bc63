package dev.upkeep.vrrp.wire;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.net.Ipv6Address;
import dev.upkeep.vrrp.wire.ChecksumRule.Plain;
import dev.upkeep.vrrp.wire.ChecksumRule.PseudoHeader;
import java.nio.ByteBuffer;
import java.time.Duration;

/// Adverts to bytes.
public final class AdvertisementWriter {

    /// Offset of the checksum in an advertisement, in bytes.
    public static final int CHECKSUM_OFFSET = 6;

    private AdvertisementWriter() {}

    /// Length of an advert in bytes, without an IP header.
    public static int length(Advertisement advert) {
        int length = Advertisement.HEADER_LENGTH;
        for (int i = 0; i < advert.addresses().size(); i++) {
            length +=
                    switch (advert.addresses().get(i).family()) {
                        case INET -> 4;
                        case INET6 -> 16;
                    };
        }
        return advert.version() == 2 ? length + AuthenticationData.LENGTH : length;
    }

    /// Writes an advert at the position of `out` (big-endian), which moves behind it.
    ///
    /// @throws IllegalArgumentException when the interval cannot be expressed
    public static void write(Advertisement advert, ChecksumRule rule, ByteBuffer out) {
        int start = out.position();
        out.put((byte) (advert.version() << 4 | Advertisement.TYPE));
        out.put((byte) advert.virtualRouterId());
        out.put((byte) advert.priority());
        out.put((byte) advert.addresses().size());
        if (advert.version() == 2) {
            out.put((byte) advert.authentication().type());
            out.put((byte) units(advert.interval(), Duration.ofSeconds(1), 255));
        } else {
            out.putShort((short) units(advert.interval(), Duration.ofMillis(10), 4095));
        }
        out.putShort((short) 0);
        for (int i = 0; i < advert.addresses().size(); i++) { // without an iterator
            put(advert.addresses().get(i), out);
        }
        if (advert.version() == 2) {
            out.putLong(advert.authentication().data());
        }
        InternetChecksum sum = new InternetChecksum().add(out, start, out.position());
        int checksum =
                switch (rule) {
                    case Plain() -> sum.value();
                    case PseudoHeader(IpAddress source, IpAddress destination) ->
                            sum.addPseudoHeader(
                                            source,
                                            destination,
                                            Advertisement.PROTOCOL,
                                            out.position() - start)
                                    .value();
                };
        out.putShort(start + CHECKSUM_OFFSET, (short) checksum);
    }

    private static void put(IpAddress address, ByteBuffer out) {
        switch (address) {
            case Ipv4Address(int bits) -> out.putInt(bits);
            case Ipv6Address(long high, long low) -> out.putLong(high).putLong(low);
        }
    }

    private static long units(Duration interval, Duration unit, int maximum) {
        long units = interval.toNanos() / unit.toNanos();
        if (units < 1 || units > maximum) {
            throw new IllegalArgumentException(
                    "advert interval: expected 1-"
                            + maximum
                            + " times "
                            + unit
                            + ", got "
                            + interval);
        }
        return units;
    }
}
