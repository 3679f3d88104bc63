package dev.upkeep.snmp.mib;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.StateChange;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the MIBs of the two RFCs say alike of virtual routers.
final class RouterRows {

    /// `RowStatus` (RFC 2579): active(1), notInService(2), notReady(3).
    private static final int ACTIVE = 1;

    private final MibData data;

    RouterRows(MibData data) {
        this.data = data;
    }

    /// The index of the interface that an instance runs on, 0 for none.
    int interfaceIndex(InstanceStatus router) {
        return data.indexOf(router.instance().link().interfaceName());
    }

    /// `InetAddressType` of an instance.
    static int family(InstanceStatus router) {
        return router.instance().identity().family() == Family.INET ? 1 : 2;
    }

    /// The link-layer address that adverts come from.
    @Nullable SnmpValue hardwareAddress(InstanceStatus router) {
        String name = router.instance().link().interfaceName();
        Link link = name == null ? null : data.network().link(name);
        return link == null ? null : new SnmpValue.Octets(link.address().bytes());
    }

    /// initialize(1), backup(2), master(3).
    static SnmpValue status(InstanceStatus router) {
        return Values.number(
                switch (router.state().role()) {
                    case Role.Initial _, Role.Faulty _ -> 1;
                    case Role.Backup _ -> 2;
                    case Role.Master _ -> 3;
                });
    }

    /// Source of the last advert that a backup heard, null for none.
    static @Nullable IpAddress heardMaster(InstanceStatus router) {
        return router.state().role() instanceof Role.Backup backup ? backup.master() : null;
    }

    static List<VirtualAddress> addresses(InstanceStatus router) {
        return router.instance().resources().addresses();
    }

    static SnmpValue active() {
        return Values.number(ACTIVE);
    }

    static long counted(InstanceStatus router, Counter counter) {
        return router.counters().getOrDefault(counter, 0L);
    }

    /// When it left the states in which it takes no part.
    static Instant since(InstanceStatus router) {
        Instant since = null;
        for (StateChange change : router.details().changes()) {
            if (change.state().equals("FAULT") || change.state().equals("INIT")) {
                since = null;
            } else if (since == null) {
                since = change.at();
            }
        }
        return since == null ? router.lastTransition() : since;
    }

    /// Hundredths of a second between two times, 0 when the second is the earlier one.
    static SnmpValue ticks(Instant from, Instant to) {
        Duration between = Duration.between(from, to);
        return new SnmpValue.TimeTicks(
                between.isNegative() ? 0 : (int) Values.centiseconds(between));
    }

    /// Adverts to any instance that had this problem.
    long refused(Problem problem) {
        return data.instances().stream()
                .flatMap(router -> router.peers().stream())
                .mapToLong(peer -> peer.refused().getOrDefault(problem, 0L))
                .sum();
    }

    Instant started() {
        return data.started();
    }

    Instant now() {
        return data.now();
    }

    List<InstanceStatus> all() {
        return data.instances();
    }
}
