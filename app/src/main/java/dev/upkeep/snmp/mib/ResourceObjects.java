package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.address;
import static dev.upkeep.snmp.mib.Values.addressType;
import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.family;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.Prefix;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.route.RuleEntry;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What `vrrp` of KEEPALIVED-MIB says of addresses, routes and rules.
final class ResourceObjects {

    /// `InetScopeType` (RFC 4001).
    private static final int GLOBAL = 14;

    private static final int SITE = 5;
    private static final int LINK = 2;
    private static final int INTERFACE = 1;

    /// Scopes of the kernel (`rtnetlink.h`).
    private static final int RT_SCOPE_UNIVERSE = 0;

    private static final int RT_SCOPE_SITE = 200;
    private static final int RT_SCOPE_LINK = 253;

    private static final int RTAX_FEATURES = 12;
    private static final int RTAX_QUICKACK = 15;

    /// Columns of `RTAX_*`.
    private static final Map<Integer, Integer> METRICS =
            Map.ofEntries(
                    Map.entry(22, 2),
                    Map.entry(24, 10),
                    Map.entry(25, 8),
                    Map.entry(27, 4),
                    Map.entry(29, 5),
                    Map.entry(31, 9),
                    Map.entry(33, 3),
                    Map.entry(34, 7),
                    Map.entry(36, 6),
                    Map.entry(38, 13),
                    Map.entry(40, 11),
                    Map.entry(41, 14));

    /// Columns that say whether a metric is locked, by `RTAX_*`.
    private static final Map<Integer, Integer> LOCKS =
            Map.of(23, 2, 26, 8, 28, 4, 30, 5, 32, 9, 35, 7, 37, 6, 39, 13);

    private static final int REALM_BITS = 16;

    private final MibData data;

    ResourceObjects(MibData data) {
        this.data = data;
    }

    /// @param advertised false for an address that adverts do not carry
    private record AddressRow(InstanceStatus owner, VirtualAddress address, boolean advertised) {}

    private record RouteRow(InstanceStatus owner, RouteEntry route) {}

    private record RuleRow(InstanceStatus owner, RuleEntry rule) {}

    List<MibNode> nodes(Oid base) {
        Table<AddressRow> addresses = addresses(base.append(6, 1));
        Table<RouteRow> routes = routes(base.append(7, 1));
        Table<NextHop> hops = hops(base.append(11, 1));
        Table<RuleRow> rules = rules(base.append(8, 1));
        for (int i = 0; i < data.instances().size(); i++) {
            InstanceStatus owner = data.instances().get(i);
            var resources = owner.instance().resources();
            int number = 0;
            for (VirtualAddress each : resources.addresses()) {
                addresses.row(new AddressRow(owner, each, true), i + 1, ++number);
            }
            for (VirtualAddress each : resources.excluded()) {
                addresses.row(new AddressRow(owner, each, false), i + 1, ++number);
            }
            number = 0;
            for (Route each : resources.routes()) {
                number++;
                Resource.Route it = new ResourceSpec.OfRoute(each).in(data.network());
                if (it != null) {
                    routes.row(new RouteRow(owner, it.route()), i + 1, number);
                    List<NextHop> several = it.route().nextHops();
                    for (int hop = 0; several.size() > 1 && hop < several.size(); hop++) {
                        hops.row(several.get(hop), i + 1, number, hop + 1);
                    }
                }
            }
            number = 0;
            for (RoutingRule each : resources.rules()) {
                Resource.Rule it = new ResourceSpec.OfRule(each).in(data.network());
                rules.row(new RuleRow(owner, it.rule()), i + 1, ++number);
            }
        }
        return List.of(addresses, routes, hops, rules);
    }

    private static boolean set(InstanceStatus owner) {
        return owner.state().role() instanceof Role.Master;
    }

    private Table<AddressRow> addresses(Oid entry) {
        return new Table<AddressRow>(entry)
                .column(2, it -> addressType(it.address.address()))
                .column(3, it -> address(it.address.address()))
                .column(4, it -> broadcast(it.address))
                .column(5, it -> gauge(it.address.prefixLength()))
                .column(6, it -> scope(it.address.scope()))
                .column(7, it -> index(data.indexOf(device(it))))
                .column(8, it -> text(device(it)))
                .column(9, it -> text(it.address.label()))
                .column(10, it -> enabled(set(it.owner)))
                .column(11, it -> enabled(it.advertised))
                .column(12, it -> address(it.address.peer()));
    }

    private static @Nullable String device(AddressRow row) {
        String own = row.address.device();
        return own == null ? row.owner.instance().link().addressInterface() : own;
    }

    /// 0.0.0.0 for none; IPv6 has none.
    private static @Nullable SnmpValue broadcast(VirtualAddress it) {
        if (it.address().family() == Family.INET6) {
            return null;
        }
        return it.broadcast() == null ? new SnmpValue.Octets(new byte[4]) : address(it.broadcast());
    }

