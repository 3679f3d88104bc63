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

/// The tables of nftables, one per family. With `no_accept` packets to and from the addresses of a
/// set are dropped, link-local ones on their own interface only; neighbour discovery goes through,
/// as others must find the address. What a virtual interface says about multicast groups (IGMP,
/// MLD) leaves by the interface below it instead, with that one's link-layer address, and it
/// solicits no routers: switches would learn the virtual MAC from a backup.
public final class FilterTable {

    /// The set of addresses.
    public static final String ADDRESSES = "addresses";

    /// The set of link-local addresses, each with its interface.
    public static final String LINK_LOCAL = "link_local";

    /// The map from virtual interfaces to those below them.
    public static final String VIRTUAL_LINKS = "virtual_links";

    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final List<Integer> NEIGHBOUR_DISCOVERY = List.of(135, 136);

    /// Report, done, report of version 2.
    private static final List<Integer> LISTENER_MESSAGES = List.of(131, 132, 143);

    private static final int ROUTER_SOLICITATION = 133;

    /// Of the registers: behind an IPv6 address.
    private static final int DEVICE = 4;

    private static final int SPARE = 8;

    private final Family family;
    private final FilterSettings settings;
    private final boolean ipv6;

    private FilterTable(Family family, FilterSettings settings) {
        this.family = family;
        this.settings = settings;
        this.ipv6 = family == Family.INET6;
    }

    /// Returns the table with its chains and sets, which have no elements yet.
    public static NftTable empty(Family family, FilterSettings settings) {
        return new FilterTable(family, settings).build();
    }

    /// Returns whether a table that exists can be one of ours, of an earlier run or of another
    /// version.
    public static boolean isOurs(NftTable table) {
        return List.of("in", "out").containsAll(table.chains().keySet());
    }

    /// Returns the name of the set that an address belongs to: link-local ones go with an
    /// interface.
    public static String set(IpAddress address) {
        return address.family() == Family.INET6 && address.isLinkLocal() ? LINK_LOCAL : ADDRESSES;
    }

    /// Returns the element for an address.
    public static NftElement element(Resource.Filter filter) {
        NftValue address = new NftValue.Address(filter.address());
        return set(filter.address()).equals(LINK_LOCAL)
                ? NftElement.of(address, new NftValue.Interface(filter.interfaceIndex()))
                : NftElement.of(address);
    }

    /// Returns the element for a virtual interface.
    public static NftElement element(int index, int below) {
        List<NftValue> key = List.of(new NftValue.Interface(index));
        return new NftElement(key, key, below);
    }

    private NftTable build() {
        NftField address = ipv6 ? NftField.IPV6_ADDRESS : NftField.IPV4_ADDRESS;
        List<NftSet> sets = new ArrayList<>();
        sets.add(new NftSet(ADDRESSES, List.of(address), false, null, false));
        if (ipv6) {
            List<NftField> key = List.of(address, NftField.INTERFACE);
            sets.add(new NftSet(LINK_LOCAL, key, false, null, false));
        }
        sets.add(
                new NftSet(
                        VIRTUAL_LINKS,
                        List.of(NftField.INTERFACE),
                        false,
                        NftField.INTERFACE,
                        false));
        NftChain in =
                chain(
                        "in",
                        NftChain.Point.INPUT,
                        filtered(ipv6 ? 24 : 16, MetaKey.INPUT_INTERFACE));
        List<List<NftExpression>> out = new ArrayList<>(multicast());
        out.addAll(filtered(ipv6 ? 8 : 12, MetaKey.OUTPUT_INTERFACE));
        return NftTable.of(
                settings.id(family),
                sets,
                List.of(in, chain("out", NftChain.Point.OUTPUT, out)),
                Map.of());
    }

    private NftChain chain(String name, NftChain.Point point, List<List<NftExpression>> rules) {
        return new NftChain(
                name, new NftChain.Hook(NftChain.Type.FILTER, point, settings.priority()), rules);
    }

    /// @param offset of the address in the IP header
    private List<List<NftExpression>> filtered(int offset, MetaKey device) {
        List<List<NftExpression>> rules = new ArrayList<>();
        NftExpression loaded =
                new NftExpression.LoadHeader(Header.NETWORK, offset, ipv6 ? 16 : 4, 0);
        if (ipv6) {
            for (int type : NEIGHBOUR_DISCOVERY) {
                rules.add(rule(Code.ACCEPT, icmpv6(type)));
            }
            rules.add(
                    rule(
                            Code.DROP,
                            List.of(
                                    loaded,
                                    new NftExpression.LoadMeta(device, DEVICE),
                                    new NftExpression.Lookup(LINK_LOCAL, 0, null))));
        }
        rules.add(rule(Code.DROP, List.of(loaded, new NftExpression.Lookup(ADDRESSES, 0, null))));
        return rules;
    }

    private List<List<NftExpression>> multicast() {
        List<List<NftExpression>> rules = new ArrayList<>();
        if (ipv6) {
            for (int type : LISTENER_MESSAGES) {
                rules.add(rule(Code.DROP, icmpv6(type), duplicated(24, 16)));
            }
            rules.add(rule(Code.DROP, icmpv6(ROUTER_SOLICITATION), virtualLink()));
        } else {
            List<NftExpression> igmp =
                    List.of(
                            new NftExpression.LoadMeta(MetaKey.PROTOCOL, 0),
                            new NftExpression.IsByte(0, IGMP));
            rules.add(rule(Code.DROP, igmp, duplicated(16, 4)));
        }
        return rules;
    }

    private static List<NftExpression> icmpv6(int type) {
        return List.of(
                new NftExpression.LoadMeta(MetaKey.PROTOCOL, 0),
                new NftExpression.IsByte(0, ICMPV6),
                new NftExpression.LoadHeader(Header.TRANSPORT, 0, 1, 0),
                new NftExpression.IsByte(0, type));
    }

    /// Returns expressions that load the interface below the virtual one, and end the rule where
    /// there is none.
    private static List<NftExpression> virtualLink() {
        return List.of(
                new NftExpression.LoadMeta(MetaKey.OUTPUT_INTERFACE, SPARE),
                new NftExpression.Lookup(VIRTUAL_LINKS, SPARE, DEVICE));
    }

    private static List<NftExpression> duplicated(int offset, int length) {
        List<NftExpression> steps = new ArrayList<>(virtualLink());
        steps.add(new NftExpression.LoadHeader(Header.NETWORK, offset, length, 0));
        steps.add(new NftExpression.Duplicate(0, DEVICE));
        return steps;
    }

    @SafeVarargs
    private List<NftExpression> rule(Code verdict, List<NftExpression>... steps) {
        List<NftExpression> rule = new ArrayList<>();
        for (List<NftExpression> step : steps) {
            rule.addAll(step);
        }
        if (settings.counters()) {
            rule.add(new NftExpression.Counter());
        }
        rule.add(new NftExpression.Verdict(verdict));
        return rule;
    }
}
