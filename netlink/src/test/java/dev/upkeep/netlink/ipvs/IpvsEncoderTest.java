package dev.upkeep.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.Hex;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Bytes captured with `strace -xx -e trace=sendmsg ipvsadm ..` in user-mode Linux 6.1, from the
/// generic netlink header on. Where `ipvsadm` repeats a whole service around a destination, the
/// service is that of its `GET_DEST`: the key alone.
class IpvsEncoderTest {

    private static final int TYPE = 0x1c;
    private static final ServiceKey WEB =
            new ServiceKey.OnAddress(6, new Endpoint(IpAddress.parse("10.0.0.1"), 80));
    private static final ServiceKey NAMES =
            new ServiceKey.OnAddress(17, new Endpoint(IpAddress.parse("fd00::1"), 53));
    private static final String WEB_KEY =
            """
            30000180 06000100 02000000 06000200 06000000 14000300 0a000001 00000000
            00000000 00000000 06000400 00500000
            """;
    private static final String SERVER = "14000100 0a010002 00000000 00000000 00000000 06000200";

    static Stream<Arguments> golden() {
        return Stream.of(
                row(
                        "ipvsadm -A -t 10.0.0.1:80 -s rr",
                        new IpvsRequest.AddService(new Service(WEB, "rr", 0, 0, 32, null)),
                        """
                        01010000 54000180 06000100 02000000 06000200 06000000 14000300 0a000001
                        00000000 00000000 00000000 06000400 00500000 07000600 72720000 0c000700
                        00000000 ffffffff 08000800 00000000 08000900 ffffffff
                        """),
                row(
                        "ipvsadm -A -u [fd00::1]:53 -s sh -p 300 -M 64 --pe sip -o -b sh-port",
                        new IpvsRequest.AddService(
                                new Service(
                                        NAMES,
                                        "sh",
                                        Service.PERSISTENT | Service.ONE_PACKET | Service.SCHED2,
                                        300,
                                        64,
                                        "sip")),
                        """
                        01010000 5c000180 06000100 0a000000 06000200 11000000 14000300 fd000000
                        00000000 00000000 00000001 06000400 00350000 07000600 73680000 08000b00
                        73697000 0c000700 15000000 ffffffff 08000800 2c010000 08000900 40000000
                        """),
                row(
                        "ipvsadm -a .. -i -w 3 --tun-type gue --tun-port 5555 --tun-csum",
                        new IpvsRequest.AddDestination(
                                WEB,
                                new Destination(
                                        new Endpoint(IpAddress.parse("10.1.0.2"), 80),
                                        Destination.ForwardingMethod.TUNNEL,
                                        3,
                                        0,
                                        0,
                                        new Destination.Tunnel(1, 5555, 1))),
                        "05010000"
                                + WEB_KEY
                                + "60000280 06000b00 02000000"
                                + SERVER
                                + """
                                00500000 08000300 02000000 08000400 03000000 05000d00 01000000
                                06000e00 15b30000 06000f00 01000000 08000500 00000000 08000600
                                00000000
                                """),
                row(
                        "ipvsadm -a -f 77 -r 10.1.0.2",
                        new IpvsRequest.AddDestination(
                                new ServiceKey.OnMark(Family.INET, 77),
                                new Destination(
                                        new Endpoint(IpAddress.parse("10.1.0.2"), 0),
                                        Destination.ForwardingMethod.DIRECT_ROUTE,
                                        1,
                                        0,
                                        0,
                                        Destination.Tunnel.IPIP)),
                        "05010000 14000180 06000100 02000000 08000500 4d000000"
                                + "60000280 06000b00 02000000"
                                + SERVER
                                + """
                                00000000 08000300 03000000 08000400 01000000 05000d00 00000000
                                06000e00 00000000 06000f00 00000000 08000500 00000000 08000600
                                00000000
                                """),
                row(
                        "delete a destination: the identity of ipvsadm -d",
                        new IpvsRequest.DeleteDestination(
                                WEB, new Endpoint(IpAddress.parse("10.1.0.2"), 80)),
                        "07010000" + WEB_KEY + "28000280 06000b00 02000000" + SERVER + "00500000"),
                row(
                        "delete a service: the identity of ipvsadm -D",
                        new IpvsRequest.DeleteService(WEB),
                        "03010000" + WEB_KEY),
                row("flush", new IpvsRequest.Flush(), "11010000"),
                arguments(
                        "ipvsadm --set 100 0 30",
                        write((encoder, out) ->
                                encoder.setTimeouts(out, 1, new IpvsTimeouts(100, 0, 30))),
                        "0c010000 08000400 64000000 08000500 00000000 08000600 1e000000"),
                arguments(
                        "ipvsadm --start-daemon master --mcast-interface lo --syncid 7"
                                + " --sync-maxlen 1000 --mcast-ttl 3",
                        write((encoder, out) ->
                                encoder.startDaemon(
                                        out,
                                        1,
                                        new SyncDaemon(
                                                SyncDaemon.Role.MASTER,
                                                "lo",
                                                7,
                                                1000,
                                                null,
                                                0,
                                                3))),
                        """
                        09010000 2c000380 08000100 01000000 07000200 6c6f0000 08000300 07000000
                        06000400 e8030000 05000800 03000000
                        """));
    }

