package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Route;
import dev.upkeep.config.model.RoutingRule;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.machine.Action.Arm;
import dev.upkeep.vrrp.machine.Action.Disarm;
import dev.upkeep.vrrp.machine.Action.Notify;
import dev.upkeep.vrrp.machine.Role.Backup;
import dev.upkeep.vrrp.machine.Role.Faulty;
import dev.upkeep.vrrp.machine.Role.Initial;
import dev.upkeep.vrrp.machine.Role.Master;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Changes of what a router depends on, and of its configuration.
final class EnvironmentUpdates {

    private final RouterConfig config;
    private final RouterState state;
    private final Transitions out;

    private EnvironmentUpdates(RouterConfig config, RouterState state, Transitions out) {
        this.config = config;
        this.state = state;
        this.out = out;
    }

    static RouterState change(
            RouterConfig config,
            RouterState state,
            Event.EnvironmentEvent change,
            Transitions out) {
        EnvironmentUpdates updates = new EnvironmentUpdates(config, state, out);
        return switch (change) {
            case Event.EnvironmentChanged(Environment now) -> updates.changed(now);
            case Event.Reconfigured(RouterConfig before) -> updates.reconfigured(before);
        };
    }

    private RouterState changed(Environment now) {
        RouterState next = state.in(now);
        if (state.role() instanceof Initial initial && !initial.started()) {
            return next;
        }
        report(now);
        return next.in(
                switch (state.role()) {
                    case Initial initial -> {
                        if (!initial.started()) {
                            yield initial;
                        }
                        if (!now.faults().isEmpty()) {
                            yield initial.resuming()
                                    ? out.enterFaultFromMaster(now.faults())
                                    : out.enterFault(now.faults());
                        }
                        if (initial.resuming()) {
                            yield now.usable() ? out.resumeMaster() : initial;
                        }
                        yield now.usable() ? out.begin("Entering BACKUP STATE") : initial;
                    }
                    case Faulty faulty -> { // in a group the group decides
                        out.sayNewFaults(state.faults(), now.faults());
                        boolean recovers = now.usable() && !config.inSyncGroup();
                        yield recovers ? out.recover() : faulty;
                    }
                    case Backup backup ->
                            now.faults().isEmpty() ? backup : out.enterFault(now.faults());
                    case Master master ->
                            now.faults().isEmpty()
                                    ? master
                                    : out.enterFaultFromMaster(now.faults());
                });
    }

    private void report(Environment now) {
        reportFiles(now.faults(), state.faults(), "now");
        reportFiles(state.faults(), now.faults(), "leaving");
        int before = state.priority(config);
        int after = state.in(now).priority(config);
        if (before != after) {
            reportPriority(now, before, after);
            switch (state.role()) {
                case Master _ -> out.add(new Notify(Transition.MASTER_PRIORITY, after));
                case Backup _ -> out.add(new Notify(Transition.BACKUP_PRIORITY, after));
                case Initial _, Faulty _ -> {}
            }
        }
    }

    /// Reports what counts next after a fault, at its end.
    private void reportPriority(Environment now, int before, int after) {
        if (state.role() instanceof Faulty) {
            out.detail("Setting effective priority to %d".formatted(after));
        } else if (now.faults().isEmpty()) {
            out.info("Changing effective priority from %d to %d".formatted(before, after));
        }
    }

    private void reportFiles(Set<Fault> here, Set<Fault> notThere, String verb) {
        for (Fault fault : here) {
            if (fault instanceof Fault.TrackedObject(ConditionKey key)
                    && key.kind() == ConditionKey.Kind.FILE
                    && !notThere.contains(fault)) {
                out.sayDetail(
                        "(%s): tracked file %s %s FAULT state"
                                .formatted(config.name(), key.name(), verb));
            }
        }
    }

    private RouterState reconfigured(RouterConfig before) {
        return switch (state.role()) {
            case Master _ -> {
                reconfigureMaster(before);
                yield state;
            }
            case Backup now -> {
                if (!before.instance()
                                .adverts()
                                .interval()
                                .equals(config.instance().adverts().interval())
                        || before.instance().election().priority()
                                != config.instance().election().priority()
                        || before.instance().adverts().downTimerAdverts()
                                != config.instance().adverts().downTimerAdverts()) {
                    out.add(
                            new Arm(
                                    Timer.MASTER_DOWN,
                                    out.masterDown(config.instance().adverts().interval())));
                }
                yield state.in(now.with(config.instance().adverts().interval()));
            }
            case Faulty now -> { // the fault may have been that of a group it has left
                boolean recovers = state.environment().usable() && !config.inSyncGroup();
                yield state.in(recovers ? out.recover() : now);
            }
            case Initial _ -> state;
        };
    }

    /// A master advertises first, then changes what it holds. An address whose options changed is
    /// removed and set again.
    private void reconfigureMaster(RouterConfig before) {
        out.advertAgain();
        List<VirtualAddress> gone = new ArrayList<>(before.addresses());
        gone.removeAll(config.addresses());
        List<VirtualAddress> added = new ArrayList<>(config.addresses());
        added.removeAll(before.addresses());
        for (VirtualAddress address : gone) {
            String device = address.device();
            out.info(
                    "ip address %s/%d dev %s, no longer exist"
                            .formatted(
                                    address.address(),
                                    address.prefixLength(),
                                    device == null
                                            ? before.instance().link().interfaceName()
                                            : device));
        }
        for (Route route : gone(before, config, VirtualResources::routes)) {
            out.add(new Action.Say(Action.Level.DETAIL, "Removing route " + route.prefix()));
        }
        for (RoutingRule rule : gone(before, config, VirtualResources::rules)) {
            out.add(new Action.Say(Action.Level.DETAIL, "ip rule " + text(rule) + " removed"));
        }
        if (!before.instance().resources().equals(config.instance().resources())) {
            out.hold();
        }
        out.announce(added);
        Announcements old = before.instance().resources().announcements();
        Announcements now = config.instance().resources().announcements();
        if (!old.refresh().equals(now.refresh())) {
            out.add(new Disarm(Timer.REFRESH));
            out.armUnlessZero(Timer.REFRESH, now.refresh());
        }
        if (!old.extraInterfacePeriod().equals(now.extraInterfacePeriod())) {
            out.add(new Disarm(Timer.EXTRA_INTERFACES));
            out.armUnlessZero(Timer.EXTRA_INTERFACES, now.extraInterfacePeriod());
        }
    }

    private static <T> List<T> gone(
            RouterConfig before, RouterConfig after, Function<VirtualResources, List<T>> part) {
        List<T> gone = new ArrayList<>(part.apply(before.instance().resources()));
        gone.removeAll(part.apply(after.instance().resources()));
        return gone;
    }

    private static String text(RoutingRule rule) {
        return rule.options().stream()
                .filter(option -> option.keyword().equals("from") || option.keyword().equals("to"))
                .map(option -> option.keyword() + " " + option.words().getFirst())
                .reduce((one, other) -> one + " " + other)
                .orElse("preference " + rule.preference());
    }
}
