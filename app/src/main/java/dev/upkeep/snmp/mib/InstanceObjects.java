package dev.upkeep.snmp.mib;

import static dev.upkeep.snmp.mib.Values.address;
import static dev.upkeep.snmp.mib.Values.addressType;
import static dev.upkeep.snmp.mib.Values.centiseconds;
import static dev.upkeep.snmp.mib.Values.enabled;
import static dev.upkeep.snmp.mib.Values.gauge;
import static dev.upkeep.snmp.mib.Values.number;
import static dev.upkeep.snmp.mib.Values.script;
import static dev.upkeep.snmp.mib.Values.seconds;
import static dev.upkeep.snmp.mib.Values.text;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.LvsGlobals.SyncDaemon;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpNotify;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Role;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What `vrrp` of KEEPALIVED-MIB says of instances and sync groups.
final class InstanceObjects {

    /// `VrrpState`.
    private static final int INIT = 0;

    private static final int BACKUP = 1;
    private static final int MASTER = 2;
    private static final int FAULT = 3;

    private final MibData data;
    private final @Nullable SyncDaemon daemon;
    private final Map<String, String> groups = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    InstanceObjects(MibData data) {
        this.data = data;
        daemon = data.configuration().global().lvs().syncDaemon();
        for (SyncGroup group : data.configuration().syncGroups()) {
            group.members().forEach(member -> groups.put(member, group.name()));
        }
        for (int i = 0; i < data.instances().size(); i++) {
            numbers.put(data.instances().get(i).instance().name(), i + 1);
        }
    }

    List<MibNode> nodes(Oid base) {
        return List.of(groups(base), members(base), instances(base));
    }

    private Table<SyncGroup> groups(Oid base) {
        return TrackerObjects.numbered(
                new Table<SyncGroup>(base.append(1, 1))
                        .column(2, group -> SnmpValue.text(group.name()))
                        .column(3, group -> number(state(group)))
                        .column(4, group -> enabled(group.notifications().smtpAlert()))
                        .column(5, group -> enabled(runsScripts(group.notifications())))
                        .column(6, group -> script(group.notifications().master()))
                        .column(7, group -> script(group.notifications().backup()))
                        .column(8, group -> script(group.notifications().fault()))
                        .column(9, group -> script(group.notifications().any()))
                        .column(10, group -> enabled(group.trackingWeights()))
                        .column(11, group -> script(group.notifications().stop())),
                data.configuration().syncGroups());
    }

    private Table<String> members(Oid base) {
        Table<String> table = new Table<String>(base.append(2, 1)).column(2, SnmpValue::text);
        List<SyncGroup> all = data.configuration().syncGroups();
        for (int group = 0; group < all.size(); group++) {
            List<String> names = all.get(group).members();
            for (int i = 0; i < names.size(); i++) {
                table.row(names.get(i), group + 1, i + 1);
            }
        }
        return table;
    }

    private Table<InstanceStatus> instances(Oid base) {
        Table<InstanceStatus> table = new Table<>(base.append(3, 1));
        identity(table);
        election(table);
        outside(table);
        return TrackerObjects.numbered(table, data.instances());
    }

    private void identity(Table<InstanceStatus> table) {
        table.column(2, it -> SnmpValue.text(it.instance().name()))
                .column(3, it -> gauge(it.instance().identity().virtualRouterId()))
                .column(4, it -> number(state(it)))
                .column(
                        5,
                        it -> number(it.instance().election().startsAsMaster() ? MASTER : BACKUP))
                .column(6, it -> number(desiredState(it)))
                .column(9, it -> enabled(state(it) == MASTER))
                .column(10, it -> text(it.instance().link().interfaceName()))
                .column(11, it -> enabled(it.instance().link().trackPrimary()))
                .column(15, it -> number(authentication(it.instance())))
                .column(16, it -> enabled(carriesSyncDaemon(it.instance())))
                .column(
                        17,
                        it ->
                                daemon != null && carriesSyncDaemon(it.instance())
                                        ? SnmpValue.text(daemon.interfaceName())
                                        : null)
                .column(18, it -> text(groups.get(it.instance().name())))
                .column(28, it -> enabled(it.instance().link().promoteSecondaries()))
                .column(29, it -> enabled(it.instance().link().linkbeatPolling()))
                .column(30, it -> number(it.instance().identity().version()))
                .column(34, it -> addressType(group(it.instance())))
                .column(35, it -> address(group(it.instance())));
    }

