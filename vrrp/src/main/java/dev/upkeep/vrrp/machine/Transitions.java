package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Action.Announce;
import dev.upkeep.vrrp.machine.Action.Arm;
import dev.upkeep.vrrp.machine.Action.Count;
import dev.upkeep.vrrp.machine.Action.Disarm;
import dev.upkeep.vrrp.machine.Action.DropAnnouncements;
import dev.upkeep.vrrp.machine.Action.HoldResources;
import dev.upkeep.vrrp.machine.Action.Level;
import dev.upkeep.vrrp.machine.Action.Notify;
import dev.upkeep.vrrp.machine.Action.ReleaseResources;
import dev.upkeep.vrrp.machine.Action.Say;
import dev.upkeep.vrrp.machine.Action.SendAdvert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Collects the actions of one step: what entering and leaving each state does, in keepalived's
/// order. Used by one step, then thrown away.
final class Transitions {

    private final RouterConfig config;
    private final int priority;
    private final List<Action> actions = new ArrayList<>();

    /// @param priority the effective one
    Transitions(RouterConfig config, int priority) {
        this.config = config;
        this.priority = priority;
    }

    List<Action> actions() {
        return actions;
    }

    void add(Action action) {
        actions.add(action);
    }

    /// Logs a line of `-D` that keepalived writes without its usual prefix.
    void sayDetail(String text) {
        add(new Say(Level.DETAIL, text));
    }

    void warn(String text) {
        add(new Say(Level.WARNING, "(" + config.name() + ") " + text));
    }

    void info(String text) {
        add(new Say(Level.INFO, "(" + config.name() + ") " + text));
    }

    void detail(String text) {
        add(new Say(Level.DETAIL, "(" + config.name() + ") " + text));
    }

    Duration skew(Duration masterInterval) {
        return config.skew(priority, masterInterval);
    }

    Duration masterDown(Duration masterInterval) {
        return config.masterDown(priority, masterInterval);
    }

    /// Sends an advert; the next one is due a whole interval later.
    void advertAgain() {
        add(new SendAdvert(priority));
        add(new Arm(Timer.ADVERT, config.instance().adverts().interval()));
    }

    /// The first advert goes out before anything else: it ends the election.
    ///
    /// @param silent the master that fell silent, null when there was none or it left
    Role enterMaster(@Nullable IpAddress silent) {
        add(new Disarm(Timer.MASTER_DOWN));
        add(new Disarm(Timer.PREEMPT_DELAY));
        advertAgain();
        info("Entering MASTER STATE");
        add(new Count(Counter.BECOME_MASTER));
        hold();
        announce(config.addresses());
        Announcements announcements = config.instance().resources().announcements();
        armUnlessZero(Timer.SECOND_BURST, announcements.delay());
        armUnlessZero(Timer.REFRESH, announcements.refresh());
        armUnlessZero(Timer.EXTRA_INTERFACES, announcements.extraInterfacePeriod());
        add(new Notify(Transition.MASTER, priority));
        return Role.Master.after(silent);
    }

    /// Goes on as the master of an earlier process. Its addresses are in place and the neighbour
    /// entries of all hosts right, so that nothing is announced until an interval has passed in
    /// which nobody contradicted: a better master that took over meanwhile answers the first
    /// advert.
    Role resumeMaster() {
        add(new Disarm(Timer.MASTER_DOWN));
        advertAgain();
        info("Entering MASTER STATE");
        add(new Count(Counter.BECOME_MASTER));
        add(new HoldResources());
        add(new Arm(Timer.SECOND_BURST, config.instance().adverts().interval()));
        Announcements announcements = config.instance().resources().announcements();
        armUnlessZero(Timer.REFRESH, announcements.refresh());
        armUnlessZero(Timer.EXTRA_INTERFACES, announcements.extraInterfacePeriod());
        add(new Notify(Transition.MASTER, priority));
        return Role.Master.ALONE;
    }

    /// Sets what a master owns.
    void hold() {
        VirtualResources resources = config.instance().resources();
        detail("setting", resources.addresses(), "VIPs.");
        detail("setting", resources.excluded(), "E-VIPs.");
        detail("setting", resources.routes(), "Virtual Routes");
        detail("setting", resources.rules(), "Virtual Rules");
        add(new HoldResources());
    }

    /// Announces addresses that were just set.
    void announce(List<VirtualAddress> addresses) {
        if (!addresses.isEmpty()) {
            add(new Announce(addresses, config.instance().resources().announcements().repeat()));
        }
    }

    private void detail(String verb, List<?> resources, String name) {
        if (!resources.isEmpty()) {
            detail(verb + " " + name);
        }
    }

    /// Sends a priority 0 advert, so that the backups do not wait.
    void sendPriorityZero() {
        add(new SendAdvert(0));
        add(new Count(Counter.PRI_ZERO_SENT));
        detail("sent 0 priority");
    }

