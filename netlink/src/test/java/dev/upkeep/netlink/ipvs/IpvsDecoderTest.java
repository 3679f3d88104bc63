package dev.upkeep.netlink.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.Hex;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Bytes captured with `strace -xx -e trace=recvmsg ipvsadm -Ln` in user-mode Linux 6.1, from the
/// generic netlink header on; counters set in some by hand.
class IpvsDecoderTest {

    /// `-A -t 10.0.0.1:80 -s rr`
    private static final String SERVICE =
            """
            01010000 54010100 06000100 02000000 06000200 06000000 14000300 0a000001
            00000000 00000000 00000000 06000400 00500000 07000600 72720000 0c000700
            02000000 ffffffff 08000800 00000000 08000900 ffffffff 60000a00 08000100
            00000000 08000200 00000000 08000300 00000000 0c000400 00000000 00000000
            04000b00 0c000500 00000000 00000000 08000600 00000000 08000700 00000000
            08000800 00000000 08000900 00000000 08000a00 00000000 a0000c00 0c000100
            00000000 00000000 04000b00 0c000200 00000000 00000000 04000b00 0c000300
            00000000 00000000 04000b00 0c000400 00000000 00000000 04000b00 0c000500
            00000000 00000000 04000b00 0c000600 00000000 00000000 04000b00 0c000700
            00000000 00000000 04000b00 0c000800 00000000 00000000 04000b00 0c000900
            00000000 00000000 04000b00 0c000a00 00000000 00000000
            """;

    /// `-A -u [fd00::1]:53 -s sh -p 300 -M 64 --pe sip -o -b sh-port`
    private static final String SERVICE6 =
            """
            01010000 5c010100 06000100 0a000000 06000200 11000000 14000300 fd000000
            00000000 00000000 00000001 06000400 00350000 07000600 73680000 08000b00
            73697000 0c000700 17000000 ffffffff 08000800 2c010000 08000900 40000000
            60000a00 08000100 00000000 08000200 00000000 08000300 00000000 0c000400
            00000000 00000000 04000b00 0c000500 00000000 00000000 08000600 00000000
            08000700 00000000 08000800 00000000 08000900 00000000 08000a00 00000000
            a0000c00 0c000100 00000000 00000000 04000b00 0c000200 00000000 00000000
            04000b00 0c000300 00000000 00000000 04000b00 0c000400 00000000 00000000
            04000b00 0c000500 00000000 00000000 04000b00 0c000600 00000000 00000000
            04000b00 0c000700 00000000 00000000 04000b00 0c000800 00000000 00000000
            04000b00 0c000900 00000000 00000000 04000b00 0c000a00 00000000 00000000
            """;

    /// `-a -t 10.0.0.1:80 -r 10.1.0.2:80 -i -w 3 --tun-type gue --tun-port 5555 --tun-csum -x 20 -y
    /// 10`
    private static final String DESTINATION =
            """
            05010000 7c010200 14000100 0a010002 00000000 00000000 00000000 06000200
            00500000 08000300 02000000 08000400 03000000 05000d00 01000000 06000e00
            15b30000 06000f00 01000000 08000500 14000000 08000600 0a000000 08000700
            00000000 08000800 00000000 08000900 00000000 06000b00 02000000 64000a00
            08000100 00000000 08000200 00000000 08000300 00000000 04000b00 0c000400
            00000000 00000000 04000b00 0c000500 00000000 00000000 08000600 00000000
            08000700 00000000 08000800 00000000 08000900 00000000 08000a00 00000000
            a0000c00 0c000100 00000000 00000000 04000b00 0c000200 00000000 00000000
            04000b00 0c000300 00000000 00000000 04000b00 0c000400 00000000 00000000
            04000b00 0c000500 00000000 00000000 04000b00 0c000600 00000000 00000000
            04000b00 0c000700 00000000 00000000 04000b00 0c000800 00000000 00000000
            04000b00 0c000900 00000000 00000000 04000b00 0c000a00 00000000 00000000
            """;

    private static final ServiceKey WEB =
            new ServiceKey.OnAddress(6, new Endpoint(IpAddress.parse("10.0.0.1"), 80));

