package dev.upkeep.dbus;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Notifies the service on the bus of each event, after the hooks that it decorates.
public final class DbusHooks {

    private volatile @Nullable DbusService service;

    /// Publishes to a service from now on, null for none.
    public void publishTo(@Nullable DbusService next) {
        service = next;
    }

    /// Called when a reload is done.
    public void reloaded(List<VrrpInstance> instances) {
        DbusService now = service;
        if (now != null) {
            now.reloaded(instances);
        }
    }

    /// Hooks that also notify the service.
    public VrrpHooks around(VrrpHooks hooks) {
        return new VrrpHooks() {
            @Override
            public void instanceChanged(
                    VrrpInstance instance, Transition transition, int priority) {
                hooks.instanceChanged(instance, transition, priority);
                DbusService now = service;
                if (now != null) {
                    now.changed(instance, transition);
                }
            }

            @Override
            public void groupChanged(SyncGroup group, Transition transition) {
                hooks.groupChanged(group, transition);
            }
        };
    }
}
