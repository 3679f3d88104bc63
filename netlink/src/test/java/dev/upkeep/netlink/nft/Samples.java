package dev.upkeep.netlink.nft;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.nft.NftChain.Hook;
import dev.upkeep.netlink.nft.NftChain.Point;
import dev.upkeep.netlink.nft.NftExpression.Code;
import dev.upkeep.netlink.nft.NftExpression.ConnectionKey;
import dev.upkeep.netlink.nft.NftExpression.Counter;
import dev.upkeep.netlink.nft.NftExpression.Header;
import dev.upkeep.netlink.nft.NftExpression.IsByte;
import dev.upkeep.netlink.nft.NftExpression.LoadHeader;
import dev.upkeep.netlink.nft.NftExpression.LoadMeta;
import dev.upkeep.netlink.nft.NftExpression.LoadOriginal;
import dev.upkeep.netlink.nft.NftExpression.Lookup;
import dev.upkeep.netlink.nft.NftExpression.Masquerade;
import dev.upkeep.netlink.nft.NftExpression.MetaKey;
import dev.upkeep.netlink.nft.NftExpression.SetMark;
import dev.upkeep.netlink.nft.NftExpression.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The file with which the golden bytes were captured, as typed values:
///
/// ```
/// table ip t {
///   map tcp_map {
///     type ipv4_addr . inet_service : mark; flags interval; counter
///     elements = { 10.9.0.20-10.9.0.25 . 8080 : 0x1388, 10.9.5.1 . 0-65535 : 0x138a }
///   }
///   set tcp_destinations {
///     type ipv4_addr . inet_service . ipv4_addr . inet_service
///     elements = { 10.1.0.100 . 80 . 10.3.0.11 . 8080 }
///   }
///   set marked { type mark . ipv4_addr; elements = { 0x63 . 10.3.0.11 } }
///   chain in {
///     type filter hook input priority filter - 5; policy accept;
///     meta mark set ip daddr . tcp dport map @tcp_map counter return
///   }
///   chain postrouting {
///     type nat hook postrouting priority srcnat - 1; policy accept;
///     meta l4proto tcp ct original ip daddr . ct original proto-dst . ip daddr . tcp dport
///         @tcp_destinations masquerade
///     meta mark . ip daddr @marked masquerade
///   }
/// }
/// table ip6 t { .. the set tcp_destinations of ipv6_addr, its rule, with a counter }
/// ```
final class Samples {

    private static final List<NftField> V4 =
            List.of(
                    NftField.IPV4_ADDRESS,
                    NftField.SERVICE,
                    NftField.IPV4_ADDRESS,
                    NftField.SERVICE);
    private static final List<NftField> V6 =
            List.of(
                    NftField.IPV6_ADDRESS,
                    NftField.SERVICE,
                    NftField.IPV6_ADDRESS,
                    NftField.SERVICE);

    static final NftSet MAP =
            new NftSet(
                    "tcp_map", List.of(NftField.IPV4_ADDRESS, NftField.SERVICE), true, true, true);
    static final NftSet DESTINATIONS = new NftSet("tcp_destinations", V4, false, false, false);
    static final NftSet MARKED =
            new NftSet(
                    "marked", List.of(NftField.MARK, NftField.IPV4_ADDRESS), false, false, false);

    static final NftTable IP =
            NftTable.of(
                    new NftTable.Id(Family.INET, "t"),
                    List.of(MAP, DESTINATIONS, MARKED),
                    List.of(
                            new NftChain(
                                    "in",
                                    new Hook(NftChain.Type.FILTER, Point.INPUT, -5),
                                    List.of(
                                            List.of(
                                                    new LoadMeta(MetaKey.PROTOCOL, 0),
                                                    new IsByte(0, 6),
                                                    new LoadHeader(Header.NETWORK, 16, 4, 0),
                                                    new LoadHeader(Header.TRANSPORT, 2, 2, 1),
                                                    new Lookup("tcp_map", 0, 0),
                                                    new SetMark(0),
                                                    new Counter(),
                                                    new Verdict(Code.RETURN)))),
                            new NftChain(
                                    "postrouting",
                                    new Hook(NftChain.Type.NAT, Point.POSTROUTING, 99),
                                    List.of(
                                            List.of(
                                                    new LoadMeta(MetaKey.PROTOCOL, 0),
                                                    new IsByte(0, 6),
                                                    new LoadOriginal(
                                                            ConnectionKey.DESTINATION_IPV4, 0),
                                                    new LoadOriginal(
                                                            ConnectionKey.DESTINATION_PORT, 1),
                                                    new LoadHeader(Header.NETWORK, 16, 4, 2),
                                                    new LoadHeader(Header.TRANSPORT, 2, 2, 3),
                                                    new Lookup("tcp_destinations", 0, null),
                                                    new Masquerade()),
                                            List.of(
                                                    new LoadMeta(MetaKey.MARK, 0),
                                                    new LoadHeader(Header.NETWORK, 16, 4, 1),
                                                    new Lookup("marked", 0, null),
                                                    new Masquerade())))),
                    Map.of(
                            "tcp_map",
                            sorted(
                                    new NftElement(
                                            List.of(address("10.9.0.20"), port(8080)),
                                            List.of(address("10.9.0.25"), port(8080)),
                                            0x1388),
                                    new NftElement(
                                            List.of(address("10.9.5.1"), port(0)),
                                            List.of(address("10.9.5.1"), port(65535)),
                                            0x138a)),
                            "tcp_destinations",
                            Set.of(
                                    NftElement.of(
                                            address("10.1.0.100"),
                                            port(80),
                                            address("10.3.0.11"),
                                            port(8080))),
                            "marked",
                            Set.of(NftElement.of(new NftValue.Mark(0x63), address("10.3.0.11")))));

    static final NftTable IP6 =
            NftTable.of(
                    new NftTable.Id(Family.INET6, "t"),
                    List.of(new NftSet("tcp_destinations", V6, false, false, false)),
                    List.of(
                            new NftChain(
                                    "postrouting",
                                    new Hook(NftChain.Type.NAT, Point.POSTROUTING, 99),
                                    List.of(
                                            List.of(
                                                    new LoadMeta(MetaKey.PROTOCOL, 0),
                                                    new IsByte(0, 6),
                                                    new LoadOriginal(
                                                            ConnectionKey.DESTINATION_IPV6, 0),
                                                    new LoadOriginal(
                                                            ConnectionKey.DESTINATION_PORT, 4),
                                                    new LoadHeader(Header.NETWORK, 24, 16, 5),
                                                    new LoadHeader(Header.TRANSPORT, 2, 2, 9),
                                                    new Lookup("tcp_destinations", 0, null),
                                                    new Counter(),
                                                    new Masquerade())))),
                    Map.of());

    private Samples() {}

    static NftValue address(String text) {
        return new NftValue.Address(IpAddress.parse(text));
    }

    static NftValue port(int port) {
        return new NftValue.Port(port);
    }

    private static Set<NftElement> sorted(NftElement... elements) {
        return new java.util.LinkedHashSet<>(List.of(elements));
    }

    /// The captured messages of a file in hexadecimal, those of one name or all.
    static List<String> captured(String file, String name) throws IOException {
        try (InputStream in = Samples.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .filter(line -> name.isEmpty() || line.startsWith(name + " "))
                    .map(line -> line.substring(line.indexOf(' ') + 1))
                    .toList();
        }
    }
}
