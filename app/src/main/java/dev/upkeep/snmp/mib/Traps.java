package dev.upkeep.snmp.mib;

import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Endpoint;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.SnmpValue;
import dev.upkeep.snmp.agentx.VarBind;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The notifications of the MIBs, with their objects as keepalived sends them: those of
/// KEEPALIVED-MIB without an index.
public final class Traps {

    /// `snmpTrapOID.0` (RFC 3418).
    private static final Oid TRAP = Oid.of(1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0);

    private static final Oid ROUTER_ID = KeepalivedMib.GLOBAL.append(2, 0);
    private static final Oid VRRP_TRAPS = KeepalivedMib.VRRP.append(10, 0);
    private static final Oid CHECK_TRAPS = KeepalivedMib.CHECK.append(5, 0);
    private static final Oid GROUP = KeepalivedMib.VRRP.append(1, 1);
    private static final Oid INSTANCE = KeepalivedMib.VRRP.append(3, 1);
    private static final Oid SERVICE = KeepalivedMib.CHECK.append(3, 1);
    private static final Oid SERVER = KeepalivedMib.CHECK.append(4, 1);

    /// `VrrpState`.
    private static final int BACKUP = 1;

    private static final int MASTER = 2;
    private static final int FAULT = 3;
    private static final int SHUTDOWN = 5;
    private static final int DELETED = 6;

    /// `virtualServerQuorumStatus`: met(1), notMet(2), shutdown(3).
    private static final int QUORUM_SHUTDOWN = 3;

    private Traps() {}

    /// Returns the state that a notification carries, null where none is sent.
    public static @Nullable Integer state(Transition transition) {
        return switch (transition) {
            case MASTER -> MASTER;
            case BACKUP -> BACKUP;
            case FAULT -> FAULT;
            case STOP -> SHUTDOWN;
            case DELETED -> DELETED;
            case MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> null;
        };
    }

    /// `vrrpSyncGroupStateChange`.
    public static List<VarBind> group(SyncGroup group, int state, String routerId) {
        return trap(VRRP_TRAPS.append(1), routerId)
                .with(GROUP, 2, SnmpValue.text(group.name()))
                .with(GROUP, 3, Values.number(state))
                .end();
    }

    /// `vrrpInstanceStateChange`.
    public static List<VarBind> instance(VrrpInstance instance, int state, String routerId) {
        int initial = instance.election().startsAsMaster() ? MASTER : BACKUP;
        return trap(VRRP_TRAPS.append(2), routerId)
                .with(INSTANCE, 2, SnmpValue.text(instance.name()))
                .with(INSTANCE, 4, Values.number(state))
                .with(INSTANCE, 5, Values.number(initial))
                .end();
    }

    /// `vrrpTrapNewMaster` (RFC 2787), null when the instance is none of version 2 any more.
    public static @Nullable List<VarBind> newMaster(MibData data, String instance) {
        // The source of its adverts is the master's address now.
        return first(
                data,
                instance,
                VrrpMib.ROOT.append(0, 1),
                VrrpMib.of(data),
                List.of(VrrpMib.ROOT.append(1, 3, 1, 8)),
                List.of(VrrpMib.ROOT.append(1, 3, 1, 7)));
    }

    /// `vrrpv3NewMaster` (RFC 6527), null when the instance is gone.
    public static @Nullable List<VarBind> newMasterV3(MibData data, String instance) {
        Oid address = Vrrpv3Mib.ROOT.append(1, 1, 1, 1, 3);
        Oid reason = Vrrpv3Mib.ROOT.append(1, 2, 5, 1, 2);
        return first(
                data,
                instance,
                Vrrpv3Mib.ROOT.append(0, 1),
                Vrrpv3Mib.of(data),
                List.of(address, reason),
                List.of(address, reason));
    }

