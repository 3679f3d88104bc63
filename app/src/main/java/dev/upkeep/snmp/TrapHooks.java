package dev.upkeep.snmp;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.snmp.mib.Traps;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Notifies the agent of each event, after the hooks that it decorates.
public final class TrapHooks {

    private record Running(SnmpAgent agent, SnmpSettings settings, Supplier<String> routerId) {}

    private volatile @Nullable Running running;

    /// Publishes to an agent from now on.
    ///
    /// @param routerId `router_id` as it is when something happens
    public void publishTo(SnmpAgent agent, SnmpSettings settings, Supplier<String> routerId) {
        running = new Running(agent, settings, routerId);
    }

    /// Publishes to nobody from now on.
    public void forget() {
        running = null;
    }

    /// Hooks that also notify the agent.
    public VrrpHooks around(VrrpHooks hooks) {
        return new VrrpHooks() {
            @Override
            public void instanceChanged(
                    VrrpInstance instance, Transition transition, int priority) {
                hooks.instanceChanged(instance, transition, priority);
                changed(instance, transition);
            }

            @Override
            public void groupChanged(SyncGroup group, Transition transition) {
                hooks.groupChanged(group, transition);
                Running now = running;
                Integer state = Traps.state(transition);
                if (now != null && now.settings.vrrp() && state != null) {
                    now.agent.notify(Traps.group(group, state, now.routerId.get()));
                }
            }
        };
    }

    private void changed(VrrpInstance instance, Transition transition) {
        Running now = running;
        Integer state = Traps.state(transition);
        if (now == null || state == null) {
            return;
        }
        if (now.settings.vrrp()) {
            now.agent.notify(Traps.instance(instance, state, now.routerId.get()));
        }
        if (transition != Transition.MASTER) {
            return;
        }
        if (now.settings.rfcV2() && instance.identity().version() == 2) {
            now.agent.notify(data -> Traps.newMaster(data, instance.name()));
        }
        if (now.settings.rfcV3()) {
            now.agent.notify(data -> Traps.newMasterV3(data, instance.name()));
        }
    }

    /// Hooks that also notify the agent.
    public CheckerHooks around(CheckerHooks hooks) {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {
                hooks.serverChanged(event);
                Running now = running;
                if (now != null && now.settings.checker()) {
                    now.agent.notify(data ->
                            Traps.server(data, event.service(), event.server(), event.up()));
                }
            }

            @Override
            public void checkChanged(ServerEvent event) {
                hooks.checkChanged(event);
            }

            @Override
            public void quorumChanged(QuorumEvent event) {
                hooks.quorumChanged(event);
                Running now = running;
                if (now != null && now.settings.checker()) {
                    boolean stopping = event.cause() == ServerEvent.Cause.STOP;
                    now.agent.notify(
                            data -> Traps.quorum(data, event.service(), event.up(), stopping));
                }
            }

            @Override
            public void addressesServed(Set<IpAddress> addresses) {
                hooks.addressesServed(addresses);
            }
        };
    }
}
