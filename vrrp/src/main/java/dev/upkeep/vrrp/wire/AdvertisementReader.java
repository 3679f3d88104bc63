package dev.upkeep.vrrp.wire;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.ChecksumRule.Plain;
import dev.upkeep.vrrp.wire.ChecksumRule.PseudoHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A received advert whose fields are read one by one, so that a receiver can check them in its own
/// order and say which one is wrong. [#read] checks all of them.
public final class AdvertisementReader {

    private static final int VERSION_MASK = 0xf0;
    private static final int TYPE_MASK = 0x0f;
    private static final int V3_INTERVAL_MASK = 0x0fff;

    private final ByteBuffer in;
    private final Family family;

    private AdvertisementReader(ByteBuffer in, Family family) {
        this.in = in;
        this.family = family;
    }

    /// Looks at the remaining bytes, which must be the VRRP packet without an IP header.
    ///
    /// @throws MalformedPacketException when there are fewer than eight bytes
    public static AdvertisementReader of(ByteBuffer packet, Family family)
            throws MalformedPacketException {
        ByteBuffer in = packet.slice().order(ByteOrder.BIG_ENDIAN);
        if (in.remaining() < Advertisement.HEADER_LENGTH) {
            throw new MalformedPacketException(
                    "VRRP header", "expected at least 8 bytes, got " + in.remaining());
        }
        return new AdvertisementReader(in, family);
    }

    /// Protocol version, 0-15.
    public int version() {
        return (in.get(0) & VERSION_MASK) >> 4;
    }

    /// Packet type, 0-15.
    public int type() {
        return in.get(0) & TYPE_MASK;
    }

    /// Virtual router, 0-255.
    public int virtualRouterId() {
        return in.get(1) & 0xff;
    }

    /// Priority, 0-255.
    public int priority() {
        return in.get(2) & 0xff;
    }

    /// Returns how many addresses the header claims.
    public int addressCount() {
        return in.get(3) & 0xff;
    }

    /// Authentication type; only a version 2 advert has one.
    public int authenticationType() {
        return in.get(4) & 0xff;
    }

    /// Returns the sender's advert interval: whole seconds in version 2, centiseconds in version 3.
    public Duration interval() {
        return version() == 2
                ? Duration.ofSeconds(in.get(5) & 0xff)
                : Duration.ofMillis((in.getShort(4) & V3_INTERVAL_MASK) * 10L);
    }

    /// Bytes present.
    public int length() {
        return in.remaining();
    }

    /// A copy of the bytes.
    public byte[] bytes() {
        byte[] copy = new byte[in.remaining()];
        in.get(in.position(), copy);
        return copy;
    }

    /// Returns whether the advert has exactly these bytes.
    public boolean consistsOf(byte[] expected) {
        if (in.remaining() != expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (in.get(in.position() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    /// Bytes that version and address count ask for.
    public int expectedLength() {
        int addresses =
                switch (family) {
                    case INET -> 4 * addressCount();
                    case INET6 -> 16 * addressCount();
                };
        int authentication = version() == 2 ? AuthenticationData.LENGTH : 0;
        return Advertisement.HEADER_LENGTH + addresses + authentication;
    }

    /// Returns the trailer of `auth_hmac`, null where the length leaves no place for exactly one.
    public @Nullable HmacTrailer trailer() {
        if (length() != expectedLength() + HmacTrailer.LENGTH) {
            return null;
        }
        try {
            return HmacTrailer.read(in);
        } catch (MalformedPacketException other) {
            return null; // so it is too long
        }
    }

    /// Returns what the signature of the trailer has to be.
    ///
    /// @param source of the packet
    public HmacValue signature(IpAddress source, byte[] key) {
        return HmacValue.of(in, source, key);
    }

    /// Authentication type and data of a version 2 advert.
    ///
    /// @throws IndexOutOfBoundsException unless [#length] is at least [#expectedLength]
    public AuthenticationData authentication() {
        return version() == 2
                ? new AuthenticationData(
                        authenticationType(),
                        in.getLong(expectedLength() - AuthenticationData.LENGTH))
                : AuthenticationData.NONE;
    }

    /// Returns whether the checksum is right.
    public boolean checksumFits(ChecksumRule rule) {
        int length = Math.min(length(), expectedLength()); // what follows is padding
        InternetChecksum sum = new InternetChecksum().add(in, 0, length);
        return switch (rule) {
            case Plain() -> sum.value() == 0;
            case PseudoHeader(IpAddress source, IpAddress destination) ->
                    sum.addPseudoHeader(source, destination, Advertisement.PROTOCOL, length).value()
                            == 0;
        };
    }

    /// Returns the addresses in the order of the packet.
    ///
    /// @throws IndexOutOfBoundsException unless [#length] is at least [#expectedLength]
    public List<IpAddress> addresses() {
        int size = family == Family.INET ? 4 : 16;
        List<IpAddress> addresses = new ArrayList<>(addressCount());
        for (int i = 0; i < addressCount(); i++) {
            byte[] bytes = new byte[size];
            in.get(Advertisement.HEADER_LENGTH + i * size, bytes);
            addresses.add(IpAddress.of(bytes));
        }
        return addresses;
    }

    /// The whole advert; bytes behind it are tolerated only where they are Ethernet padding, which
    /// the reader of the IP header has cut off.
    ///
    /// @throws MalformedPacketException for any field that no receiver could use
    public Advertisement read(ChecksumRule rule) throws MalformedPacketException {
        if (version() != 2 && version() != 3) {
            throw new MalformedPacketException("VRRP version", "expected 2 or 3, got " + version());
        }
        if (version() == 2 && family == Family.INET6) {
            throw new MalformedPacketException("VRRP version", "IPv6 needs 3, got 2");
        }
        if (length() != expectedLength()) {
            throw new MalformedPacketException(
                    "VRRP length", "expected " + expectedLength() + " bytes, got " + length());
        }
        if (type() != Advertisement.TYPE) {
            throw new MalformedPacketException("VRRP type", "expected 1, got " + type());
        }
        if (!checksumFits(rule)) {
            throw new MalformedPacketException("VRRP checksum", "does not fit");
        }
        return new Advertisement(
                version(),
                virtualRouterId(),
                priority(),
                interval(),
                authentication(),
                addresses());
    }
}