    private static BiConsumer<IpvsEncoder, MessageWriter> write(
            BiConsumer<IpvsEncoder, MessageWriter> write) {
        return write;
    }

    private static Arguments row(String name, IpvsRequest request, String hex) {
        return arguments(name, write((encoder, out) -> encoder.change(out, 1, request)), hex);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("golden")
    void request_whenEncoded_hasTheBytesOfIpvsadm(
            String name, BiConsumer<IpvsEncoder, MessageWriter> write, String hex) {
        ByteBuffer out = ByteBuffer.allocate(IpvsEncoder.LONGEST_REQUEST);
        write.accept(new IpvsEncoder(TYPE), new MessageWriter(out));
        assertThat(Hex.text(out))
                .as(name)
                .startsWith(Integer.toHexString(out.position()))
                .contains(" 1c000100 01000000 00000000 ")
                .endsWith(" 00000000 " + Hex.group(hex));
        assertThat(out.position()).isEqualTo(16 + Hex.bytes(hex).limit());
    }

    static Stream<Arguments> masks() {
        return Stream.of(
                arguments(0, "00000000"),
                arguments(1, "80000000"),
                arguments(8, "ff000000"),
                arguments(24, "ffffff00"),
                arguments(31, "fffffffe"),
                arguments(32, "ffffffff"));
    }

    @ParameterizedTest
    @MethodSource("masks")
    void granularity_whenIpv4_isAMaskInNetworkOrder(int prefixLength, String hex) {
        ByteBuffer out = ByteBuffer.allocate(IpvsEncoder.LONGEST_REQUEST);
        var service = new Service(WEB, "rr", Service.PERSISTENT, 60, prefixLength, null);
        new IpvsEncoder(TYPE)
                .change(new MessageWriter(out), 1, new IpvsRequest.EditService(service));
        assertThat(Hex.text(out)).endsWith("08000900 " + hex);
    }

    @ParameterizedTest
    @MethodSource("longest")
    void longestRequest_whenEncoded_fits(IpvsRequest request) {
        ByteBuffer out = ByteBuffer.allocate(4096);
        new IpvsEncoder(TYPE).change(new MessageWriter(out), 1, request);
        assertThat(out.position()).isLessThanOrEqualTo(IpvsEncoder.LONGEST_REQUEST);
    }

    static Stream<IpvsRequest> longest() {
        String name = "x".repeat(15); // IP_VS_SCHEDNAME_MAXLEN and IP_VS_PENAME_MAXLEN are 16
        return Stream.of(
                new IpvsRequest.AddService(new Service(NAMES, name, -1, 1, 128, name)),
                new IpvsRequest.AddDestination(
                        NAMES,
                        new Destination(
                                new Endpoint(IpAddress.parse("fd00::2"), 1),
                                Destination.ForwardingMethod.TUNNEL,
                                1,
                                1,
                                1,
                                new Destination.Tunnel(1, 1, 1))));
    }
}
