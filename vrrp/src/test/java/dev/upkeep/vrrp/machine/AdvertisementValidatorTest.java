package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AdvertisementWriter;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Texts and counters as keepalived 2.2.7 logged and counted them for the same packets.
class AdvertisementValidatorTest {

    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.3");
    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final AuthenticationData PASSWORD = AuthenticationData.password("1111");
    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> refused() {
        return Stream.of(
                arguments(
                        "too short",
                        bytes(cut(8)),
                        Counter.PACKET_LEN_ERR,
                        "(VI_1) vrrp packet too short, length 32 and expect 40"),
                arguments(
                        "too long",
                        bytes(packet -> Arrays.copyOf(packet, packet.length + 4)),
                        Counter.PACKET_LEN_ERR,
                        "(VI_1) vrrp packet too long, length 44 and expect 40"),
                arguments(
                        "more addresses claimed than sent",
                        bytes(set(3, 5)),
                        Counter.PACKET_LEN_ERR,
                        "(VI_1) vrrp packet too short, length 40 and expect 56"),
                arguments(
                        "version 3 has no authentication data",
                        bytes(set(0, 0x31)),
                        Counter.PACKET_LEN_ERR,
                        "(VI_1) vrrp packet too long, length 40 and expect 32"),
                arguments(
                        "unknown authentication type",
                        bytes(set(4, 7)),
                        Counter.INVALID_AUTHTYPE,
                        "(VI_1) Invalid auth type: 7"),
                arguments(
                        "another authentication type",
                        bytes(set(4, 0)),
                        Counter.AUTHTYPE_MISMATCH,
                        "(VI_1) received a 0 auth, expecting 1!"),
                arguments(
                        "another password",
                        bytes(set(12, '2')),
                        Counter.AUTH_FAILURE,
                        "(VI_1) received an invalid passwd!"),
                arguments(
                        "another interval",
                        bytes(set(5, 3)),
                        Counter.ADVERT_INTERVAL_ERR,
                        "(VI_1) advertisement interval mismatch mine=1 sec rcv'd=3 sec"),
                arguments(
                        "unknown type",
                        bytes(set(0, 0x22)),
                        Counter.INVALID_TYPE_RCVD,
                        "(VI_1) Invalid packet type. 2 and expect 1"),
                arguments(
                        "bad checksum",
                        bytes(set(6, 0x12)),
                        null,
                        "(VI_1) Invalid VRRPv2 checksum"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void validate_faultyAdvert_isCountedAndNotUsed(
            String name, byte[] packet, @Nullable Counter counter, String text) throws Exception {
        ValidationResult result =
                AdvertisementValidator.validate(
                        plain(), received(packet, PEER, GROUP, 255), null, 0);

        assertThat(result.advert()).isNull();
        assertThat(result.remarks())
                .extracting(Remark::counter, Remark::text)
                .containsExactly(org.assertj.core.api.Assertions.tuple(counter, text));
    }

    @Test
    void validate_goodAdvert_isUsedWithoutRemark() throws Exception {
        ValidationResult result =
                AdvertisementValidator.validate(
                        plain(), received(good(), PEER, GROUP, 255), null, 0);

        assertThat(result)
                .isEqualTo(
                        new ValidationResult(
                                new Event.AdvertReceived(PEER, 120, SECOND),
                                List.of(),
                                false,
                                HeaderSequence.NONE));
    }

    @Test
    void validate_lowTtl_isRefusedForMulticastOnly() throws Exception {
        RouterConfig unicast = unicast(false).config();

        assertThat(
                        AdvertisementValidator.validate(
                                        plain(), received(good(), PEER, GROUP, 64), null, 0)
                                .remarks())
                .extracting(Remark::text)
                .containsExactly("(VI_1) invalid TTL/HL. Received 64 and expect 255");
        assertThat(
                        AdvertisementValidator.validate(
                                        unicast, received(good(), PEER, OWN, 64), null, 0)
                                .advert())
                .isNotNull();
    }

    @Test
    void validate_otherDestinationKind_isRefused() throws Exception {
        RouterConfig unicast = unicast(false).config();

        assertThat(
                        AdvertisementValidator.validate(
                                        plain(), received(good(), PEER, OWN, 255), null, 0)
                                .advert())
                .isNull();
        assertThat(
                        AdvertisementValidator.validate(
                                        unicast, received(good(), PEER, GROUP, 255), null, 0)
                                .advert())
                .isNull();
    }

    @Test
    void validate_unicastSource_mustBeAPeerWhereChecked() throws Exception {
        RouterConfig checked = unicast(true).config();

        assertThat(
                        AdvertisementValidator.validate(
                                        checked, received(good(), PEER, OWN, 64), null, 0)
                                .advert())
                .isNotNull();
        assertThat(
                        AdvertisementValidator.validate(
                                        checked, received(good(), PEER, OWN, 9), null, 0)
                                .advert())
                .as("below the peer's smallest TTL")
                .isNull();
        assertThat(
                        AdvertisementValidator.validate(
                                        checked, received(good(), OTHER, OWN, 64), null, 0)
                                .advert())
                .isNull();
    }

    @Test
    void validate_otherAddresses_areRemarkedButTheAdvertIsUsed() throws Exception {
        RouterConfig two = Instances.instance().addresses("10.0.0.100", "10.0.0.101").config();
        RouterConfig different = Instances.instance().addresses("10.0.0.107").config();

        ValidationResult count =
                AdvertisementValidator.validate(two, received(good(), PEER, GROUP, 255), null, 0);
        ValidationResult list =
                AdvertisementValidator.validate(
                        different, received(good(), PEER, GROUP, 255), null, 0);

        assertThat(count.advert()).isNotNull();
        assertThat(count.remarks())
                .extracting(Remark::text)
                .containsExactly("(VI_1) received an unexpected ip number count 1, expected 2!");
        assertThat(list.advert()).isNotNull();
        assertThat(list.remarks())
                .extracting(Remark::counter, Remark::text)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                Counter.ADDR_LIST_ERR,
                                "(VI_1) ip address associated with VRID 51 not present in MASTER"
                                        + " advert: 10.0.0.107"));
    }

    @Test
    void validate_skipCheck_looksOnlyAtTheFirstAdvertOfASource() throws Exception {
        RouterConfig config =
                Instances.instance()
                        .with("skip_check_adv_addr", "")
                        .addresses("10.0.0.107")
                        .config();
        ReceivedAdvertisement packet = received(good(), PEER, GROUP, 255);

        assertThat(AdvertisementValidator.validate(config, packet, null, 0).remarks()).hasSize(1);
        assertThat(AdvertisementValidator.validate(config, packet, OTHER, 0).remarks()).hasSize(1);
        assertThat(AdvertisementValidator.validate(config, packet, PEER, 0).remarks()).isEmpty();
    }

    @Test
    void validate_version3_followsTheMastersIntervalAndSaysSo() throws Exception {
        RouterConfig config = Instances.instance().version3(Duration.ofMillis(100)).config();
        byte[] packet = version3(Duration.ofMillis(250), GROUP);

        ValidationResult result =
                AdvertisementValidator.validate(
                        config, received(packet, PEER, GROUP, 255), null, 0);

        assertThat(result.advert())
                .isEqualTo(new Event.AdvertReceived(PEER, 120, Duration.ofMillis(250)));
        assertThat(result.remarks()).extracting(Remark::counter).containsOnlyNulls();
    }

    @Test
    void validate_version3IntervalZero_isRefused() throws Exception {
        RouterConfig config = Instances.instance().version3(Duration.ofMillis(100)).config();
        byte[] packet = withIntervalField(0);

        ValidationResult result =
                AdvertisementValidator.validate(
                        config, received(packet, PEER, GROUP, 255), null, 0);

        assertThat(result.advert()).isNull();
        assertThat(result.remarks())
                .extracting(Remark::counter, Remark::text)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                Counter.ADVERT_INTERVAL_ERR,
                                "(VI_1) advertisement interval 0 of 10.0.0.2 is invalid"));
    }

    @Test
    void validate_version3ReservedBits_areIgnored() throws Exception {
        RouterConfig config = Instances.instance().version3(SECOND).config();
        byte[] packet = withIntervalField(0xa000 | 100);

        assertThat(
                        AdvertisementValidator.validate(
                                        config, received(packet, PEER, GROUP, 255), null, 0)
                                .advert())
                .isEqualTo(new Event.AdvertReceived(PEER, 120, SECOND));
    }

    @Test
    void validate_otherVersion_isRefused() throws Exception {
        RouterConfig version3 = Instances.instance().version3(SECOND).config();

        assertThat(
                        AdvertisementValidator.validate(
                                        plain(),
                                        received(version3(SECOND, GROUP), PEER, GROUP, 255),
                                        null,
                                        0)
                                .remarks())
                .extracting(Remark::text)
                .containsExactly("(VI_1) invalid version. 3 and expect 2");
        assertThat(
                        AdvertisementValidator.validate(
                                        version3, received(good(), PEER, GROUP, 255), null, 0)
                                .remarks())
                .extracting(Remark::text)
                .containsExactly("(VI_1) invalid version. 2 and expect 3");
    }

    @Test
    void validate_version3ChecksumOfAnotherDestination_isRefused() throws Exception {
        RouterConfig config = Instances.instance().version3(Duration.ofMillis(100)).config();
        byte[] packet = version3(Duration.ofMillis(100), OWN);

        assertThat(
                        AdvertisementValidator.validate(
                                        config, received(packet, PEER, GROUP, 255), null, 0)
                                .remarks())
                .extracting(Remark::text)
                .containsExactly("(VI_1) Invalid VRRPv3 checksum");
    }

    @Test
    void validate_version3UnicastChecksumOfOldKeepalived_isDetected() throws Exception {
        RouterConfig config = unicast(false).version3(Duration.ofMillis(100)).config();
        ReceivedAdvertisement old =
                received(version3(Duration.ofMillis(100), GROUP), PEER, OWN, 255);
        ReceivedAdvertisement right =
                received(version3(Duration.ofMillis(100), OWN), PEER, OWN, 255);

        assertThat(AdvertisementValidator.validate(config, old, null, 0).advert()).isNotNull();
        assertThat(AdvertisementValidator.validate(config, old, null, 0).oldChecksum()).isTrue();
        assertThat(AdvertisementValidator.validate(config, right, null, 0).oldChecksum()).isFalse();
    }

    @Test
    void validate_ownerThatIgnoresAdverts_usesNone() throws Exception {
        RouterConfig owner =
                Instances.instance().priority(255).with("owner_ignore_adverts", "").config();

        assertThat(
                        AdvertisementValidator.validate(
                                        owner, received(good(), PEER, GROUP, 255), null, 0)
                                .advert())
                .isNull();
    }

    @Test
    void validate_ownerThatIgnoresAdvertsByTheGlobalDefault_usesNone() throws Exception {
        Instances owner = Instances.instance().global("vrrp_owner_ignore_adverts").priority(255);
        ReceivedAdvertisement advert = received(good(), PEER, GROUP, 255);

        assertThat(AdvertisementValidator.validate(owner.config(), advert, null, 0).advert())
                .isNull();
        assertThat(
                        AdvertisementValidator.validate(
                                        owner.with("owner_ignore_adverts", "off").config(),
                                        advert,
                                        null,
                                        0)
                                .advert())
                .isNotNull();
        assertThat(
                        AdvertisementValidator.validate(
                                        owner.without("owner_ignore_adverts")
                                                .priority(254)
                                                .config(),
                                        advert,
                                        null,
                                        0)
                                .advert())
                .isNotNull();
    }

    private static RouterConfig plain() {
        return Instances.instance().config();
    }

    private static Instances unicast(boolean checkSource) {
        Instances unicast =
                Instances.instance()
                        .with("unicast_peer", Instances.block(PEER + " min_ttl 10 max_ttl 255"));
        return checkSource ? unicast.with("check_unicast_src", "") : unicast;
    }

    private static ReceivedAdvertisement received(
            byte[] packet, IpAddress source, IpAddress destination, int hopLimit) throws Exception {
        return new ReceivedAdvertisement(
                source,
                destination,
                hopLimit,
                20,
                null,
                AdvertisementReader.of(ByteBuffer.wrap(packet), source.family()));
    }

    private static byte[] good() {
        Advertisement advert =
                new Advertisement(
                        2, 51, 120, SECOND, PASSWORD, List.of(IpAddress.parse("10.0.0.100")));
        ByteBuffer out = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(advert, new ChecksumRule.Plain(), out);
        return out.array();
    }

    private static byte[] version3(Duration interval, IpAddress checksumDestination) {
        Advertisement advert =
                new Advertisement(
                        3,
                        51,
                        120,
                        interval,
                        AuthenticationData.NONE,
                        List.of(IpAddress.parse("10.0.0.100")));
        ByteBuffer out = ByteBuffer.allocate(AdvertisementWriter.length(advert));
        AdvertisementWriter.write(
                advert, new ChecksumRule.PseudoHeader(PEER, checksumDestination), out);
        return out.array();
    }

    /// An advert of version 3 with interval 1 s whose reserved bits and interval become these.
    private static byte[] withIntervalField(int value) {
        byte[] packet = version3(SECOND, GROUP);
        ByteBuffer fields = ByteBuffer.wrap(packet);
        int sum = (~fields.getShort(6) & 0xffff) + (~fields.getShort(4) & 0xffff) + value;
        sum = (sum & 0xffff) + (sum >>> 16); // RFC 1624
        sum = (sum & 0xffff) + (sum >>> 16);
        fields.putShort(4, (short) value).putShort(6, (short) ~sum);
        return packet;
    }

    private static byte[] bytes(java.util.function.UnaryOperator<byte[]> change) {
        return change.apply(good());
    }

    private static java.util.function.UnaryOperator<byte[]> cut(int bytes) {
        return packet -> Arrays.copyOf(packet, packet.length - bytes);
    }

    private static java.util.function.UnaryOperator<byte[]> set(int at, int value) {
        Consumer<byte[]> change = packet -> packet[at] = (byte) value;
        return packet -> {
            change.accept(packet);
            return packet;
        };
    }
}
