package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Action.Arm;
import dev.upkeep.vrrp.machine.Action.Disarm;
import dev.upkeep.vrrp.machine.Action.GroupNews;
import dev.upkeep.vrrp.machine.Action.Notify;
import dev.upkeep.vrrp.machine.Action.TellGroup;
import dev.upkeep.vrrp.machine.Role.Backup;
import dev.upkeep.vrrp.machine.Role.Faulty;
import dev.upkeep.vrrp.machine.Role.Initial;
import dev.upkeep.vrrp.machine.Role.Master;
import java.util.ArrayList;
import java.util.List;

/// Changes of what a router lives in: faults, its source address, its priority, its configuration.
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
        EnvironmentUpdates now = new EnvironmentUpdates(config, state, out);
        return switch (change) {
            case Event.FaultRaised(Fault fault) -> now.raised(state.with(fault));
            case Event.FaultCleared(Fault fault) -> now.cleared(state.without(fault));
            case Event.SourceChanged(IpAddress source) -> state.from(source);
            case Event.PriorityAdjusted(int adjustment) -> now.adjusted(adjustment);
            case Event.Reconfigured(RouterConfig before) -> now.reconfigured(before);
        };
    }

    private RouterState raised(RouterState next) {
        return next.in(
                switch (state.role()) {
                    case Initial now -> now;
                    case Faulty now -> now;
                    case Backup _ -> out.enterFault();
                    case Master _ -> out.enterFaultFromMaster();
                });
    }

    private RouterState cleared(RouterState next) {
        boolean recovered =
                state.role() instanceof Faulty
                        && !state.faults().isEmpty()
                        && next.faults().isEmpty();
        if (!recovered) {
            return next;
        }
        if (config.inSyncGroup()) { // the group says when all of its members are well
            out.add(new TellGroup(GroupNews.RECOVERED));
            return next;
        }
        return next.in(out.recover());
    }

    private RouterState adjusted(int adjustment) {
        int before = config.effectivePriority(state.adjustment());
        int after = config.effectivePriority(adjustment);
        if (before != after) {
            out.info("Changing effective priority from %d to %d".formatted(before, after));
            switch (state.role()) {
                case Master _ -> out.add(new Notify(Transition.MASTER_PRIORITY, after));
                case Backup _ -> out.add(new Notify(Transition.BACKUP_PRIORITY, after));
                case Initial _, Faulty _ -> {}
            }
        }
        return state.adjusted(adjustment);
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
                        || before.instance().priority() != config.instance().priority()
                        || before.instance().adverts().downTimerAdverts()
                                != config.instance().adverts().downTimerAdverts()) {
                    out.add(
                            new Arm(
                                    Timer.MASTER_DOWN,
                                    out.masterDown(config.instance().adverts().interval())));
                }
                yield state.in(now.with(config.instance().adverts().interval()));
            }
            case Initial _, Faulty _ -> state;
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
            out.detail(
                    "ip address %s/%d dev %s, no longer exist"
                            .formatted(
                                    address.address(),
                                    address.prefixLength(),
                                    device == null
                                            ? before.instance().link().interfaceName()
                                            : device));
        }
        if (!before.instance().resources().equals(config.instance().resources())) {
            out.hold();
        }
        out.announce(added);
        Announcements old = before.instance().announcements();
        Announcements now = config.instance().announcements();
        if (!old.refresh().equals(now.refresh())) {
            out.add(new Disarm(Timer.REFRESH));
            out.armUnlessZero(Timer.REFRESH, now.refresh());
        }
    }
}
