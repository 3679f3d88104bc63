package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.fuzz.Fuzz;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement.Protection;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.AuthenticationHeader;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.HmacTrailer;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import dev.upkeep.vrrp.wire.SignedAdvertisement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Authenticated adverts, changed by someone without the key: whatever is accepted, the router with
/// the key has sent, and it is accepted once.
class AuthenticationFuzzTest {

    private static final Ipv4Address PEER = (Ipv4Address) IpAddress.parse("10.0.0.2");
    private static final Ipv4Address GROUP = (Ipv4Address) IpAddress.parse("224.0.0.18");
    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final int PACKETS = 8;
    private static final Set<Class<? extends Throwable>> MALFORMED =
            Set.of(MalformedPacketException.class);

    /// State that a receiver keeps over the inputs.
    private HeaderSequence sequence = HeaderSequence.NONE;

    private int accepted;

    @Test
    void authenticationHeaders_areRefusedUnlessGenuine() {
        RouterConfig config =
                Instances.instance()
                        .with("authentication", Instances.block("auth_type AH", "auth_pass x"))
                        .config();
        List<byte[]> genuine = new ArrayList<>();
        for (int number = 1; number <= PACKETS; number++) {
            genuine.add(withHeader(number));
        }
        Fuzz.run(
                "authentication header",
                genuine,
                MALFORMED,
                (input, _) -> {
                    ByteBuffer packet = ByteBuffer.wrap(input);
                    IpHeader header = IpHeader.read(packet);
                    if (header.protocol() != AuthenticationHeader.PROTOCOL) {
                        return;
                    }
                    int length = packet.position();
                    Protection protection = AuthenticatedAdvert.read(packet);
                    var received =
                            new ReceivedAdvertisement(
                                    PEER,
                                    GROUP,
                                    255,
                                    length,
                                    protection,
                                    AdvertisementReader.of(packet, Family.INET));
                    HeaderSequence before = sequence;
                    ValidationResult result =
                            AdvertisementValidator.validate(
                                    config, received, null, before, new HmacCheck(), NOW);
                    sequence = result.sequence();
                    accepted += sequence.equals(before) ? 0 : 1;
                    assertThat(sequence.heard()).isBetween(before.heard(), (long) PACKETS);
                });

        assertThat(accepted).isBetween(1, PACKETS);
    }

    @Test
    void hmacTrailers_areRefusedUnlessGenuineAndNew() {
        RouterConfig config =
                Instances.instance()
                        .version3(Duration.ofSeconds(1))
                        .with(
                                "auth_hmac",
                                Instances.block("key 1 " + KEY, "active_key 1", "time_window 60"))
                        .config();
        List<byte[]> genuine = new ArrayList<>();
        HmacStamp stamp = HmacStamp.NEVER;
        for (int number = 0; number < PACKETS; number++) {
            stamp = stamp.next(NOW, Duration.ofSeconds(60));
            genuine.add(withTrailer(stamp));
        }
        genuine.add(withTrailer(stamp.next(NOW.plusSeconds(61), Duration.ZERO))); // too far ahead
        genuine.add(withTrailer(HmacStamp.NEVER.next(NOW.minusSeconds(61), Duration.ZERO)));
        HmacCheck check = new HmacCheck();
        Fuzz.run(
                "hmac trailer",
                genuine,
                MALFORMED,
                (input, _) -> {
                    var received =
                            new ReceivedAdvertisement(
                                    PEER,
                                    GROUP,
                                    255,
                                    0,
                                    null,
                                    AdvertisementReader.of(ByteBuffer.wrap(input), Family.INET));
                    ValidationResult result =
                            AdvertisementValidator.validate(
                                    config, received, null, HeaderSequence.NONE, check, NOW);
                    accepted += result.advert() == null ? 0 : 1;
                });

        assertThat(accepted).isBetween(1, PACKETS);
    }

    private static Advertisement advert(int version) {
        return new Advertisement(
                version,
                51,
                150,
                Duration.ofSeconds(1),
                version == 2
                        ? new AuthenticationData(AuthenticationData.TYPE_HEADER, 0)
                        : AuthenticationData.NONE,
                List.of(IpAddress.parse("10.0.0.100")));
    }

    private static byte[] withHeader(long number) {
        Advertisement advert = advert(2);
        int length =
                IpHeader.LENGTH + AuthenticationHeader.LENGTH + AdvertisementWriter.length(advert);
        ByteBuffer out = ByteBuffer.allocate(length);
        new IpHeader(length, 1, 255, AuthenticationHeader.PROTOCOL, PEER, GROUP).write(out);
        AuthenticatedAdvert.write(PEER, number, advert, new ChecksumRule.Plain(), "x", out);
        return out.array();
    }

    private static byte[] withTrailer(HmacStamp stamp) {
        Advertisement advert = advert(3);
        ByteBuffer out =
                ByteBuffer.allocate(AdvertisementWriter.length(advert) + HmacTrailer.LENGTH);
        SignedAdvertisement.write(
                advert,
                new ChecksumRule.PseudoHeader(PEER, GROUP),
                PEER,
                1,
                KEY.getBytes(StandardCharsets.UTF_8),
                stamp,
                out);
        return out.array();
    }
}
