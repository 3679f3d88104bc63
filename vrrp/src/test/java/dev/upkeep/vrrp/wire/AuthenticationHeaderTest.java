package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden bytes: adverts of keepalived 2.2.7 with `auth_type AH` (`tshark -x`).
class AuthenticationHeaderTest {

    private static final String HEADER = "70040000 0a090001 00000001 ef4c08c6528de62f5825008c";
    private static final String MULTICAST =
            "45c00040 00010000 ff33d0ad 0a090001 e0000012"
                    + HEADER
                    + "21076e01 02016489 0a090064 0000000000000000";
    private static final String UNICAST =
            "45c00040 00010000 ff33a6b5 0a090001 0a090002"
                    + "70040000 0a090001 00000001 c3e38a22e80edbe79fe98bf2"
                    + "21086401 02016e87 0a090065 0000000000000000";

    @Test
    void header_golden_isReadAndWritten() throws Exception {
        ByteBuffer packet = ByteBuffer.wrap(AdvertisementTest.bytes(HEADER + "2107"));

        AuthenticationHeader header = AuthenticationHeader.read(packet);

        assertThat(header.nextHeader()).isEqualTo(112);
        assertThat(header.securityParameters()).isEqualTo(0x0a090001L);
        assertThat(header.sequence()).isEqualTo(1);
        assertThat(packet.remaining()).isEqualTo(2);
        ByteBuffer out = ByteBuffer.allocate(AuthenticationHeader.LENGTH);
        header.write(out);
        assertThat(out.array()).isEqualTo(AdvertisementTest.bytes(HEADER));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("empty", "", "authentication header"),
                arguments("one byte short", HEADER.substring(0, 49), "authentication header"),
                arguments(
                        "ICV of another length",
                        HEADER.replace("7004", "7005"),
                        "authentication header length"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void read_malformed_namesTheField(String name, String hex, String field) {
        assertThatThrownBy(() ->
                        AuthenticationHeader.read(ByteBuffer.wrap(AdvertisementTest.bytes(hex))))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    @Test
    void integrityValue_golden_isThatOfKeepalived() {
        assertThat(value(MULTICAST, "secret"))
                .isEqualTo(new IntegrityValue(0xef4c08c6528de62fL, 0x5825008c));
        assertThat(value(UNICAST, "longsecr"))
                .isEqualTo(new IntegrityValue(0xc3e38a22e80edbe7L, 0x9fe98bf2));
        assertThat(value(MULTICAST, "secreu").matches(value(MULTICAST, "secret"))).isFalse();
    }

    /// The bytes after a router has forwarded them.
    @Test
    void integrityValue_timeToLive_countsInMulticastOnly() {
        assertThat(value(UNICAST.replace("ff33", "fe33"), "longsecr"))
                .isEqualTo(value(UNICAST, "longsecr"));
        assertThat(value(MULTICAST.replace("ff33", "fe33"), "secret"))
                .isNotEqualTo(value(MULTICAST, "secret"));
    }

    private static IntegrityValue value(String hex, String key) {
        return IntegrityValue.of(
                AdvertisementTest.bytes(hex), key.getBytes(StandardCharsets.UTF_8));
    }
}
