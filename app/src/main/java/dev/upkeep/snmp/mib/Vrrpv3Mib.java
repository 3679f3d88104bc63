package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.counter64;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.number;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// VRRPV3-MIB (RFC 6527): the instances of either version, as keepalived shows them there.
public final class Vrrpv3Mib {

    /// `vrrpv3MIB`.
    public static final Oid ROOT = Oid.of(1, 3, 6, 1, 2, 1, 207);

    private static final Oid OBJECTS = ROOT.append(1);

    /// `vrrpv3StatisticsNewMasterReason`: masterNoResponse(3); notMaster(0).
    private static final int NO_RESPONSE = 3;

    /// The counters of `vrrpv3StatisticsTable` by column.
    private static final Map<Integer, Counter> COUNTERS =
            Map.of(
                    3, Counter.ADVERT_RCVD,
                    4, Counter.ADVERT_INTERVAL_ERR,
                    5, Counter.IP_TTL_ERR,
                    7, Counter.PRI_ZERO_RCVD,
                    8, Counter.PRI_ZERO_SENT,
                    9, Counter.INVALID_TYPE_RCVD,
                    10, Counter.ADDR_LIST_ERR,
                    11, Counter.PACKET_LEN_ERR);

    private final RouterRows rows;

    private Vrrpv3Mib(MibData data) {
        rows = new RouterRows(data);
    }

    /// Returns the objects of this MIB, in the order of their identifiers.
    public static List<MibNode> of(MibData data) {
        return new Vrrpv3Mib(data).nodes();
    }

    private List<MibNode> nodes() {
        Scalars statistics =
                new Scalars(OBJECTS.append(2))
                        .put(counter64(rows.refused(Problem.CHECKSUM)), 1)
                        .put(counter64(rows.refused(Problem.VERSION)), 2)
                        .put(counter64(0), 3)
                        .put(new SnmpValue.TimeTicks(0), 4);
        Table<InstanceStatus> routers = routers();
        Table<InstanceStatus> counters = counters();
        Table<IpAddress> addresses =
                new Table<IpAddress>(OBJECTS.append(1, 2, 1)).column(2, _ -> RouterRows.active());
        for (InstanceStatus router : rows.all()) {
            VrrpInstance instance = router.instance();
            int link = rows.interfaceIndex(router);
            int vrid = instance.identity().virtualRouterId();
            int family = RouterRows.family(router);
            routers.row(router, link, vrid, family);
            counters.row(router, link, vrid, family);
            RouterRows.addresses(router)
                    .forEach(each ->
                            addresses.row(
                                    each.address(),
                                    Values.index(each.address().bytes(), link, vrid, family)));
        }
        return List.of(statistics, routers, addresses, counters);
    }

    private Table<InstanceStatus> routers() {
        return new Table<InstanceStatus>(OBJECTS.append(1, 1, 1))
                .column(3, it -> Values.address(master(it)))
                .column(4, it -> Values.address(it.state().source()))
                .column(5, rows::hardwareAddress)
                .column(6, RouterRows::status)
                .column(7, it -> gauge(it.details().configuredPriority()))
                .column(8, it -> number(RouterRows.addresses(it).size()))
                .column(9, it -> number(Values.centiseconds(it.instance().adverts().interval())))
                .column(10, it -> SnmpValue.truth(it.instance().election().preempts()))
                .column(11, it -> SnmpValue.truth(accepts(it.instance())))
                .column(12, it -> RouterRows.ticks(RouterRows.since(it), rows.now()))
                .column(13, _ -> RouterRows.active());
    }

    private static @Nullable IpAddress master(InstanceStatus router) {
        return router.state().role() instanceof Role.Master
                ? router.state().source()
                : RouterRows.heardMaster(router);
    }

    /// Version 2 has no such mode.
    private static boolean accepts(VrrpInstance instance) {
        return instance.identity().version() == 2
                || instance.adverts().has(AdvertPolicy.Flag.ACCEPT);
    }

    private static Table<InstanceStatus> counters() {
        Table<InstanceStatus> table = new Table<>(OBJECTS.append(2, 5, 1));
        COUNTERS.forEach((column, counter) ->
                table.column(column, it -> counter64(RouterRows.counted(it, counter))));
        return table.column(1, it -> Values.counter(RouterRows.counted(it, Counter.BECOME_MASTER)))
                .column(2, it -> number(it.state().role() instanceof Role.Master ? NO_RESPONSE : 0))
                .column(6, _ -> number(0))
                .column(12, _ -> new SnmpValue.TimeTicks(0))
                .column(13, it -> gauge(it.instance().adverts().interval().toMillis()));
    }
}
