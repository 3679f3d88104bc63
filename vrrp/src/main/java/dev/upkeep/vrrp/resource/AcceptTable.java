package dev.upkeep.vrrp.resource;

import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftExpression.Code;
import dev.upkeep.netlink.nft.NftExpression.Header;
import dev.upkeep.netlink.nft.NftExpression.MetaKey;
import dev.upkeep.netlink.nft.NftField;
import dev.upkeep.netlink.nft.NftSet;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.NftValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The tables of nftables behind `no_accept`: packets to and from the addresses of a set are
/// dropped, as keepalived does. IPv6 neighbour discovery goes through: others must find the
/// address.
public final class AcceptTable {

    /// The set of addresses.
    public static final String ADDRESSES = "addresses";

    private static final String NAME = "upkeep_vrrp";

    /// keepalived's default of `nftables_priority`.
    private static final int PRIORITY = -1;

    private static final int ICMPV6 = 58;
    private static final List<Integer> NEIGHBOUR_DISCOVERY = List.of(135, 136);

    private AcceptTable() {}

    /// The table of a family.
    public static NftTable.Id id(Family family) {
        return new NftTable.Id(family, NAME);
    }

    /// The table without addresses.
    public static NftTable empty(Family family) {
        boolean ipv6 = family == Family.INET6;
        NftField field = ipv6 ? NftField.IPV6_ADDRESS : NftField.IPV4_ADDRESS;
        NftSet set = new NftSet(ADDRESSES, List.of(field), false, false, false);
        return NftTable.of(
                id(family),
                List.of(set),
                List.of(
                        chain("in", NftChain.Point.INPUT, family, ipv6 ? 24 : 16),
                        chain("out", NftChain.Point.OUTPUT, family, ipv6 ? 8 : 12)),
                Map.of());
    }

    /// The element of an address.
    public static NftElement element(IpAddress address) {
        return NftElement.of(new NftValue.Address(address));
    }

    /// @param offset of the address in the IP header
    private static NftChain chain(String name, NftChain.Point point, Family family, int offset) {
        boolean ipv6 = family == Family.INET6;
        List<List<NftExpression>> rules = new ArrayList<>();
        if (ipv6) {
            for (int type : NEIGHBOUR_DISCOVERY) {
                rules.add(
                        List.of(
                                new NftExpression.LoadMeta(MetaKey.PROTOCOL, 0),
                                new NftExpression.IsByte(0, ICMPV6),
                                new NftExpression.LoadHeader(Header.TRANSPORT, 0, 1, 0),
                                new NftExpression.IsByte(0, type),
                                new NftExpression.Verdict(Code.ACCEPT)));
            }
        }
        rules.add(
                List.of(
                        new NftExpression.LoadHeader(Header.NETWORK, offset, ipv6 ? 16 : 4, 0),
                        new NftExpression.Lookup(ADDRESSES, 0, null),
                        new NftExpression.Verdict(Code.DROP)));
        return new NftChain(name, new NftChain.Hook(NftChain.Type.FILTER, point, PRIORITY), rules);
    }
}
