package dev.upkeep.vrrp.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.wire.ChecksumRule.Plain;
import dev.upkeep.vrrp.wire.ChecksumRule.PseudoHeader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden bytes: captured with `tcpdump -xx` on a veth pair, sent by keepalived 2.2.7.
class AdvertisementTest {

    private static final AuthenticationData PASS_1111 = AuthenticationData.password("1111");
    private static final ChecksumRule IPV4 =
            new PseudoHeader(IpAddress.parse("10.0.0.1"), IpAddress.parse("224.0.0.18"));
    private static final ChecksumRule IPV6 =
            new PseudoHeader(
                    IpAddress.parse("fe80::18c8:43ff:fe7a:dfa8"), IpAddress.parse("ff02::12"));

    static Stream<Arguments> golden() {
        return Stream.of(
                arguments(
                        "version 2, PASS, two addresses",
                        version2(100, PASS_1111, "10.0.0.100", "10.0.0.101"),
                        new Plain(),
                        "2133 6402 0101 029e 0a000064 0a000065 31313131 00000000"),
                arguments(
                        "version 2, priority 0",
                        version2(0, PASS_1111, "10.0.0.100", "10.0.0.101"),
                        new Plain(),
                        "2133 0002 0101 669e 0a000064 0a000065 31313131 00000000"),
                arguments(
                        "version 3 over IPv4, 0.5 s",
                        version3(71, 120, "10.0.0.110"),
                        IPV4,
                        "3147 7801 0032 6187 0a00006e"),
                arguments(
                        "version 3 over IPv4, priority 0",
                        version3(71, 0, "10.0.0.110"),
                        IPV4,
                        "3147 0001 0032 d987 0a00006e"),
                arguments(
                        "version 3 over IPv6, link-local address first",
                        version3(61, 150, "fe80::100", "2001:db8::100"),
                        IPV6,
                        "313d 9602 0032 d13a fe80 0000 0000 0000 0000 0000 0000 0100"
                                + " 2001 0db8 0000 0000 0000 0000 0000 0100"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void write_golden_givesTheBytes(
            String name, Advertisement advert, ChecksumRule rule, String hex) {
        ByteBuffer out = ByteBuffer.allocate(AdvertisementWriter.length(advert));

        AdvertisementWriter.write(advert, rule, out);

        assertThat(out.remaining()).isZero();
        assertThat(out.array()).isEqualTo(bytes(hex));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void read_golden_givesTheAdvert(
            String name, Advertisement advert, ChecksumRule rule, String hex) throws Exception {
        Family family = advert.addresses().getFirst().family();

        assertThat(AdvertisementReader.of(ByteBuffer.wrap(bytes(hex)), family).read(rule))
                .isEqualTo(advert);
    }

    static Stream<Arguments> malformed() {
        String good = "2133 6401 0101 0d04 0a000064 31313131 00000000";
        return Stream.of(
                arguments("empty", "", "VRRP header"),
                arguments("seven bytes", "2133 6401 0101 0d", "VRRP header"),
                arguments("authentication cut off", good.substring(0, 31), "VRRP length"),
                arguments("one byte missing", good.substring(0, good.length() - 2), "VRRP length"),
                arguments("trailing bytes", good + " 0000", "VRRP length"),
                arguments(
                        "more addresses claimed than sent",
                        good.replace("6401", "64ff"),
                        "VRRP length"),
                arguments("version 1", good.replace("2133", "1133"), "VRRP version"),
                arguments("version 4", good.replace("2133", "4133"), "VRRP version"),
                arguments("unknown type", good.replace("2133", "2233"), "VRRP type"),
                arguments("bad checksum", good.replace("0d04", "0d05"), "VRRP checksum"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void read_malformed_namesTheField(String name, String hex, String field) {
        assertThatThrownBy(() ->
                        AdvertisementReader.of(ByteBuffer.wrap(bytes(hex)), Family.INET)
                                .read(new Plain()))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        malformed -> assertThat(malformed.field()).isEqualTo(field));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inexpressible")
    void write_intervalThatDoesNotFit_isRefused(String name, int version, Duration interval) {
        Advertisement advert =
                new Advertisement(
                        version, 1, 100, interval, AuthenticationData.NONE, List.<IpAddress>of());

        assertThatThrownBy(() ->
                        AdvertisementWriter.write(advert, new Plain(), ByteBuffer.allocate(64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("advert interval");
    }

    static Stream<Arguments> inexpressible() {
        return Stream.of(
                arguments("version 2, below a second", 2, Duration.ofMillis(500)),
                arguments("version 2, above a byte", 2, Duration.ofSeconds(256)),
                arguments("version 3, below 10 ms", 3, Duration.ofMillis(9)),
                arguments("version 3, above 12 bits", 3, Duration.ofMillis(40960)));
    }

    private static Advertisement version2(
            int priority, AuthenticationData authentication, String... addresses) {
        return new Advertisement(
                2, 51, priority, Duration.ofSeconds(1), authentication, parse(addresses));
    }

    private static Advertisement version3(int vrid, int priority, String... addresses) {
        return new Advertisement(
                3,
                vrid,
                priority,
                Duration.ofMillis(500),
                AuthenticationData.NONE,
                parse(addresses));
    }

    private static List<IpAddress> parse(String... addresses) {
        return Stream.of(addresses).map(IpAddress::parse).toList();
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
