package dev.upkeep.netlink.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.Hex;
import dev.upkeep.netlink.wire.MalformedMessageException;
import dev.upkeep.netlink.wire.MessageReader;
import dev.upkeep.netlink.wire.MessageWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests as `ip` sends them (`strace -e trace=sendmsg -e write=3 ip ..`), without its request
/// for an acknowledgement and with the nesting flag that it leaves out; notifications as `ip
/// monitor link address` gets them (`-e trace=recvmsg -e read=3`), links cut to the attributes read
/// here. Linux 6.18.
class RouteCodecTest {

    private static final InterfaceAddress PLAIN =
            address("10.9.9.9", 24, null, "10.9.9.255", 0, "v0:1", InterfaceAddress.FOREVER);
    private static final InterfaceAddress VIP6 =
            address("fd00::9", 128, null, null, InterfaceAddress.NO_DAD, "", 0);

    private static InterfaceAddress address(
            String address,
            int prefix,
            @Nullable String peer,
            @Nullable String broadcast,
            int flags,
            String label,
            long preferred) {
        return new InterfaceAddress(
                3,
                IpAddress.parse(address),
                prefix,
                peer == null ? null : IpAddress.parse(peer),
                broadcast == null ? null : IpAddress.parse(broadcast),
                InterfaceAddress.GLOBAL,
                flags,
                label,
                preferred,
                InterfaceAddress.FOREVER);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                arguments(
                        "ip addr add 10.9.9.9/24 brd + dev v0 label v0:1",
                        new RouteRequest.AddAddress(PLAIN),
                        """
                        3c000000 14000106 07000000 00000000 02180000 03000000 08000200 0a090909
                        09000300 76303a31 00000000 08000100 0a090909 08000400 0a0909ff
                        """),
                arguments(
                        "ip addr add fd00::9/128 dev v0 nodad preferred_lft 0",
                        new RouteRequest.AddAddress(VIP6),
                        """
                        54000000 14000106 07000000 00000000 0a800200 03000000 14000200 fd000000
                        00000000 00000000 00000009 14000100 fd000000 00000000 00000000 00000009
                        14000600 00000000 ffffffff 00000000 00000000
                        """),
                arguments(
                        "ip addr del 10.9.9.9/24 dev v0",
                        new RouteRequest.DeleteAddress(
                                InterfaceAddress.of(3, IpAddress.parse("10.9.9.9"), 24)),
                        """
                        28000000 15000100 07000000 00000000 02180000 03000000 08000200 0a090909
                        08000100 0a090909
                        """),
                arguments(
                        "ip link add link v0 name vrrp.51 address .. type macvlan mode private",
                        new RouteRequest.AddMacvlan(
                                "vrrp.51", 3, HardwareAddress.parse("00:00:5e:00:01:33"), 0),
                        """
                        5c000000 10000106 07000000 00000000 00000000 00000000 00000000 00000000
                        0a000100 00005e00 01330000 08000500 03000000 0c000300 76727270 2e353100
                        1c001280 0c000100 6d616376 6c616e00 0c000280 08000100 01000000
                        """),
                arguments(
                        "ip link add link v0 name ipv0 group 7 type ipvlan mode l2 private",
                        new RouteRequest.AddIpvlan(
                                "ipv0", 3, RouteRequest.AddIpvlan.Mode.PRIVATE, 7),
                        """
                        60000000 10000106 07000000 00000000 00000000 00000000 00000000 00000000
                        08000500 03000000 09000300 69707630 00000000 08001b00 07000000
                        24001280 0b000100 6970766c 616e0000 14000280 06000100 00000000
                        06000200 01000000
                        """),
                arguments(
                        "ip link set v0 down",
                        new RouteRequest.SwitchLink(3, false),
                        "20000000 10000100 07000000 00000000 00000000 03000000 00000000 01000000"),
                arguments(
                        "ip link set v0 group 77",
                        new RouteRequest.GroupLink(3, 77),
                        """
                        28000000 10000100 07000000 00000000 00000000 03000000 00000000 00000000
                        08001b00 4d000000
                        """),
                arguments(
                        "ip link del group 77",
                        new RouteRequest.DeleteGroup(77),
                        """
                        28000000 11000100 07000000 00000000 00000000 00000000 00000000 00000000
                        08001b00 4d000000
                        """));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void request_whenEncoded_hasTheBytesOfIp(String name, RouteRequest request, String hex) {
        ByteBuffer out = ByteBuffer.allocate(RouteEncoder.LONGEST_REQUEST);
        RouteEncoder.change(new MessageWriter(out), 7, request);
        assertThat(Hex.text(out)).as(name).isEqualTo(Hex.group(hex));
    }

