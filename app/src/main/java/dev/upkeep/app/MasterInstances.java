package dev.upkeep.app;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Knows which VRRP instances are master, for the sync daemon of IPVS that follows one. The two
/// sides start at different times and on threads of their own: a late listener gets the present
/// state.
final class MasterInstances {

    private final Map<String, Boolean> masters = new LinkedHashMap<>();
    private @Nullable Listener listener;

    /// Called on every change; must not block.
    interface Listener {
        void changed(String instance, boolean master);
    }

    /// Hooks that also watch.
    VrrpHooks around(VrrpHooks hooks) {
        return new VrrpHooks() {
            @Override
            public void instanceChanged(
                    VrrpInstance instance, Transition transition, int priority) {
                hooks.instanceChanged(instance, transition, priority);
                switch (transition) {
                    case MASTER -> publish(instance.name(), true);
                    case BACKUP, FAULT, DELETED -> publish(instance.name(), false);
                    // At the end of the daemon the listener ends too: no role to change to before.
                    case STOP, MASTER_RX_LOWER_PRI, MASTER_PRIORITY, BACKUP_PRIORITY -> {}
                }
            }

            @Override
            public void groupChanged(SyncGroup group, Transition transition) {
                hooks.groupChanged(group, transition);
            }
        };
    }

    private synchronized void publish(String instance, boolean master) {
        masters.put(instance, master);
        if (listener != null) {
            listener.changed(instance, master);
        }
    }

    /// Notifies a listener of the present state, and of every change from now on.
    synchronized void listen(Listener next) {
        listener = next;
        masters.forEach(next::changed);
    }

    /// Removes the listener.
    synchronized void forget() {
        listener = null;
    }
}
