package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.counter;
import static dev.upkeep.snmp.mib.Values.number;

import dev.upkeep.config.model.Authentication;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// VRRP-MIB (RFC 2787): the instances of version 2.
public final class VrrpMib {

    /// `vrrpMIB`.
    public static final Oid ROOT = Oid.of(1, 3, 6, 1, 2, 1, 68);

    private static final int VERSION = 2;

    private static final int IPV4_LENGTH = 4;

    /// The counters of `vrrpRouterStatsTable`, by column from 1.
    private static final List<Counter> COUNTERS =
            List.of(
                    Counter.BECOME_MASTER,
                    Counter.ADVERT_RCVD,
                    Counter.ADVERT_INTERVAL_ERR,
                    Counter.AUTH_FAILURE,
                    Counter.IP_TTL_ERR,
                    Counter.PRI_ZERO_RCVD,
                    Counter.PRI_ZERO_SENT,
                    Counter.INVALID_TYPE_RCVD,
                    Counter.ADDR_LIST_ERR,
                    Counter.INVALID_AUTHTYPE,
                    Counter.AUTHTYPE_MISMATCH,
                    Counter.PACKET_LEN_ERR);

    private final RouterRows rows;
    private final boolean traps;

    private VrrpMib(MibData data) {
        rows = new RouterRows(data);
        traps = data.configuration().global().snmp().traps();
    }

    /// Returns the objects of this MIB, in the order of their identifiers.
    public static List<MibNode> of(MibData data) {
        return new VrrpMib(data).nodes();
    }

    private List<MibNode> nodes() {
        Scalars operations =
                new Scalars(ROOT.append(1)).put(number(VERSION), 1).put(Values.enabled(traps), 2);
        Scalars statistics =
                new Scalars(ROOT.append(2))
                        .put(counter(rows.refused(Problem.CHECKSUM)), 1)
                        .put(counter(rows.refused(Problem.VERSION)), 2)
                        .put(counter(0), 3);
        Table<InstanceStatus> routers = routers();
        Table<InstanceStatus> counters = new Table<>(ROOT.append(2, 4, 1));
        for (int i = 0; i < COUNTERS.size(); i++) {
            Counter each = COUNTERS.get(i);
            counters.column(i + 1, it -> counter(RouterRows.counted(it, each)));
        }
        Table<IpAddress> addresses =
                new Table<IpAddress>(ROOT.append(1, 4, 1)).column(2, _ -> RouterRows.active());
        for (InstanceStatus router : rows.all()) {
            if (router.instance().identity().version() != VERSION) {
                continue;
            }
            int link = rows.interfaceIndex(router);
            int vrid = router.instance().identity().virtualRouterId();
            routers.row(router, link, vrid);
            counters.row(router, link, vrid);
            RouterRows.addresses(router)
                    .forEach(each ->
                            addresses.row(
                                    each.address(),
                                    Values.index(each.address().bytes(), link, vrid)));
        }
        return List.of(operations, statistics, routers, addresses, counters);
    }

    private Table<InstanceStatus> routers() {
        return new Table<InstanceStatus>(ROOT.append(1, 3, 1))
                .column(2, rows::hardwareAddress)
                .column(3, RouterRows::status)
                .column(4, _ -> number(1))
                .column(5, it -> number(it.details().configuredPriority()))
                .column(6, it -> number(RouterRows.addresses(it).size()))
                .column(7, it -> address(RouterRows.heardMaster(it)))
                .column(8, it -> address(it.state().source()))
                .column(9, it -> number(authentication(it)))
                .column(11, it -> number(it.instance().adverts().interval().toSeconds()))
                .column(12, it -> SnmpValue.truth(it.instance().election().preempts()))
                .column(13, it -> RouterRows.ticks(rows.started(), RouterRows.since(it)))
                .column(14, _ -> number(1))
                .column(15, _ -> RouterRows.active());
    }

    /// 0.0.0.0 for none.
    private static SnmpValue address(@Nullable IpAddress address) {
        return new SnmpValue.Ipv4(
                address == null || address.family() == Family.INET6
                        ? new byte[IPV4_LENGTH]
                        : address.bytes());
    }

    private static int authentication(InstanceStatus router) {
        return switch (router.instance().adverts().authentication()) {
            case Authentication.None _ -> 1;
            case Authentication.Password _ -> 2;
            case Authentication.Header _ -> 3;
        };
    }
}
