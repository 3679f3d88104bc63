package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FingerprintDatagramTest {

    static final IpAddress SOURCE = IpAddress.parse("10.0.0.1");
    static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    private static final HmacStamp STAMP = new HmacStamp(1_700_000_000, 0x8000, 7);
    private static final ConfigurationFingerprint FINGERPRINT =
            new ConfigurationFingerprint(
                    3,
                    150,
                    1000,
                    2,
                    List.of(IpAddress.parse("10.0.0.100"), IpAddress.parse("10.0.0.101")),
                    Map.of(
                            FingerprintTopic.ADDRESSES, 1L,
                            FingerprintTopic.EXCLUDED, 2L,
                            FingerprintTopic.ROUTES, 3L,
                            FingerprintTopic.RULES, 4L,
                            FingerprintTopic.ADVERTS, 5L));

    /// The layout by hand; digest and HMAC by Python's hashlib and hmac over the padded source
    /// (0a000001 and twelve zeros) and the bytes in front.
    private static final String COVERED =
            "554b4650 01 33 00 03 96 04 0002 000003e8 6553f100 8000 0007"
                    + " 0000000000000001 0000000000000002 0000000000000003 0000000000000004"
                    + " 0000000000000005 0a000064 0a000065";

    private static final String DIGEST = "ab6706e3a2e7d77c9cce143f85674a94";
    private static final String HMAC = "d33976b8b8b08274fd257c9c127b01f7";

    @Test
    void write_golden_givesTheBytes() {
        assertThat(HexFormat.of().formatHex(written(0, null))).isEqualTo(compact(COVERED + DIGEST));
        assertThat(HexFormat.of().formatHex(written(9, KEY)))
                .isEqualTo(compact(COVERED.replace("01 33 00 03", "01 33 09 03") + HMAC));
    }

    @Test
    void read_golden_givesTheFingerprint_genuineWithItsKeyAndSourceOnly() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(written(9, KEY));

        FingerprintDatagram read = FingerprintDatagram.read(bytes);

        assertThat(read.fingerprint()).isEqualTo(FINGERPRINT);
        assertThat(read.virtualRouterId()).isEqualTo(51);
        assertThat(read.keyId()).isEqualTo(9);
        assertThat(read.family()).isEqualTo(Family.INET);
        assertThat(read.stamp()).isEqualTo(STAMP);
        assertThat(FingerprintDatagram.isGenuine(bytes, SOURCE, KEY)).isTrue();
        assertThat(FingerprintDatagram.isGenuine(bytes, SOURCE, null)).isFalse();
        assertThat(FingerprintDatagram.isGenuine(bytes, IpAddress.parse("10.0.0.2"), KEY))
                .isFalse();
    }

    @Test
    void manyAddresses_areCutToWhatFits() throws Exception {
        IpAddress address = IpAddress.parse("2001:db8::1");
        ConfigurationFingerprint many =
                new ConfigurationFingerprint(
                        3, 1, 10, 255, Collections.nCopies(255, address), Map.of());
        ByteBuffer out = ByteBuffer.allocate(FingerprintDatagram.LONGEST);

        FingerprintDatagram.write(1, 0, STAMP, many, address, null, out);
        ConfigurationFingerprint read = FingerprintDatagram.read(out).fingerprint();

        assertThat(out.remaining()).isEqualTo(FingerprintDatagram.LONGEST).isLessThan(1200);
        assertThat(read.addressCount()).isEqualTo(255);
        assertThat(read.addresses()).hasSize(ConfigurationFingerprint.MOST_ADDRESSES);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another magic, 0, 00",
        "another format, 4, 02",
        "another family, 9, 05",
        "more addresses than there are, 11, 03",
        "fewer addresses than there are, 11, 01",
        "far more addresses, 10, ff"
    })
    void read_malformed_isRefused(String name, int at, String value) {
        byte[] bytes = written(0, null);
        bytes[at] = (byte) Integer.parseInt(value, 16);

        assertThatThrownBy(() -> FingerprintDatagram.read(ByteBuffer.wrap(bytes)))
                .isInstanceOf(MalformedPacketException.class);
    }

    @Test
    void read_tooShortOrTooLong_isRefused() {
        byte[] bytes = written(0, null);
        for (int length : List.of(0, 4, 79, bytes.length - 1, bytes.length + 1)) {
            byte[] other = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> FingerprintDatagram.read(ByteBuffer.wrap(other)))
                    .isInstanceOf(MalformedPacketException.class);
        }
    }

    static byte[] written(int keyId, byte @Nullable [] key) {
        ByteBuffer out = ByteBuffer.allocate(FingerprintDatagram.LONGEST);
        FingerprintDatagram.write(51, keyId, STAMP, FINGERPRINT, SOURCE, key, out);
        byte[] bytes = new byte[out.remaining()];
        out.get(bytes);
        return bytes;
    }

    private static String compact(String hex) {
        return hex.replace(" ", "");
    }
}
