package dev.upkeep.vrrp.machine;

import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement.Protection;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.IntegrityValue;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Adverts behind an authentication header (`auth_type AH`), IPv4 only.
public final class AuthenticatedAdvert {

    private static final int VALUE_AT =
            IpHeader.LENGTH + AuthenticationHeader.LENGTH - IntegrityValue.LENGTH;

    private AuthenticatedAdvert() {}

    /// Writes authentication header and advert behind the IP header in `packet`, which begins at 0
    /// and must not be changed afterwards.
    public static void write(
            Ipv4Address source,
            long sequence,
            Advertisement advert,
            ChecksumRule rule,
            String key,
            ByteBuffer packet) {
        new AuthenticationHeader(
                        Advertisement.PROTOCOL,
                        Integer.toUnsignedLong(source.bits()),
                        sequence,
                        IntegrityValue.ZERO)
                .write(packet);
        AdvertisementWriter.write(advert, rule, packet);
        byte[] bytes = new byte[packet.position()];
        packet.get(0, bytes);
        IntegrityValue.of(bytes, key.getBytes(StandardCharsets.UTF_8)).write(packet, VALUE_AT);
    }

    /// Reads the authentication header behind an IP header, which [IpHeader#read] has read, and
    /// leaves `packet` at the advert.
    ///
    /// @throws MalformedPacketException also when the payload is not VRRP
    public static Protection read(ByteBuffer packet) throws MalformedPacketException {
        byte[] bytes = new byte[packet.limit()];
        packet.get(0, bytes);
        int headerLength = packet.position();
        AuthenticationHeader header = AuthenticationHeader.read(packet);
        if (header.nextHeader() != Advertisement.PROTOCOL || headerLength != IpHeader.LENGTH) {
            throw new MalformedPacketException(
                    "authentication header",
                    "expected VRRP behind an IP header without options, got protocol "
                            + header.nextHeader());
        }
        return new Protection(header, key -> IntegrityValue.of(bytes, key));
    }
}