    private static MessageReader message(String payload) throws MalformedMessageException {
        ByteBuffer bytes = Hex.bytes("00000000 1c000200 01000000 00000000" + payload);
        bytes.putInt(0, bytes.limit());
        var reader = new MessageReader(bytes).reset(bytes.limit());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @Test
    void service_whenDumped_isAsItWasAskedFor() throws MalformedMessageException {
        assertThat(IpvsDecoder.service(message(SERVICE)))
                .isEqualTo(new Service(WEB, "rr", 0, 0, 32, null));
    }

    @Test
    void service6_whenDumped_hasFlagsWithoutTheKernelsOwn() throws MalformedMessageException {
        var key = new ServiceKey.OnAddress(17, new Endpoint(IpAddress.parse("fd00::1"), 53));
        int flags = Service.PERSISTENT | Service.ONE_PACKET | Service.SCHED2;
        assertThat(IpvsDecoder.service(message(SERVICE6)))
                .isEqualTo(new Service(key, "sh", flags, 300, 64, "sip"));
    }

    @Test
    void service_whenOnAMark_isKnownByItAlone() throws MalformedMessageException {
        String hex =
                """
                01010000 38000100 06000100 0a000000 08000500 10270000 08000600 776c6300
                0c000700 02000000 ffffffff 08000800 00000000 08000900 80000000
                """;
        assertThat(IpvsDecoder.service(message(hex)))
                .isEqualTo(
                        new Service(
                                new ServiceKey.OnMark(Family.INET6, 10000),
                                "wlc",
                                0,
                                0,
                                128,
                                null));
    }

    @Test
    void destination_whenDumped_isAsItWasAskedFor() throws MalformedMessageException {
        assertThat(IpvsDecoder.destination(message(DESTINATION), Family.INET))
                .isEqualTo(
                        new Destination(
                                new Endpoint(IpAddress.parse("10.1.0.2"), 80),
                                Destination.ForwardingMethod.TUNNEL,
                                3,
                                20,
                                10,
                                new Destination.Tunnel(1, 5555, 1)));
    }

    @Test
    void destination_whenItHasConnections_countsThem() throws MalformedMessageException {
        String busy =
                Hex.group(DESTINATION)
                        .replace(
                                "08000700 00000000 08000800 00000000 08000900 00000000 06000b00",
                                "08000700 05000000 08000800 07000000 08000900 01000000 06000b00")
                        .replace("0c000100 00000000 00000000", "0c000100 2a000000 01000000")
                        .replace("0c000a00 00000000 00000000", "0c000a00 ff000000 00000000");
        DestinationStatus status = IpvsDecoder.destinationStatus(message(busy), Family.INET);
        assertThat(List.of(status.active(), status.inactive(), status.persistent()))
                .containsExactly(5, 7, 1);
        assertThat(status.idle()).isFalse();
        assertThat(status.counters())
                .isEqualTo(new Counters((1L << 32) + 42, 0, 0, 0, 0, 0, 0, 0, 0, 255));
    }

    @Test
    void destination_whenTheKernelIsOld_hasTheFamilyOfItsService()
            throws MalformedMessageException {
        String old = Hex.group(DESTINATION).replace("06000b00 02000000", "06006300 02000000");
        assertThat(IpvsDecoder.destination(message(old), Family.INET).endpoint().address())
                .isEqualTo(IpAddress.parse("10.1.0.2"));
    }

    @Test
    void daemon_whenDumped_hasTheKernelsDefaults() throws MalformedMessageException {
        String hex =
                """
                09010000 3c000300 08000100 01000000 07000200 6c6f0000 08000300 07000000
                06000400 e8030000 06000700 90220000 05000800 03000000 08000500 e0000051
                """;
        assertThat(IpvsDecoder.daemon(message(hex)))
                .isEqualTo(
                        new SyncDaemon(
                                SyncDaemon.Role.MASTER,
                                "lo",
                                7,
                                1000,
                                IpAddress.parse("224.0.0.81"),
                                8848,
                                3));
    }

    @Test
    void info_whenAsked_hasTheVersion() throws MalformedMessageException {
        IpvsInfo info = IpvsDecoder.info(message("0e010000 08000100 01020100 08000200 00100000"));
        assertThat(info).isEqualTo(new IpvsInfo(0x010201, 4096));
        assertThat(info.versionText()).isEqualTo("1.2.1");
    }

    @Test
    void service_whenItsAttributeIsMissing_isRefused() {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> IpvsDecoder.service(message("01010000")));
    }

    @Test
    void service_whenTheFamilyIsUnknown_isRefused() {
        String hex = Hex.group(SERVICE).replaceFirst("06000100 02000000", "06000100 03000000");
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> IpvsDecoder.service(message(hex)))
                .withMessage("IPVS address family: expected 2 or 10, got 3");
    }
}