    /// Gives up what a master has.
    void release() {
        stopMasterTimers();
        removeLeftOvers();
        add(new Count(Counter.RELEASE_MASTER));
    }

    /// Removes what a master owns, whoever set it: an earlier run may have left some.
    void removeLeftOvers() {
        VirtualResources resources = config.instance().resources();
        detail("removing", resources.rules(), "Virtual Rules");
        detail("removing", resources.routes(), "Virtual Routes");
        detail("removing", resources.addresses(), "VIPs.");
        detail("removing", resources.excluded(), "E-VIPs.");
        add(new ReleaseResources());
    }

    Role enterBackup(Duration masterDown) {
        add(new Notify(Transition.BACKUP, priority));
        add(new Arm(Timer.MASTER_DOWN, masterDown));
        return Role.Backup.waiting(config.instance().adverts().interval());
    }

    /// @param faults the causes; none when the sync group decided
    Role enterFault(Set<Fault> faults) {
        sayFault(faults);
        return inFault();
    }

    /// @param faults the causes; none when the sync group decided
    Role enterFaultFromMaster(Set<Fault> faults) {
        sayFault(faults);
        sendPriorityZero();
        release();
        return inFault();
    }

    /// Names what else keeps an instance in FAULT now.
    void sayNewFaults(Set<Fault> before, Set<Fault> now) {
        now.stream()
                .filter(fault -> !before.contains(fault))
                .forEach(fault -> sayCause("remaining in FAULT state", fault));
    }

    private void sayCause(String what, Fault fault) {
        Family family = config.instance().identity().family();
        info("%s (%s), %s".formatted(what, fault.cause(family), fault.wayOut(family)));
    }

    private void sayFault(Set<Fault> faults) {
        faults.forEach(fault -> sayCause("entering FAULT state", fault));
        if (faults.isEmpty()) {
            SyncGroup group = config.group();
            info(
                    "entering FAULT state (a member of %s is in FAULT), waiting until all are well"
                            .formatted(group == null ? "its group" : "group " + group.name()));
        }
        info("Entering FAULT STATE");
    }

    private Role inFault() {
        add(new Disarm(Timer.MASTER_DOWN));
        add(new Disarm(Timer.PREEMPT_DELAY));
        add(new Notify(Transition.FAULT, priority));
        return new Role.Faulty();
    }

    /// Leaves INIT: as backup, or as master where it owns the addresses.
    ///
    /// @param text the log line of a backup
    Role begin(String text) {
        if (config.masterAtOnce() && !config.inSyncGroup()) {
            return enterMaster(null);
        }
        info(text);
        return enterBackup(masterDown(config.instance().adverts().interval()));
    }

    /// Lets another router be master at once.
    Role yieldMastership() {
        info("Entering BACKUP STATE (operator)");
        sendPriorityZero();
        release();
        return enterBackup(masterDown(config.instance().adverts().interval()));
    }

    /// From FAULT: the whole master down interval runs first; for the owner one advert interval and
    /// its skew time.
    Role recover() {
        Duration interval = config.instance().adverts().interval();
        info("Entering BACKUP STATE");
        return enterBackup(config.owner() ? interval.plus(skew(interval)) : masterDown(interval));
    }

    Role stop(Event.Stopped stopped) {
        add(new Disarm(Timer.MASTER_DOWN));
        add(new Disarm(Timer.PREEMPT_DELAY));
        add(new Notify(stopped.last(), priority));
        add(new Disarm(Timer.OWNER_CONFLICT));
        return Role.Initial.of(false);
    }

    Role stopMaster(Event.Stopped stopped) {
        if (stopped.release()) {
            sendPriorityZero();
            release();
        } else {
            stopMasterTimers();
        }
        return stop(stopped);
    }

    private void stopMasterTimers() {
        add(new DropAnnouncements());
        add(new Disarm(Timer.ADVERT));
        add(new Disarm(Timer.SECOND_BURST));
        add(new Disarm(Timer.REFRESH));
        if (!config.instance().resources().announcements().extraInterfacePeriod().isZero()) {
            add(new Disarm(Timer.EXTRA_INTERFACES));
        }
        add(new Disarm(Timer.LOWER_PRIORITY_BURST));
    }

    /// Announces the addresses again after an advert of lower priority: some hosts may have
    /// believed its sender.
    void lowerPriorityBursts() {
        Announcements announcements = config.instance().resources().announcements();
        if (announcements.lowerPriorityRepeat() > 0 && !config.addresses().isEmpty()) {
            add(new Announce(config.addresses(), announcements.lowerPriorityRepeat(), true));
            armUnlessZero(Timer.LOWER_PRIORITY_BURST, announcements.lowerPriorityDelay());
        }
    }

    void armUnlessZero(Timer timer, Duration delay) {
        if (!delay.isZero()) {
            add(new Arm(timer, delay));
        }
    }
}
