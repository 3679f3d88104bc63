package dev.upkeep.vrrp;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.Transition;

/// Gets the changes of instances and groups: notify scripts, FIFOs, mail, the sync daemon of IPVS
/// and services with `ha_suspend` hang here. Called on the vrrp thread, in the order of events; an
/// implementation must not block.
public interface VrrpHooks {

    /// An instance did something, after its adverts and addresses were dealt with.
    ///
    /// @param priority the effective one, 1-255
    void instanceChanged(VrrpInstance instance, Transition transition, int priority);

    /// All members of a group did something.
    void groupChanged(SyncGroup group, Transition transition);

    /// Hooks that do nothing.
    static VrrpHooks none() {
        return new VrrpHooks() {
            @Override
            public void instanceChanged(
                    VrrpInstance instance, Transition transition, int priority) {}

            @Override
            public void groupChanged(SyncGroup group, Transition transition) {}
        };
    }
}
