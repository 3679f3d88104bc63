package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.wire.Advertisement;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import dev.upkeep.vrrp.wire.AuthenticationData;
import dev.upkeep.vrrp.wire.ChecksumRule;
import dev.upkeep.vrrp.wire.IpHeader;
import dev.upkeep.vrrp.wire.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Golden bytes: an advert of keepalived 2.2.7 with `auth_type AH` and `auth_pass secret`.
class AuthenticatedAdvertTest {
    private static final String GOLDEN =
            "45c00040 00010000 ff33d0ad 0a090001 e0000012"
                    + "70040000 0a090001 00000001 ef4c08c6528de62f5825008c"
                    + "21076e01 02016489 0a090064 0000000000000000";
    private static final IpAddress PEER = IpAddress.parse("10.9.0.1");
    private static final IpAddress GROUP = IpAddress.parse("224.0.0.18");
    private static final Advertisement ADVERT =
            new Advertisement(
                    2,
                    7,
                    110,
                    Duration.ofSeconds(1),
                    new AuthenticationData(AuthenticationData.TYPE_HEADER, 0),
                    List.of(IpAddress.parse("10.9.0.100")));

    @Test
    void write_golden_givesTheBytes() {
        assertThat(HexFormat.of().formatHex(packet(1, "secret"))).isEqualTo(compact(GOLDEN));
    }

    @Test
    void received_golden_isAccepted_andItsSequenceRemembered() throws Exception {
        ValidationResult result = validate(bytes(GOLDEN), 0);

        assertThat(result.remarks()).isEmpty();
        assertThat(result.advert()).isNotNull();
        assertThat(result.sequence().heard()).isEqualTo(1);
    }

    @Test
    void received_again_isRefused() throws Exception {
        ValidationResult result = validate(bytes(GOLDEN), 1);

        assertThat(result.advert()).isNull();
        assertThat(result.remarks())
                .extracting(Remark::text)
                .containsExactly(
                        "(VI_1) IPSEC-AH : sequence number 1 already processed. Packet dropped."
                                + " Local(1)");
    }

    /// Two masters that send at the same moment have the same number: neither may refuse the other
    /// for ever.
    @Test
    void received_withTheNumberSentLast_isAcceptedOnce() throws Exception {
        HeaderSequence sent = HeaderSequence.NONE.next();

        ValidationResult first = validate(bytes(GOLDEN), sent);
        ValidationResult again = validate(bytes(GOLDEN), first.sequence());

        assertThat(first.advert()).isNotNull();
        assertThat(first.sequence().next().sent()).isEqualTo(2);
        assertThat(again.advert()).isNull();
        assertThat(validate(bytes(GOLDEN), sent.next()).advert()).isNull();
    }

    private static ValidationResult validate(byte[] packet, HeaderSequence sequence)
            throws Exception {
        return AdvertisementValidator.validate(
                config(), read(packet), null, sequence, new HmacCheck(), Instant.EPOCH);
    }

    @Test
    void received_withAnotherKey_isRefused_andItsSequenceForgotten() throws Exception {
        ValidationResult result = validate(packet(9, "secreu"), 0);

        assertThat(result.advert()).isNull();
        assertThat(result.remarks())
                .extracting(Remark::counter)
                .containsExactly(Counter.AUTH_FAILURE);
        assertThat(result.sequence().heard()).isZero();
    }

    @Test
    void received_changedOnTheWay_isRefused() throws Exception {
        byte[] packet = bytes(GOLDEN);
        packet[46] = (byte) 255; // the priority

        assertThat(validate(packet, 0).advert()).isNull();
    }

    @Test
    void received_withoutHeader_isRefused() throws Exception {
        byte[] all = bytes(GOLDEN);
        byte[] advert = Arrays.copyOfRange(all, 44, all.length);
        ReceivedAdvertisement packet =
                new ReceivedAdvertisement(
                        PEER,
                        GROUP,
                        255,
                        20,
                        null,
                        AdvertisementReader.of(ByteBuffer.wrap(advert), PEER.family()));

        ValidationResult result = AdvertisementValidator.validate(config(), packet, null, 0);

        assertThat(result.advert()).isNull();
        assertThat(result.remarks())
                .extracting(Remark::counter)
                .containsExactly(Counter.AUTHTYPE_MISMATCH);
    }

    @Test
    void read_otherPayload_isMalformed() {
        assertThatThrownBy(() -> read(bytes(GOLDEN.replace("70040000", "11040000"))))
                .isInstanceOf(MalformedPacketException.class);
    }

    private static ValidationResult validate(byte[] packet, long sequence) throws Exception {
        return AdvertisementValidator.validate(config(), read(packet), null, sequence);
    }

    private static ReceivedAdvertisement read(byte[] packet) throws MalformedPacketException {
        ByteBuffer in = ByteBuffer.wrap(packet);
        IpHeader.read(in);
        var protection = AuthenticatedAdvert.read(in);
        return new ReceivedAdvertisement(
                PEER,
                GROUP,
                255,
                in.position(),
                protection,
                AdvertisementReader.of(in, PEER.family()));
    }

    private static RouterConfig config() {
        return Instances.instance()
                .addresses("10.9.0.100")
                .with("authentication", Instances.block("auth_type AH", "auth_pass secret"))
                .config();
    }

    private static byte[] packet(long sequence, String key) {
        ByteBuffer out = ByteBuffer.allocate(64);
        Ipv4Address source = new Ipv4Address(0x0a090001);
        new IpHeader(64, 1, 255, 51, source, new Ipv4Address(0xe0000012)).write(out);
        AuthenticatedAdvert.write(source, sequence, ADVERT, new ChecksumRule.Plain(), key, out);
        return out.array();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(compact(hex));
    }

    private static String compact(String hex) {
        return hex.replace(" ", "");
    }
}