    private static SnmpValue scope(int scope) {
        return number(
                switch (scope) {
                    case RT_SCOPE_UNIVERSE -> GLOBAL;
                    case RT_SCOPE_SITE -> SITE;
                    case RT_SCOPE_LINK -> LINK;
                    default -> INTERFACE;
                });
    }

    private static @Nullable SnmpValue index(int index) {
        return index == 0 ? null : number(index);
    }

    private Table<RouteRow> routes(Oid entry) {
        Table<RouteRow> table =
                new Table<RouteRow>(entry)
                        .column(2, it -> family(it.route.family()))
                        .column(3, it -> destination(it.route))
                        .column(4, it -> gauge(prefixLength(it.route.selector().destination())))
                        .column(5, it -> single(it, hop -> address(hop.gateway())))
                        .column(7, it -> address(it.route.preferredSource()))
                        .column(8, it -> gauge(it.route.metric()))
                        .column(9, it -> scope(it.route.scope()))
                        .column(10, it -> number(routeType(it.route)))
                        .column(11, it -> single(it, hop -> index(hop.interfaceIndex())))
                        .column(12, it -> single(it, this::deviceOf))
                        .column(13, it -> gauge(it.route.table()))
                        .column(14, it -> enabled(set(it.owner)))
                        .column(15, it -> address(addressOf(it.route.selector().source())))
                        .column(16, it -> length(it.route.selector().source()))
                        .column(
                                17,
                                it ->
                                        it.route.selector().tos() == 0
                                                ? null
                                                : gauge(it.route.selector().tos()))
                        .column(18, it -> number(it.route.protocol() + 1L))
                        .column(19, it -> SnmpValue.truth(metric(it, RTAX_FEATURES) != 0))
                        .column(20, it -> SnmpValue.truth(metric(it, RTAX_QUICKACK) != 0))
                        .column(
                                21,
                                it ->
                                        it.route.options().expiresSeconds() == 0
                                                ? null
                                                : number(it.route.options().expiresSeconds()))
                        .column(42, it -> text(it.route.options().metrics().congestionControl()))
                        .column(44, it -> single(it, hop -> realm(hop.realms())))
                        .column(45, it -> single(it, hop -> realm(hop.realms() >>> REALM_BITS)));
        METRICS.forEach((column, metric) ->
                table.column(
                        column,
                        it ->
                                it.route.options().metrics().values().containsKey(metric)
                                        ? gauge(metric(it, metric))
                                        : null));
        LOCKS.forEach((column, metric) ->
                table.column(
                        column,
                        it ->
                                it.route.options().metrics().values().containsKey(metric)
                                        ? SnmpValue.truth(
                                                ((it.route.options().metrics().locked() >> metric)
                                                                & 1)
                                                        != 0)
                                        : null));
        return table;
    }

    private static long metric(RouteRow row, int number) {
        return row.route.options().metrics().values().getOrDefault(number, 0L);
    }

    /// A value of the only next hop, null where there are none or several.
    private static @Nullable SnmpValue single(
            RouteRow row, Function<NextHop, @Nullable SnmpValue> value) {
        List<NextHop> hops = row.route.nextHops();
        return hops.size() == 1 ? value.apply(hops.getFirst()) : null;
    }

    private static @Nullable SnmpValue realm(int realms) {
        int realm = realms & 0xffff;
        return realm == 0 ? null : gauge(realm);
    }

    private @Nullable SnmpValue deviceOf(NextHop hop) {
        Link link = data.network().link(hop.interfaceIndex());
        return link == null ? null : SnmpValue.text(link.name());
    }

    /// The default route is 0.0.0.0/0 or ::/0.
    private static SnmpValue destination(RouteEntry route) {
        Prefix destination = route.selector().destination();
        return new SnmpValue.Octets(
                destination == null
                        ? new byte[route.family() == Family.INET ? 4 : 16]
                        : destination.address().bytes());
    }

    /// `RouteType`: ecmp(2) for several next hops, blackhole(3), unreachable(7), prohibit(8),
    /// throw(9), else unicast(1).
    private static int routeType(RouteEntry route) {
        return switch (route.type()) {
            case 6 -> 3;
            case 7, 8, 9 -> route.type();
            default -> route.nextHops().size() > 1 ? 2 : 1;
        };
    }

    private Table<NextHop> hops(Oid entry) {
        return new Table<NextHop>(entry)
                .column(2, it -> addressType(it.gateway()))
                .column(3, it -> address(it.gateway()))
                .column(4, it -> index(it.interfaceIndex()))
                .column(5, this::deviceOf)
                .column(6, it -> gauge(it.weight()))
                .column(7, it -> SnmpValue.truth(it.onLink()))
                .column(8, it -> realm(it.realms()))
                .column(9, it -> realm(it.realms() >>> REALM_BITS));
    }

