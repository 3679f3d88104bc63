package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.address;
import static dev.upkeep.snmp.mib.Values.addressType;
import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.family;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.micros;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.script;
import static dev.upkeep.snmp.mib.Values.seconds;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.Persistence;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Counters;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What `check` of KEEPALIVED-MIB says of groups, virtual servers and the sync daemon.
final class ServiceObjects {

    private static final List<String> SCHEDULERS =
            List.of(
                    "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "sed", "nq", "fo", "ovf",
                    "mh", "twos");

    private static final int UNKNOWN_SCHEDULER = 99;

    /// What keepalived shows instead of a prefix length where there is no persistence.
    private static final int NO_GRANULARITY = -1;

    private final MibData data;
    private final Map<ServiceName, PoolStatus> pools = new HashMap<>();

    ServiceObjects(MibData data) {
        this.data = data;
        data.pools().forEach(pool -> pools.put(pool.name(), pool));
    }

    /// A virtual server.
    ///
    /// @param status null before it is known
    record Service(VirtualServer server, @Nullable PoolStatus status) {}

    List<MibNode> nodes(Oid base) {
        List<Service> services = services();
        List<MibNode> nodes = new ArrayList<>();
        nodes.add(groups(base));
        nodes.add(members(base));
        nodes.add(TrackerObjects.numbered(table(base), services));
        nodes.add(ServerObjects.table(base, services));
        LvsGlobals lvs = data.configuration().global().lvs();
        nodes.add(syncDaemon(base.append(6), lvs.syncDaemon()));
        nodes.add(timeouts(base.append(7), lvs.timeouts()));
        return nodes;
    }

    /// A real server by the numbers of its row, null for a sorry server and for none.
    @Nullable ServerStatus server(int service, int number) {
        List<Service> all = services();
        if (service < 1 || service > all.size()) {
            return null;
        }
        Service found = all.get(service - 1);
        int at = number - 1 - (found.server().sorryServer() == null ? 0 : 1);
        boolean configured = at >= 0 && at < found.server().realServers().size();
        return configured ? ServerObjects.status(found, at) : null;
    }

    private List<Service> services() {
        List<Service> all = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        for (VirtualServer server : data.configuration().virtualServers()) {
            int index =
                    server.address() instanceof ServiceAddress.Group(String group)
                            ? seen.merge(group, 1, Integer::sum) - 1
                            : 0;
            all.add(new Service(server, pools.get(ServiceName.of(server, index))));
        }
        return all;
    }

    private Table<VirtualServerGroup> groups(Oid base) {
        return TrackerObjects.numbered(
                new Table<VirtualServerGroup>(base.append(1, 1))
                        .column(2, group -> SnmpValue.text(group.name())),
                data.configuration().virtualServerGroups());
    }

    /// Marks first, then single addresses, then ranges.
    private Table<Member> members(Oid base) {
        Table<Member> table =
                new Table<Member>(base.append(2, 1))
                        .column(2, it -> number(kind(it)))
                        .column(
                                3,
                                it ->
                                        it instanceof Member.FirewallMark(int mark, _)
                                                ? gauge(mark)
                                                : null)
                        .column(4, it -> addressType(first(it)))
                        .column(5, it -> kind(it) == 2 ? address(first(it)) : null)
                        .column(6, it -> kind(it) == 3 ? address(first(it)) : null)
                        .column(
                                7,
                                it ->
                                        kind(it) == 3 && it instanceof Member.AddressRange range
                                                ? address(range.last())
                                                : null)
                        .column(
                                8,
                                it ->
                                        it instanceof Member.AddressRange range
                                                ? gauge(range.port())
                                                : null);
        List<VirtualServerGroup> all = data.configuration().virtualServerGroups();
        for (int group = 0; group < all.size(); group++) {
            int index = 0;
            for (int kind = 1; kind <= 3; kind++) {
                for (Member member : all.get(group).members()) {
                    if (kind(member) == kind) {
                        table.row(member, group + 1, ++index);
                    }
                }
            }
        }
        return table;
    }

    private static int kind(Member member) {
        return switch (member) {
            case Member.FirewallMark _ -> 1;
            case Member.AddressRange range -> range.first().equals(range.last()) ? 2 : 3;
        };
    }

    private static @Nullable IpAddress first(Member member) {
        return member instanceof Member.AddressRange range ? range.first() : null;
    }

    private static Table<Service> table(Oid base) {
        Table<Service> table = new Table<>(base.append(3, 1));
        identity(table);
        settings(table);
        state(table);
        counters(table, 27, service -> traffic(service));
        return table;
    }