    private static void election(Table<InstanceStatus> table) {
        table.column(7, it -> number(basePriority(it)))
                .column(8, it -> number(it.priority()))
                .column(12, it -> gauge(interval(it.instance())))
                .column(13, it -> enabled(it.instance().election().preempts()))
                .column(14, it -> seconds(it.instance().election().preemptDelay()))
                .column(27, it -> accept(it.instance()));
    }

    private static void outside(Table<InstanceStatus> table) {
        table.column(19, it -> seconds(it.instance().adverts() == null ? Duration.ZERO : delay(it)))
                .column(20, it -> enabled(hooks(it).smtpAlert()))
                .column(21, it -> enabled(runsScripts(hooks(it))))
                .column(22, it -> script(hooks(it).master()))
                .column(23, it -> script(hooks(it).backup()))
                .column(24, it -> script(hooks(it).fault()))
                .column(25, it -> script(hooks(it).stop()))
                .column(26, it -> script(hooks(it).any()))
                .column(31, it -> script(hooks(it).masterReceivedLowerPriority()))
                .column(32, it -> script(hooks(it).deleted()))
                .column(33, it -> enabled(hooks(it).notifyDeleted()));
    }

    private static VrrpNotify hooks(InstanceStatus status) {
        return status.instance().notifications();
    }

    private static Duration delay(InstanceStatus status) {
        return status.instance().resources().announcements().delay();
    }

    private static boolean runsScripts(VrrpNotify hooks) {
        return Stream.of(
                        hooks.master(),
                        hooks.backup(),
                        hooks.fault(),
                        hooks.stop(),
                        hooks.deleted(),
                        hooks.any(),
                        hooks.masterReceivedLowerPriority())
                .anyMatch(Objects::nonNull);
    }

    /// That of the configuration, unless it was set at run time.
    private static int basePriority(InstanceStatus status) {
        Integer set = status.details().operatorPriority();
        return set == null ? status.details().configuredPriority() : set;
    }

    /// `VrrpState` of an instance.
    static int state(InstanceStatus status) {
        return switch (status.state().role()) {
            case Role.Initial _ -> INIT;
            case Role.Backup _ -> BACKUP;
            case Role.Master _ -> MASTER;
            case Role.Faulty _ -> FAULT;
        };
    }

    private static int desiredState(InstanceStatus status) {
        return status.state().role() instanceof Role.Backup backup && backup.wantsMaster()
                ? MASTER
                : state(status);
    }

    private int state(SyncGroup group) {
        for (String member : group.members()) {
            Integer number = numbers.get(member);
            if (number != null) {
                return state(data.instances().get(number - 1));
            }
        }
        return INIT;
    }

    private static int authentication(VrrpInstance instance) {
        return switch (instance.adverts().authentication()) {
            case Authentication.None _ -> 0;
            case Authentication.Password _ -> 1;
            case Authentication.Header _ -> 2;
        };
    }

    private boolean carriesSyncDaemon(VrrpInstance instance) {
        return daemon != null && instance.name().equals(daemon.instance());
    }

    /// Seconds with version 2, hundredths of a second with version 3.
    private static long interval(VrrpInstance instance) {
        Duration interval = instance.adverts().interval();
        return instance.identity().version() == 2 ? interval.toSeconds() : centiseconds(interval);
    }

    /// 0 with version 2, which has no such mode.
    private static SnmpValue accept(VrrpInstance instance) {
        return instance.identity().version() == 2
                ? number(0)
                : SnmpValue.truth(instance.adverts().has(AdvertPolicy.Flag.ACCEPT));
    }

    private static @Nullable IpAddress group(VrrpInstance instance) {
        return instance.transport() instanceof VrrpTransport.Multicast multicast
                ? multicast.destination()
                : null;
    }
}
