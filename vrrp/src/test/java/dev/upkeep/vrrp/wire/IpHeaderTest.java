package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Ipv4Address;
import java.nio.ByteBuffer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden bytes: the header of an advert of keepalived 2.2.7 (`tcpdump -xx`).
class IpHeaderTest {

    private static final String GOLDEN = "45c0 002c 0001 0000 ff70 d08d 0a000001 e0000012";
    private static final IpHeader HEADER =
            new IpHeader(44, 1, 255, 112, new Ipv4Address(0x0a000001), new Ipv4Address(0xe0000012));

    @Test
    void write_golden_givesTheBytes() {
        ByteBuffer out = ByteBuffer.allocate(IpHeader.LENGTH);

        HEADER.write(out);

        assertThat(out.array()).isEqualTo(AdvertisementTest.bytes(GOLDEN));
    }

    @Test
    void read_ethernetPadding_isCutOff() throws Exception {
        ByteBuffer packet = ByteBuffer.allocate(60);
        packet.put(AdvertisementTest.bytes(GOLDEN)).position(0);

        assertThat(IpHeader.read(packet)).isEqualTo(HEADER);
        assertThat(packet.position()).isEqualTo(20);
        assertThat(packet.remaining()).isEqualTo(24);
    }

    @Test
    void read_options_areSkipped() throws Exception {
        ByteBuffer packet = ByteBuffer.allocate(44);
        packet.put(AdvertisementTest.bytes(GOLDEN)).put(0, (byte) 0x46).position(0);

        IpHeader.read(packet);

        assertThat(packet.position()).isEqualTo(24);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("too short", GOLDEN.substring(0, 38), "IP header"),
                arguments("version 6", "6" + GOLDEN.substring(1), "IP header"),
                arguments("header shorter than a header", "44" + GOLDEN.substring(2), "IP header"),
                arguments("longer than what came", GOLDEN, "IP total length"),
                arguments(
                        "shorter than its header",
                        GOLDEN.replace("002c", "0013"),
                        "IP total length"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void read_malformed_namesTheField(String name, String hex, String field) {
        assertThatThrownBy(() -> IpHeader.read(ByteBuffer.wrap(AdvertisementTest.bytes(hex))))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }
}