    private static void identity(Table<Service> table) {
        table.column(2, it -> number(kind(it.server())))
                .column(
                        3,
                        it ->
                                it.server().address() instanceof ServiceAddress.Group(String name)
                                        ? SnmpValue.text(name)
                                        : null)
                .column(
                        4,
                        it ->
                                it.server().address() instanceof ServiceAddress.FirewallMark(int m)
                                        ? gauge(m)
                                        : null)
                .column(5, it -> family(it.server().family()))
                .column(6, it -> endpoint(it, place -> address(place.address())))
                .column(7, it -> endpoint(it, place -> gauge(place.port())))
                .column(8, it -> kind(it.server()) == 1 ? null : number(protocol(it.server())))
                .column(9, it -> number(scheduler(it.server())))
                .column(10, it -> number(method(it.server().forwarding())))
                .column(12, it -> text(it.server().virtualHost()))
                .column(71, it -> text(it.server().snmpName()));
    }

    private static void settings(Table<Service> table) {
        table.column(13, it -> enabled(it.server().persistence() != null))
                .column(14, it -> persistence(it, each -> seconds(each.timeout())))
                .column(15, it -> granularity(it.server()))
                .column(51, it -> granularity6(it.server()))
                .column(16, it -> seconds(Timing.of(it.server()).delayLoop()))
                .column(17, it -> SnmpValue.truth(it.server().policy().haSuspend()))
                .column(18, it -> enabled(it.server().policy().alpha()))
                .column(19, it -> enabled(it.server().policy().omega()))
                .column(22, it -> gauge(it.server().quorum().quorum()))
                .column(24, it -> script(it.server().quorum().up()))
                .column(25, it -> script(it.server().quorum().down()))
                .column(26, it -> gauge(it.server().quorum().hysteresis()))
                .column(37, it -> SnmpValue.truth(it.server().scheduling().onePacket()))
                .column(52, it -> SnmpValue.truth(it.server().scheduling().hashed()))
                .column(53, it -> flag(it, 1))
                .column(54, it -> flag(it, 2))
                .column(55, it -> flag(it, 3))
                .column(56, it -> number(it.server().policy().inhibitOnFailure() ? 2 : 1))
                .column(57, it -> gauge(Timing.of(it.server()).retry()))
                .column(58, it -> seconds(Timing.of(it.server()).delayBeforeRetry()))
                .column(59, it -> seconds(Timing.of(it.server()).warmup()))
                .column(60, it -> number(it.server().policy().defaultWeight()))
                .column(61, it -> enabled(it.server().policy().smtpAlert()))
                .column(62, it -> flag(it, 1))
                .column(63, it -> flag(it, 2))
                .column(64, it -> micros(Timing.of(it.server()).delayLoop()))
                .column(65, it -> micros(Timing.of(it.server()).delayBeforeRetry()))
                .column(66, it -> micros(Timing.of(it.server()).warmup()))
                .column(67, it -> micros(Timing.of(it.server()).connectTimeout()))
                .column(68, it -> ServerObjects.tunnelType(it.server().forwarding()))
                .column(69, it -> ServerObjects.tunnelPort(it.server().forwarding()))
                .column(70, it -> ServerObjects.tunnelChecksum(it.server().forwarding()));
    }

    private static void state(Table<Service> table) {
        table.column(11, it -> number(up(it) > 0 || it.server().realServers().isEmpty() ? 1 : 2))
                .column(20, it -> gauge(it.server().realServers().size()))
                .column(21, it -> gauge(up(it)))
                .column(23, it -> number(it.status() == null || it.status().quorum().up() ? 1 : 2));
    }

    /// How many real servers of a virtual server are up.
    long up(VirtualServer server) {
        return services().stream()
                .filter(each -> each.server().equals(server))
                .mapToLong(ServiceObjects::up)
                .findFirst()
                .orElse(0);
    }

    /// How many of its real servers are up.
    static long up(Service service) {
        PoolStatus status = service.status();
        return status == null
                ? 0
                : status.servers().stream()
                        .limit(service.server().realServers().size())
                        .filter(server -> server.up())
                        .count();
    }

    private static Counters traffic(Service service) {
        PoolStatus status = service.status();
        return status == null || status.traffic() == null ? Counters.ZERO : status.traffic();
    }

    /// The columns of counters and rates: 27-36, 38-50 of a service; 14, 18-39 of a server.
    ///
    /// @param first the column of the connections
    static <R> void counters(Table<R> table, int first, Function<R, Counters> of) {
        table.column(first, it -> gauge(of.apply(it).connections()))
                .column(first + 1, it -> Values.counter(of.apply(it).inPackets()))
                .column(first + 2, it -> Values.counter(of.apply(it).outPackets()))
                .column(first + 3, it -> Values.counter64(of.apply(it).inBytes()))
                .column(first + 4, it -> Values.counter64(of.apply(it).outBytes()));
        rates(table, first + 5, first + 11, of);
    }