    /// @param from columns whose values are sent
    /// @param as the columns that they are sent as
    private static @Nullable List<VarBind> first(
            MibData data,
            String instance,
            Oid trap,
            List<MibNode> nodes,
            List<Oid> from,
            List<Oid> as) {
        InstanceStatus router =
                data.instances().stream()
                        .filter(each -> each.instance().name().equals(instance))
                        .findFirst()
                        .orElse(null);
        if (router == null) {
            return null;
        }
        var identity = router.instance().identity();
        Oid index = Oid.of(new RouterRows(data).interfaceIndex(router), identity.virtualRouterId());
        if (trap.startsWith(Vrrpv3Mib.ROOT)) {
            index = index.append(RouterRows.family(router));
        }
        List<VarBind> bindings = new ArrayList<>();
        bindings.add(new VarBind(TRAP, new SnmpValue.Identifier(trap)));
        MibView view = new MibView(nodes);
        for (int i = 0; i < from.size(); i++) {
            SnmpValue value = view.get(from.get(i).append(index)).value();
            if (value instanceof SnmpValue.Absent) {
                return null;
            }
            bindings.add(new VarBind(as.get(i).append(index), value));
        }
        return bindings;
    }

    /// `realServerStateChange`.
    public static List<VarBind> server(
            MibData data, VirtualServer service, RealServer server, boolean up) {
        Builder trap =
                trap(CHECK_TRAPS.append(1), data.configuration().global().routerId())
                        .with(SERVER, 3, Values.addressType(server.endpoint().address()))
                        .with(SERVER, 4, Values.address(server.endpoint().address()))
                        .with(SERVER, 5, Values.gauge(server.endpoint().port()))
                        .with(SERVER, 6, Values.number(up ? 1 : 2));
        return counts(data, identity(trap, service), service).end();
    }

    /// `virtualServerQuorumStateChange`.
    ///
    /// @param stopping the daemon stops
    public static List<VarBind> quorum(
            MibData data, VirtualServer service, boolean up, boolean stopping) {
        int status = up ? 1 : 2;
        Builder trap =
                identity(
                                trap(
                                        CHECK_TRAPS.append(2),
                                        data.configuration().global().routerId()),
                                service)
                        .with(SERVICE, 23, Values.number(stopping ? QUORUM_SHUTDOWN : status))
                        .with(SERVICE, 22, Values.gauge(service.quorum().quorum()));
        return counts(data, trap, service).end();
    }

    private static Builder identity(Builder trap, VirtualServer service) {
        trap.with(SERVICE, 2, Values.number(ServiceObjects.kind(service)));
        switch (service.address()) {
            case ServiceAddress.Address(Endpoint endpoint) ->
                    trap.with(SERVICE, 5, Values.addressType(endpoint.address()))
                            .with(SERVICE, 6, Values.address(endpoint.address()))
                            .with(SERVICE, 7, Values.gauge(endpoint.port()));
            case ServiceAddress.FirewallMark(int mark) -> trap.with(SERVICE, 4, Values.gauge(mark));
            case ServiceAddress.Group(String name) -> trap.with(SERVICE, 3, SnmpValue.text(name));
        }
        return trap.with(SERVICE, 8, Values.number(ServiceObjects.protocol(service)));
    }

    private static Builder counts(MibData data, Builder trap, VirtualServer service) {
        return trap.with(SERVICE, 21, Values.gauge(new ServiceObjects(data).up(service)))
                .with(SERVICE, 20, Values.gauge(service.realServers().size()));
    }

    private static Builder trap(Oid trap, String routerId) {
        return new Builder(trap, routerId);
    }

    /// Collects objects; the router's name is the last one.
    private static final class Builder {
        private final List<VarBind> bindings = new ArrayList<>();
        private final String routerId;

        Builder(Oid trap, String routerId) {
            this.routerId = routerId;
            bindings.add(new VarBind(TRAP, new SnmpValue.Identifier(trap)));
        }

        Builder with(Oid entry, int column, @Nullable SnmpValue value) {
            if (value != null) {
                bindings.add(new VarBind(entry.append(column), value));
            }
            return this;
        }

        List<VarBind> end() {
            bindings.add(new VarBind(ROUTER_ID, SnmpValue.text(routerId)));
            return bindings;
        }
    }
}