    static Stream<Arguments> events() {
        String veth =
                """
                07000300 76300000 08000400 dc050000 0a000100 eea5f5cf 8cbc0000 10001200 09000100
                76657468 00000000 08000500 02000000
                """;
        HardwareAddress mac = HardwareAddress.parse("ee:a5:f5:cf:8c:bc");
        return Stream.of(
                arguments(
                        "ip link set v0 up, the peer down: no carrier",
                        "5c000000 10000000 00000000 00000000 00000100 03000000 03100100 01000000"
                                + veth,
                        new RouteEvent.LinkChanged(
                                new Link(3, "v0", 0x11003, 1, mac, 1500, 2, 0, "veth"))),
                arguments(
                        "ip link del v0",
                        "5c000000 11000000 00000000 00000000 00000100 03000000 02100000 ffffffff"
                                + veth,
                        new RouteEvent.LinkRemoved(
                                new Link(3, "v0", 0x1002, 1, mac, 1500, 2, 0, "veth"))),
                arguments(
                        "ip addr add 10.9.9.9/24 brd + label v0:1",
                        """
                        58000000 14000000 ae45016b 447a0000 02188000 03000000 08000100 0a090909
                        08000200 0a090909 08000400 0a0909ff 09000300 76303a31 00000000 08000800
                        80000000 14000600 ffffffff ffffffff dfca0500 dfca0500
                        """,
                        new RouteEvent.AddressChanged(
                                address(
                                        "10.9.9.9",
                                        24,
                                        null,
                                        "10.9.9.255",
                                        InterfaceAddress.PERMANENT,
                                        "v0:1",
                                        InterfaceAddress.FOREVER),
                                31_300)),
                arguments(
                        "ip addr add 10.9.9.7 peer 10.9.9.8/32",
                        """
                        4c000000 14000000 ae45016b 457a0000 02208000 03000000 08000100 0a090908
                        08000200 0a090907 07000300 76300000 08000800 80000000 14000600 ffffffff
                        ffffffff dfca0500 dfca0500
                        """,
                        new RouteEvent.AddressChanged(
                                address(
                                        "10.9.9.7",
                                        32,
                                        "10.9.9.8",
                                        null,
                                        InterfaceAddress.PERMANENT,
                                        "v0",
                                        InterfaceAddress.FOREVER),
                                31_301)),
                arguments(
                        "the end of ip addr add fd00::9/128 nodad preferred_lft 0",
                        """
                        48000000 15000000 00000000 00000000 0a80a200 03000000 14000100 fd000000
                        00000000 00000000 00000009 14000600 00000000 ffffffff dfca0500 dfca0500
                        08000800 a2000000
                        """,
                        new RouteEvent.AddressRemoved(
                                address(
                                        "fd00::9",
                                        128,
                                        null,
                                        null,
                                        InterfaceAddress.PERMANENT
                                                | InterfaceAddress.DEPRECATED
                                                | InterfaceAddress.NO_DAD,
                                        "",
                                        0))));
    }

    private static MessageReader reader(String hex) throws MalformedMessageException {
        ByteBuffer bytes = Hex.bytes(hex);
        MessageReader reader = new MessageReader(bytes).reset(bytes.limit());
        assertThat(reader.next()).isTrue();
        return reader;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void notification_whenCaptured_isReadAsThisEvent(String name, String hex, RouteEvent event)
            throws MalformedMessageException {
        String sized = Hex.group(hex);
        String length = String.format("%02x000000", Hex.bytes(hex).limit());
        assertThat(RouteDecoder.event(reader(length + sized.substring(8))))
                .as(name)
                .isEqualTo(event);
    }

    @Test
    void notification_whenOfABridgePort_isNoEvent() throws MalformedMessageException {
        // ifi_family AF_BRIDGE: `ip link set v0 nomaster` must not look like the end of v0
        String left =
                """
                28000000 11000000 00000000 00000000 07000100 03000000 03100100 01000000
                07000300 76300000
                """;
        assertThat(RouteDecoder.event(reader(left))).isNull();
    }

    /// Captured with Linux 6.18 while `ip route replace 10.66.0.0/16 via 10.5.0.8 dev v0 metric 5`
    /// (process 21611) put a route in place of one of protocol 18, and while `ip route add` added
    /// another.
    @Test
    void notification_ofARoute_isAnEventWhenItReplacedOne() throws MalformedMessageException {
        String replaced =
                """
                44000000 18000001 96be0a6b 6b540000 02100000 fe030001 00000000 08000f00 fe000000
                08000100 0a420000 08000600 05000000 08000500 0a050008 08000400 03000000
                """;
        RouteEntry route =
                new RouteEntry(
                        Family.INET,
                        1,
                        RouteEntry.MAIN,
                        new RouteEntry.Selector(Prefix.parse("10.66.0.0/16"), null, 0),
                        0,
                        3,
                        5,
                        null,
                        List.of(
                                new RouteEntry.NextHop(
                                        IpAddress.parse("10.5.0.8"), 3, 1, false, 0, null)),
                        RouteEntry.Options.NONE);

        assertThat(RouteDecoder.event(reader(replaced)))
                .isEqualTo(new RouteEvent.RouteReplaced(route, 21_611));
        assertThat(RouteDecoder.event(reader(replaced.replace("18000001", "18000006")))).isNull();
    }

    @Test
    void notification_whenOfAnotherKind_isNoEvent() throws MalformedMessageException {
        assertThat(RouteDecoder.event(reader("10000000 18000000 00000000 00000000"))).isNull();
    }

    @Test
    void address_whenItHasNoAddress_isRefused() {
        String empty = "18000000 14000000 00000000 00000000 02180000 03000000";
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> RouteDecoder.event(reader(empty)));
    }

    @Test
    void link_whenItsCarrierIsGone_isUpButNotUsable() {
        Link link = new Link(3, "v0", 0x1003, 1, HardwareAddress.NONE, 1500, 0, 0, "");
        assertThat(link.up()).isTrue();
        assertThat(link.running()).isFalse();
        assertThat(link.usable()).isFalse();
    }
}