    /// @param first the column of the low 32 bits of the connection rate
    /// @param wide the column of the connections in 64 bits
    static <R> void rates(Table<R> table, int first, int wide, Function<R, Counters> of) {
        List<Function<Counters, Long>> rates =
                List.of(
                        Counters::connectionRate,
                        Counters::inPacketRate,
                        Counters::outPacketRate,
                        Counters::inByteRate,
                        Counters::outByteRate);
        table.column(wide, it -> Values.counter64(of.apply(it).connections()))
                .column(wide + 1, it -> Values.counter64(of.apply(it).inPackets()))
                .column(wide + 2, it -> Values.counter64(of.apply(it).outPackets()));
        for (int i = 0; i < rates.size(); i++) {
            Function<Counters, Long> rate = rates.get(i);
            int low = wide + 3 + 2 * i;
            table.column(first + i, it -> gauge(rate.apply(of.apply(it))))
                    .column(low, it -> gauge(rate.apply(of.apply(it))))
                    .column(low + 1, it -> gauge(rate.apply(of.apply(it)) >>> Integer.SIZE));
        }
    }

    private static @Nullable SnmpValue endpoint(
            Service service, Function<Endpoint, @Nullable SnmpValue> value) {
        return service.server().address() instanceof ServiceAddress.Address(Endpoint endpoint)
                ? value.apply(endpoint)
                : null;
    }

    static int kind(VirtualServer server) {
        return switch (server.address()) {
            case ServiceAddress.FirewallMark _ -> 1;
            case ServiceAddress.Address _ -> 2;
            case ServiceAddress.Group _ -> 3;
        };
    }

    static int protocol(VirtualServer server) {
        return switch (server.protocol()) {
            case TCP -> 1;
            case UDP -> 2;
            case SCTP -> 3;
        };
    }

    private static int scheduler(VirtualServer server) {
        int index = SCHEDULERS.indexOf(server.scheduling().scheduler());
        return index < 0 ? UNKNOWN_SCHEDULER : index + 1;
    }

    /// nat(1), dr(2), tun(3); FNAT is a kind of NAT.
    static int method(Forwarding forwarding) {
        return switch (forwarding) {
            case Forwarding.Nat _, Forwarding.FullNat _ -> 1;
            case Forwarding.DirectRouting _ -> 2;
            case Forwarding.Tunnel _ -> 3;
        };
    }

    private static SnmpValue flag(Service service, int number) {
        return SnmpValue.truth(service.server().scheduling().flag(number));
    }

    private static @Nullable SnmpValue persistence(
            Service service, Function<Persistence, SnmpValue> value) {
        Persistence persistence = service.server().persistence();
        return persistence == null ? null : value.apply(persistence);
    }

    private static @Nullable SnmpValue granularity(VirtualServer server) {
        Persistence persistence = server.persistence();
        if (persistence != null && server.family() == Family.INET6) {
            return null;
        }
        int length = persistence == null ? Integer.SIZE : persistence.granularity();
        int mask = length == 0 ? 0 : -1 << (Integer.SIZE - length);
        return new SnmpValue.Octets(
                new byte[] {
                    (byte) (mask >>> 24), (byte) (mask >>> 16), (byte) (mask >>> 8), (byte) mask
                });
    }

    private static @Nullable SnmpValue granularity6(VirtualServer server) {
        Persistence persistence = server.persistence();
        if (persistence == null) {
            return gauge(NO_GRANULARITY);
        }
        return server.family() == Family.INET6 ? gauge(persistence.granularity()) : null;
    }

    private static Scalars syncDaemon(Oid base, LvsGlobals.@Nullable SyncDaemon daemon) {
        Scalars scalars = new Scalars(base).put(enabled(daemon != null), 1);
        if (daemon == null) {
            return scalars;
        }
        return scalars.put(SnmpValue.text(daemon.interfaceName()), 2)
                .put(text(daemon.instance()), 3)
                .put(daemon.id() == null ? null : number(daemon.id()), 4)
                .put(positive(daemon.maxLength()), 5)
                .put(positive(daemon.port()), 6)
                .put(positive(daemon.ttl()), 7)
                .put(addressType(daemon.group()), 8)
                .put(address(daemon.group()), 9);
    }

    private static Scalars timeouts(Oid base, LvsGlobals.Timeouts timeouts) {
        return new Scalars(base)
                .put(positive(timeouts.tcp()), 1)
                .put(positive(timeouts.tcpFin()), 2)
                .put(positive(timeouts.udp()), 3);
    }

    private static @Nullable SnmpValue positive(int value) {
        return value == 0 ? null : number(value);
    }
}