    private static Table<RuleRow> rules(Oid entry) {
        Table<RuleRow> table =
                new Table<RuleRow>(entry)
                        .column(2, it -> SnmpValue.text(direction(it.rule)))
                        .column(3, it -> addressType(addressOf(prefix(it.rule))))
                        .column(4, it -> address(addressOf(prefix(it.rule))))
                        .column(5, it -> length(prefix(it.rule)))
                        .column(6, it -> table(it.rule))
                        .column(7, it -> enabled(set(it.owner)))
                        .column(8, it -> SnmpValue.truth(it.rule.selector().inverted()))
                        .column(9, it -> addressType(addressOf(it.rule.selector().to())))
                        .column(10, it -> address(addressOf(it.rule.selector().to())))
                        .column(11, it -> length(it.rule.selector().to()))
                        .column(12, it -> addressType(addressOf(it.rule.selector().from())))
                        .column(13, it -> address(addressOf(it.rule.selector().from())))
                        .column(14, it -> length(it.rule.selector().from()));
        selectors(table);
        actions(table);
        return table;
    }

    private static void selectors(Table<RuleRow> table) {
        table.column(15, it -> gauge(it.rule.selector().tos()))
                .column(
                        16,
                        it ->
                                it.rule.selector().mark() == null
                                        ? null
                                        : gauge(it.rule.selector().mark().value()))
                .column(
                        17,
                        it ->
                                it.rule.selector().mark() == null
                                        ? null
                                        : gauge(it.rule.selector().mark().mask()))
                .column(18, it -> realm(it.rule.action().realms()))
                .column(19, it -> realm(it.rule.action().realms() >>> REALM_BITS))
                .column(20, it -> text(it.rule.selector().inputInterface()))
                .column(21, it -> text(it.rule.selector().outputInterface()))
                .column(28, it -> half(it.rule.selector().tunnelId(), Integer.SIZE))
                .column(29, it -> half(it.rule.selector().tunnelId(), 0))
                .column(30, it -> first(it.rule.selector().users()))
                .column(31, it -> last(it.rule.selector().users()))
                .column(
                        34,
                        it ->
                                it.rule.selector().transport().protocol() == null
                                        ? null
                                        : gauge(it.rule.selector().transport().protocol()))
                .column(35, it -> first(it.rule.selector().transport().sourcePorts()))
                .column(36, it -> last(it.rule.selector().transport().sourcePorts()))
                .column(37, it -> first(it.rule.selector().transport().destinationPorts()))
                .column(38, it -> last(it.rule.selector().transport().destinationPorts()));
    }

    private static void actions(Table<RuleRow> table) {
        table.column(
                        22,
                        it ->
                                it.rule.action().target() == null
                                        ? null
                                        : gauge(it.rule.action().target()))
                .column(23, it -> number(it.rule.action().type()))
                .column(24, it -> table(it.rule))
                .column(25, it -> gauge(it.rule.preference()))
                .column(
                        26,
                        it ->
                                it.rule.action().suppressPrefixLength() == null
                                        ? null
                                        : gauge(it.rule.action().suppressPrefixLength()))
                .column(32, it -> it.rule.action().layer3Master() ? SnmpValue.truth(true) : null);
    }

    private static String direction(RuleEntry rule) {
        boolean to = rule.selector().to() != null;
        if (rule.selector().from() != null) {
            return to ? "both" : "from";
        }
        return to ? "to" : "";
    }

    /// The destination, or the source where a rule has none.
    private static @Nullable Prefix prefix(RuleEntry rule) {
        Prefix to = rule.selector().to();
        return to == null ? rule.selector().from() : to;
    }

    private static @Nullable IpAddress addressOf(@Nullable Prefix prefix) {
        return prefix == null ? null : prefix.address();
    }

    private static int prefixLength(@Nullable Prefix prefix) {
        return prefix == null ? 0 : prefix.length();
    }

    private static @Nullable SnmpValue length(@Nullable Prefix prefix) {
        return prefix == null ? null : gauge(prefix.length());
    }

    private static @Nullable SnmpValue table(RuleEntry rule) {
        return rule.action().table() == 0 ? null : gauge(rule.action().table());
    }

    private static @Nullable SnmpValue half(@Nullable Long value, int shift) {
        return value == null ? null : gauge(value >>> shift);
    }

    private static @Nullable SnmpValue first(RuleEntry.@Nullable Range range) {
        return range == null ? null : gauge(range.first());
    }

    private static @Nullable SnmpValue last(RuleEntry.@Nullable Range range) {
        return range == null ? null : gauge(range.last());
    }
}
