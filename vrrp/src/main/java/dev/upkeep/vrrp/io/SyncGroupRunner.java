package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.RouterState;
import dev.upkeep.vrrp.machine.SyncGroupRule;
import dev.upkeep.vrrp.machine.SyncGroupRule.Level;
import dev.upkeep.vrrp.machine.Transition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// One sync group: brings its members together whenever the state of one, or the membership,
/// changed. Belongs to the vrrp thread.
final class SyncGroupRunner {

    private final VrrpHooks hooks;
    private final BulkWork bulk;
    private final Logger log;
    private SyncGroup group;
    private List<InstanceRunner> members = List.of();
    private Level notified = Level.INITIAL;

    SyncGroupRunner(SyncGroup group, VrrpHooks hooks, BulkWork bulk, Logger log) {
        this.group = group;
        this.hooks = hooks;
        this.bulk = bulk;
        this.log = log;
    }

    /// Takes the configuration and the members of a start or reload.
    void configure(SyncGroup next, List<InstanceRunner> instances) {
        group = next;
        members =
                instances.stream()
                        .filter(runner -> next.members().contains(runner.config().name()))
                        .toList();
        boolean together = members.stream().allMatch(InstanceRunner::hasBegun);
        if (notified == Level.INITIAL && together && SyncGroupRule.decide(states()) == null) {
            Level now = SyncGroupRule.level(states());
            notified = now == Level.FAULT ? notified : now; // of instances that go on: no news
        }
    }

    List<InstanceRunner> members() {
        return members;
    }

    /// Returns whether a member cannot take part.
    boolean hasFault() {
        return members.stream().anyMatch(member -> !member.state().faults().isEmpty());
    }

    /// Reports the state that the group begins in, before its members report theirs.
    void begin() {
        if (notified == Level.INITIAL) {
            notify(hasFault() ? Level.FAULT : Level.BACKUP);
        }
    }

    /// Makes the members master at once when each of them is.
    void beginOwners() {
        boolean ready =
                !members.isEmpty()
                        && members.stream()
                                .allMatch(member ->
                                        member.config().masterAtOnce()
                                                && member.state().environment().usable());
        if (ready) {
            apply(Event.Decision.MASTER);
            notifyIfChanged();
        }
    }

    /// Brings the members together; repeated until they are, because recovering members may be
    /// ready for more.
    void evaluate() {
        if (members.isEmpty()) {
            return;
        }
        Event.Decision decision = SyncGroupRule.decide(states());
        if (decision != null) {
            apply(decision);
        } else if (notified != Level.FAULT && SyncGroupRule.level(states()) == Level.FAULT) {
            logSyncing(Transition.FAULT); // each member has a fault of its own
        }
        notifyIfChanged();
    }

    private void apply(Event.Decision decision) {
        Transition together = transition(decision);
        if (together != null) {
            logSyncing(together);
        }
        members.forEach(member -> member.on(new Event.Synced(decision)));
    }

    private void logSyncing(Transition together) {
        log.info("VRRP_Group({}) Syncing instances to {} state", group.name(), together);
    }

    private static @Nullable Transition transition(Event.Decision decision) {
        return switch (decision) {
            case MASTER -> Transition.MASTER;
            case BACKUP, RECOVERED -> Transition.BACKUP;
            case FAULT -> Transition.FAULT;
            case ANNOUNCE, YIELD -> null;
        };
    }

    private void notifyIfChanged() {
        Level now = SyncGroupRule.level(states());
        if (now != notified && now != Level.INITIAL) {
            notify(now);
        }
    }

    private void notify(Level level) {
        notified = level;
        switch (level) {
            case INITIAL -> {}
            case FAULT -> publish(Transition.FAULT);
            case MASTER -> publish(Transition.MASTER);
            case BACKUP -> publish(Transition.BACKUP);
        }
    }

    /// In turn with what the members publish, so that a group is master after its members are.
    private void publish(Transition transition) {
        SyncGroup changed = group;
        bulk.add(() -> hooks.groupChanged(changed, transition));
    }

    private List<RouterState> states() {
        return members.stream().map(InstanceRunner::state).toList();
    }
}
