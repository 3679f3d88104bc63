package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.RouterConfig;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Holds what the operator set at run time, by the name of an instance. It survives a reload, not
/// the daemon. Belongs to the vrrp thread.
final class InstanceSteering {

    /// A held instance loses every election, and still takes over where nobody else is.
    static final int HELD = 1;

    private final Map<String, Integer> priorities = new HashMap<>();
    private final Map<String, Boolean> preempting = new HashMap<>();
    private final Set<String> held = new HashSet<>();

    /// Forgets what belongs to instances that are gone.
    void retain(Set<String> names) {
        priorities.keySet().retainAll(names);
        preempting.keySet().retainAll(names);
        held.retainAll(names);
    }

    /// The instance as the operator asks for it. An address owner stays what it is.
    VrrpInstance steer(VrrpInstance configured) {
        if (configured.election().priority() == RouterConfig.OWNER) {
            return configured;
        }
        Election election = configured.election();
        Integer priority =
                held.contains(configured.name())
                        ? Integer.valueOf(HELD)
                        : priorities.get(configured.name());
        if (priority != null) {
            election = election.withPriority(priority);
        }
        Boolean preempts = preempting.get(configured.name());
        if (preempts != null) {
            election = election.withPreemption(preempts);
        }
        return election.equals(configured.election()) ? configured : configured.with(election);
    }

    /// @param priority 1-254, null for the configured one
    void priority(String instance, @Nullable Integer priority) {
        if (priority == null) {
            priorities.remove(instance);
        } else {
            priorities.put(instance, priority);
        }
    }

    @Nullable Integer priority(String instance) {
        return priorities.get(instance);
    }

    /// @param preempts null for what is configured
    void preemption(String instance, @Nullable Boolean preempts) {
        if (preempts == null) {
            preempting.remove(instance);
        } else {
            preempting.put(instance, preempts);
        }
    }

    void hold(String instance, boolean on) {
        if (on) {
            held.add(instance);
        } else {
            held.remove(instance);
        }
    }

    boolean holds(String instance) {
        return held.contains(instance);
    }
}
