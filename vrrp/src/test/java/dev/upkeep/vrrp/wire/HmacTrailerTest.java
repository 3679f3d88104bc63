package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The bytes were computed from the description of the format with Python's hmac and struct: no
/// release of keepalived with `auth_hmac` was at hand.
class HmacTrailerTest {

    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final HmacStamp STAMP = new HmacStamp(1_700_000_000, 0x8000, 3);

    static Stream<Arguments> golden() {
        return Stream.of(
                arguments(
                        "IPv4",
                        "10.0.0.5",
                        "224.0.0.18",
                        "10.0.0.100",
                        "31336401 0064756f 0a000064 01070000 6553f100 80000003 9f271113 "
                                + "230a2b13 7c9379b2 d37fadde"),
                arguments(
                        "IPv6",
                        "fe80::1",
                        "ff02::12",
                        "fe80::100",
                        "31336401 00646cc7 fe800000 00000000 00000000 00000100 01070000 "
                                + "6553f100 80000003 26325a19 6021e2e0 85186705 e92b4374"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void write_signedAdvert_isTheseBytesAndReadsBack(
            String name, String source, String destination, String address, String bytes)
            throws Exception {
        IpAddress from = IpAddress.parse(source);
        ChecksumRule rule = new ChecksumRule.PseudoHeader(from, IpAddress.parse(destination));
        Advertisement advert =
                new Advertisement(
                        3,
                        51,
                        100,
                        Duration.ofSeconds(1),
                        AuthenticationData.NONE,
                        List.of(IpAddress.parse(address)));
        ByteBuffer out = ByteBuffer.allocate(200);
        SignedAdvertisement.write(advert, rule, from, 7, KEY, STAMP, out);
        out.flip();

        assertThat(HexFormat.of().formatHex(out.array(), 0, out.limit()))
                .isEqualTo(bytes.replace(" ", ""));
        AdvertisementReader reader = AdvertisementReader.of(out, from.family());
        HmacTrailer trailer = Objects.requireNonNull(reader.trailer());
        assertThat(trailer.keyId()).isEqualTo(7);
        assertThat(trailer.stamp()).isEqualTo(STAMP);
        assertThat(trailer.value().matches(reader.signature(from, KEY))).isTrue();
        assertThat(reader.checksumFits(rule)).isTrue();
        assertThat(reader.addresses()).containsExactly(IpAddress.parse(address));
    }

    @Test
    void signature_ofAnyOtherByteOrSource_isAnother() throws Exception {
        IpAddress source = IpAddress.parse("10.0.0.5");
        byte[] good =
                HexFormat.of()
                        .parseHex(
                                ((String) golden().toList().getFirst().get()[4]).replace(" ", ""));
        HmacValue value = HmacTrailer.read(ByteBuffer.wrap(good)).value();
        assertThat(value.matches(HmacValue.of(ByteBuffer.wrap(good), source, KEY))).isTrue();
        assertThat(
                        value.matches(
                                HmacValue.of(
                                        ByteBuffer.wrap(good), IpAddress.parse("10.0.0.6"), KEY)))
                .isFalse();
        for (int at = 0; at < good.length - 16; at++) {
            byte[] bad = good.clone();
            bad[at] ^= 1;
            boolean checksum = at == 6 || at == 7; // has a check of its own
            assertThat(value.matches(HmacValue.of(ByteBuffer.wrap(bad), source, KEY)))
                    .as("byte %d", at)
                    .isEqualTo(checksum);
        }
    }

    @Test
    void read_tooShortOrOfAnotherType_isMalformed() {
        assertThatThrownBy(() -> HmacTrailer.read(ByteBuffer.allocate(27)))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining("expected 28 bytes, got 27");
        assertThatThrownBy(() -> HmacTrailer.read(ByteBuffer.allocate(28)))
                .isInstanceOf(MalformedPacketException.class)
                .hasMessageContaining("expected type 1, got 0");
    }

    @Test
    void trailer_atAnotherPlace_isNone() throws Exception {
        byte[] good =
                HexFormat.of()
                        .parseHex(
                                ((String) golden().toList().getFirst().get()[4]).replace(" ", ""));
        byte[] padded = Arrays.copyOf(good, good.length + 1);

        assertThat(AdvertisementReader.of(ByteBuffer.wrap(padded), Family.INET).trailer()).isNull();
    }

    @Test
    void next_clock_stampsGrowUnlessItIsSetBackFar() {
        Duration window = Duration.ofSeconds(5);
        Instant now = Instant.ofEpochSecond(1_700_000_000, 500_000_000);
        HmacStamp first = HmacStamp.NEVER.next(now, window);
        assertThat(first).isEqualTo(new HmacStamp(1_700_000_000, 0x8000, 0));

        HmacStamp same = first.next(now, window);
        HmacStamp back = same.next(now.minusSeconds(3), window);
        assertThat(same).isEqualTo(new HmacStamp(1_700_000_000, 0x8000, 1));
        assertThat(back).isEqualTo(new HmacStamp(1_700_000_000, 0x8000, 2));
        assertThat(back.next(now.minusSeconds(60), window))
                .isEqualTo(new HmacStamp(1_699_999_940, 0x8000, 0));
        assertThat(new HmacStamp(5, 0xffff, 0xffff).next(Instant.ofEpochSecond(5), window))
                .isEqualTo(new HmacStamp(6, 0, 0));
    }
}
