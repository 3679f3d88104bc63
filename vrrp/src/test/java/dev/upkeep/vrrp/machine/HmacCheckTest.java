package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.HmacStamp;
import dev.upkeep.vrrp.wire.SignedAdvertisement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HmacCheckTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.3");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";
    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);
    private static final Advertisement ADVERT =
            new Advertisement(
                    3,
                    51,
                    150,
                    Duration.ofSeconds(1),
                    AuthenticationData.NONE,
                    List.of(IpAddress.parse("10.0.0.100")));

    private final HmacCheck check = new HmacCheck();

    private static RouterConfig config(String... more) {
        String[] lines = new String[more.length + 3];
        lines[0] = "key 1 " + OLD;
        lines[1] = "key 2 " + NEW;
        lines[2] = "active_key 1";
        System.arraycopy(more, 0, lines, 3, more.length);
        return Instances.instance()
                .version3(Duration.ofSeconds(1))
                .with("auth_hmac", Instances.block(lines))
                .config();
    }

    private static ReceivedAdvertisement signed(IpAddress from, int id, String key, HmacStamp at)
            throws Exception {
        ByteBuffer out = ByteBuffer.allocate(200);
        SignedAdvertisement.write(
                ADVERT,
                new ChecksumRule.PseudoHeader(from, GROUP),
                from,
                id,
                key.getBytes(StandardCharsets.UTF_8),
                at,
                out);
        return received(from, out);
    }

    private static ReceivedAdvertisement unsigned() throws Exception {
        ByteBuffer out = ByteBuffer.allocate(200);
        AdvertisementWriter.write(ADVERT, new ChecksumRule.PseudoHeader(PEER, GROUP), out);
        return received(PEER, out);
    }

    private static ReceivedAdvertisement received(IpAddress from, ByteBuffer out) throws Exception {
        return new ReceivedAdvertisement(
                from, GROUP, 255, 20, null, AdvertisementReader.of(out.flip(), Family.INET));
    }

    private static HmacStamp stamp(long seconds) {
        return new HmacStamp(NOW.getEpochSecond() + seconds, 0, 0);
    }

    private String verdict(RouterConfig config, ReceivedAdvertisement packet) {
        ValidationResult result =
                AdvertisementValidator.validate(
                        config, packet, null, HeaderSequence.NONE, check, NOW);
        assertThat(result.advert() == null).isEqualTo(!result.remarks().isEmpty());
        return result.remarks().stream().map(Remark::text).findFirst().orElse("good");
    }

    @Test
    void validate_signedWithAnyKnownKey_isUsed() throws Exception {
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(0)))).isEqualTo("good");
        assertThat(verdict(config(), signed(PEER, 2, NEW, stamp(1)))).isEqualTo("good");
    }

    @Test
    void validate_wrongOrUnknownKey_isRefusedAndNotRemembered() throws Exception {
        assertThat(verdict(config(), signed(PEER, 1, NEW, stamp(4))))
                .isEqualTo(
                        "(VI_1) HMAC: advert from 10.0.0.2 refused: the signature with key 1 is"
                                + " wrong");
        assertThat(verdict(config(), signed(PEER, 9, NEW, stamp(4)))).contains("no key 9");
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(0)))).isEqualTo("good");
    }

    @Test
    void validate_replayed_isRefusedPerSender() throws Exception {
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(1)))).isEqualTo("good");
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(1)))).contains("a replay");
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(0)))).contains("a replay");
        assertThat(verdict(config(), signed(OTHER, 1, OLD, stamp(0)))).isEqualTo("good");
    }

    @Test
    void validate_replayed_isRefusedAlsoBesideManySenders() throws Exception {
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(1)))).isEqualTo("good");
        for (int number = 10; number < 20; number++) {
            IpAddress other = IpAddress.parse("10.0.0." + number);
            assertThat(verdict(config(), signed(other, 1, OLD, stamp(0)))).isEqualTo("good");
        }

        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(1)))).contains("a replay");
    }

    @Test
    void validate_clocksApart_countsWithTimeOnly() throws Exception {
        assertThat(verdict(config(), signed(PEER, 1, OLD, stamp(-6))))
                .contains("its clock is 6 s off, more than the time_window of 5 s");
        assertThat(verdict(config("time_window 10"), signed(PEER, 1, OLD, stamp(-6))))
                .isEqualTo("good");
        assertThat(verdict(config("anti_replay monotonic"), signed(OTHER, 1, OLD, stamp(-999))))
                .isEqualTo("good");
    }

    @Test
    void validate_unsigned_isUsedUnlessEnforced() throws Exception {
        assertThat(verdict(config(), unsigned())).contains("the advert is not signed");
        assertThat(verdict(config("mode permissive"), unsigned())).isEqualTo("good");
        assertThat(verdict(config("mode receive-only"), unsigned())).isEqualTo("good");
        assertThat(verdict(config("mode receive-only"), signed(PEER, 1, NEW, stamp(0))))
                .contains("is wrong");
    }

    @Test
    void validate_instanceWithoutHmac_refusesTheLength() throws Exception {
        RouterConfig plain = Instances.instance().version3(Duration.ofSeconds(1)).config();

        assertThat(verdict(plain, signed(PEER, 1, OLD, stamp(0)))).contains("too long");
    }
}
