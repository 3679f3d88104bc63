package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.AdvertPolicy;
import dev.upkeep.config.model.Announcements;
import dev.upkeep.config.model.Election;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Action.Announce;
import dev.upkeep.vrrp.machine.Action.Arm;
import dev.upkeep.vrrp.machine.Action.Count;
import dev.upkeep.vrrp.machine.Action.Notify;
import dev.upkeep.vrrp.machine.Action.SendAdvert;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import dev.upkeep.vrrp.machine.Event.Expired;
import dev.upkeep.vrrp.machine.Event.ResourceLost;
import dev.upkeep.vrrp.machine.Event.Started;
import dev.upkeep.vrrp.machine.Event.Stopped;
import dev.upkeep.vrrp.machine.Event.Synced;
import dev.upkeep.vrrp.machine.Role.Backup;
import dev.upkeep.vrrp.machine.Role.Faulty;
import dev.upkeep.vrrp.machine.Role.Initial;
import dev.upkeep.vrrp.machine.Role.Master;
import dev.upkeep.vrrp.machine.Role.PreemptDelay;
import dev.upkeep.vrrp.machine.Role.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The state machine of RFC 9568 section 6.4 with keepalived's additions: one method per state, one
/// case per event. Timers are actions and events; nothing here reads a clock. What entering and
/// leaving a state does stands in [Transitions].
///
/// Longer than other files, as all transitions of the RFC are to be compared with it side by side.
public final class VirtualRouter {

    /// Lateness beyond this share of an advert interval makes a silence uncertain.
    private static final int UNCERTAIN_SHARE = 4;

    /// Equal messages in a row that are all logged.
    private static final int FEW = 4;

    /// Adverts of lower priority that are answered between two adverts of ours.
    private static final int ANSWERS_PER_INTERVAL = 2;

    private final RouterConfig config;
    private final RouterState state;
    private final int priority;
    private final Transitions out;

    private VirtualRouter(RouterConfig config, RouterState state) {
        this.config = config;
        this.state = state;
        this.priority = state.priority(config);
        this.out = new Transitions(config, priority);
    }

    /// Returns the step that an event causes.
    public static Step on(RouterConfig config, RouterState state, Event event) {
        VirtualRouter router = new VirtualRouter(config, state);
        RouterState next =
                switch (event) {
                    case Event.EnvironmentEvent change ->
                            EnvironmentUpdates.change(config, state, change, router.out);
                    case Event.ProtocolEvent happening -> router.happened(happening);
                };
        return new Step(next, router.out.actions());
    }

    private RouterState happened(Event.ProtocolEvent event) {
        Role next =
                switch (state.role()) {
                    case Initial now -> inInitial(now, event);
                    case Backup now -> inBackup(now, event);
                    case Master now -> inMaster(now, event);
                    case Faulty now -> inFault(now, event);
                };
        OwnerConflict conflict = new OwnerConflicts(config, state, out).after(event, next);
        return state.in(next).in(conflict);
    }

    /// RFC 9568 section 6.4.1.
    private Role inInitial(Initial now, Event.ProtocolEvent event) {
        return switch (event) {
            case Started() -> {
                boolean masterAtOnce =
                        state.environment().usable()
                                && config.masterAtOnce()
                                && !config.inSyncGroup();
                if (priority != config.instance().election().priority()) {
                    out.info(
                            "Changing effective priority from %d to %d"
                                    .formatted(config.instance().election().priority(), priority));
                }
                if (!masterAtOnce) {
                    out.removeLeftOvers();
                }
                if (!state.faults().isEmpty()) {
                    yield out.enterFault(state.environment().faults());
                }
                yield state.environment().usable()
                        ? out.begin("Entering BACKUP STATE (init)")
                        : Initial.of(true);
            }
            case Event.Resumed resumed -> resume(resumed);
            case AdvertReceived advert when now.resuming() -> {
                out.info(
                        "not resuming as master: advert from %s with priority %d"
                                .formatted(advert.source(), advert.priority()));
                yield doNotResume();
            }
            case Expired(Timer timer, _) when now.resuming() && timer == Timer.MASTER_DOWN -> {
                out.info("not resuming as master: tracked objects took too long");
                yield doNotResume();
            }
            case Synced(Event.Decision decision)
                    when now.resuming() && decision == Event.Decision.FAULT ->
                    out.enterFaultFromMaster(state.environment().faults());
            case Synced(Event.Decision decision) when decision == Event.Decision.FAULT -> {
                out.removeLeftOvers();
                yield out.enterFault(state.environment().faults());
            }
            case Stopped stopped when now.resuming() -> out.stopMaster(stopped);
            case Stopped stopped when now.started() -> out.stop(stopped);
            case Stopped _, AdvertReceived _, Expired _, ResourceLost _, Synced _ -> now;
        };
    }

    /// Goes on as master, once everything tracked is known.
    private Role resume(Event.Resumed resumed) {
        out.info(
                "was master, last advert %d ms ago - resuming"
                        .formatted(resumed.silence().toMillis()));
        if (!state.faults().isEmpty()) {
            return out.enterFaultFromMaster(state.faults());
        }
        if (state.environment().usable()) {
            return out.resumeMaster();
        }
        out.add(new Arm(Timer.MASTER_DOWN, resumed.left()));
        return new Initial(true, true);
    }

    private Role doNotResume() {
        out.add(new Action.Disarm(Timer.MASTER_DOWN));
        out.removeLeftOvers();
        return Initial.of(true);
    }

    /// RFC 9568 section 6.4.2.
    private Role inBackup(Backup now, Event.ProtocolEvent event) {
        return switch (event) {
            case AdvertReceived advert when advert.priority() == 0 -> { // the master is leaving
                out.detail("Backup received priority 0 advertisement");
                out.add(new Count(Counter.PRI_ZERO_RCVD));
                out.add(new Arm(Timer.MASTER_DOWN, out.skew(now.masterInterval())));
                yield now.left();
            }
            case AdvertReceived advert when advert.priority() >= priority -> {
                if (now.preemptDelay() == PreemptDelay.RUNNING) {
                    out.add(new Action.Disarm(Timer.PREEMPT_DELAY));
                }
                yield heard(advert, PreemptDelay.NOT_BEGUN);
            }
            case AdvertReceived advert -> lowerPriorityHeard(now, advert);
            case Expired(Timer timer, Duration late) ->
                    switch (timer) {
                        case MASTER_DOWN ->
                                uncertain(now, late) ? listenAgain(now, late) : masterDied(now);
                        case PREEMPT_DELAY -> now.with(PreemptDelay.OVER);
                        case ADVERT,
                                SECOND_BURST,
                                REFRESH,
                                EXTRA_INTERFACES,
                                LOWER_PRIORITY_BURST,
                                OWNER_CONFLICT ->
                                now;
                    };
            case Synced(Event.Decision decision) ->
                    switch (decision) {
                        case MASTER -> out.enterMaster(now.master());
                        case FAULT -> out.enterFault(state.environment().faults());
                        case BACKUP, RECOVERED, ANNOUNCE, YIELD -> now;
                    };
            case Stopped stopped -> out.stop(stopped);
            case Started(), Event.Resumed _, ResourceLost _ -> now;
        };
    }

    private Role lowerPriorityHeard(Backup now, AdvertReceived advert) {
        var election = config.instance().election();
        if (!election.preempts()) {
            return heard(advert, now.preemptDelay());
        }
        boolean delayed = !election.preemptDelay().isZero();
        if (delayed && now.preemptDelay() == PreemptDelay.NOT_BEGUN) {
            out.detail(
                    String.format(
                            Locale.ROOT,
                            "start preempt delay (%.6f)",
                            election.preemptDelay().toNanos() / 1e9));
            out.add(new Arm(Timer.PREEMPT_DELAY, election.preemptDelay()));
            return heard(advert, PreemptDelay.RUNNING);
        }
        if (now.preemptDelay() == PreemptDelay.RUNNING) {
            return heard(advert, PreemptDelay.RUNNING);
        }
        Backup next = now.discardedOneMore();
        if (worthALine(next.discarded())) { // the running timer is left alone: we take over then
            out.info(
                    "received lower priority (%d) advert from %s - discarding%s"
                            .formatted(
                                    advert.priority(), advert.source(), times(next.discarded())));
        }
        return next;
    }

    /// Returns whether the n-th of the same messages is logged: the first few, then ever fewer
    /// (each power of 4), so that a flood of adverts does not become a flood of lines.
    static boolean worthALine(int number) {
        return number <= FEW
                || (Integer.bitCount(number) == 1
                        && Integer.numberOfTrailingZeros(number) % 2 == 0);
    }

    private static String times(int number) {
        return number <= FEW ? "" : " (" + number + " times)";
    }

    private Role heard(AdvertReceived advert, PreemptDelay delay) {
        out.add(new Arm(Timer.MASTER_DOWN, out.masterDown(advert.interval())));
        return new Backup(advert.interval(), advert.source(), delay, Silence.SHORT, 0);
    }

    /// Returns whether the silence may be that of this process: while it did not run, the socket
    /// buffer may have overflowed. One such confirmation per silence, so that a starved host still
    /// takes over.
    private static boolean uncertain(Backup now, Duration late) {
        // Duration's own division goes by way of BigDecimal, in the middle of a take-over.
        return now.silence() == Silence.SHORT
                && late.toNanos() > now.masterInterval().toNanos() / UNCERTAIN_SHARE;
    }

    /// Waits for one more advert of a master that lives.
    private Role listenAgain(Backup now, Duration late) {
        Duration listening = now.masterInterval().plus(out.skew(now.masterInterval()));
        out.info(
                "master down timer ran %d ms late - listening for %d ms before taking over"
                        .formatted(late.toMillis(), listening.toMillis()));
        out.add(new Arm(Timer.MASTER_DOWN, listening));
        return now.with(Silence.UNCERTAIN);
    }

    private Role masterDied(Backup now) {
        out.detail("Receive advertisement timeout");
        if (!config.inSyncGroup()) {
            return out.enterMaster(now.master());
        }
        // The group moves when its last member wants to; until then this one keeps watching.
        out.add(new Arm(Timer.MASTER_DOWN, out.masterDown(now.masterInterval())));
        return now.with(Silence.MASTER_DEAD);
    }

    /// RFC 9568 section 6.4.3.
    private Role inMaster(Master now, Event.ProtocolEvent event) {
        return switch (event) {
            case AdvertReceived advert when advert.priority() == 0 -> {
                out.detail("Master received priority 0 message");
                out.add(new Count(Counter.PRI_ZERO_RCVD));
                out.advertAgain();
                yield now;
            }
            case AdvertReceived advert -> electedOrNot(now, advert);
            case Expired(Timer timer, Duration late) -> masterTimer(now, timer, late);
            case ResourceLost(String text) -> {
                out.add(new Action.Say(Action.Level.DETAIL, text));
                out.info("Entering BACKUP STATE");
                out.sendPriorityZero();
                out.release();
                yield out.enterBackup(out.skew(config.instance().adverts().interval()));
            }
            case Synced(Event.Decision decision) ->
                    switch (decision) {
                        case BACKUP -> {
                            out.info("Entering BACKUP STATE");
                            out.release();
                            yield out.enterBackup(
                                    out.masterDown(config.instance().adverts().interval()));
                        }
                        case YIELD -> out.yieldMastership();
                        case FAULT -> out.enterFaultFromMaster(state.environment().faults());
                        case ANNOUNCE -> {
                            out.lowerPriorityBursts();
                            yield now;
                        }
                        case MASTER, RECOVERED -> now;
                    };
            case Stopped stopped -> out.stopMaster(stopped);
            case Started(), Event.Resumed _ -> now;
        };
    }

    private Role electedOrNot(Master now, AdvertReceived advert) {
        IpAddress own = state.source();
        int byAddress = own == null ? 0 : advert.source().compareTo(own);
        boolean equal = advert.priority() == priority;
        if (equal && own != null && byAddress == 0) {
            return ownAddressHeard(now, advert);
        }
        if (advert.priority() < priority || (equal && byAddress < 0)) {
            return lowerHeard(now, advert);
        }
        if (equal && config.owner()) {
            out.warn(
                    "CONFIGURATION ERROR: local instance and a remote instance are both configured"
                            + " as address owner, please fix - reverting local instance to backup");
        }
        out.info(
                equal
                        ? "Master received advert from "
                                + advert.source()
                                + " with same priority "
                                + priority
                                + " but higher IP address than ours"
                        : "Master received advert from "
                                + advert.source()
                                + " with higher priority "
                                + advert.priority()
                                + ", ours "
                                + priority);
        // Where two masters meet after a partition, this advert makes the other announce the
        // addresses again: hosts on our side of it still believe us.
        if (config.instance().adverts().has(AdvertPolicy.Flag.HIGHER_PRIORITY_SEND_ADVERT)
                || (advert.source().equals(now.silent())
                        && !config.instance().adverts().has(AdvertPolicy.Flag.STRICT))) {
            out.add(new SendAdvert(priority));
        }
        out.info("Entering BACKUP STATE");
        out.release();
        out.enterBackup(out.masterDown(advert.interval()));
        return new Backup(
                advert.interval(), advert.source(), PreemptDelay.NOT_BEGUN, Silence.SHORT, 0);
    }

    /// Somebody sends adverts with our address and priority, or the network returns ours.
    private Role ownAddressHeard(Master now, AdvertReceived advert) {
        Master next = now.heardOneMore();
        if (worthALine(next.heardInARow())) {
            out.warn(
                    "received advert from our own address %s%s"
                            .formatted(advert.source(), times(next.heardInARow())));
        }
        return next;
    }

    /// An advert that loses the election is answered and announced over, a few times an interval: a
    /// flood of them must not become a flood of answers.
    private Role lowerHeard(Master now, AdvertReceived advert) {
        Master next = now.heardOneMore();
        if (worthALine(next.heardInARow())) {
            out.info(
                    "Received advert from %s with lower priority %d, ours %d, forcing new election%s"
                            .formatted(
                                    advert.source(),
                                    advert.priority(),
                                    priority,
                                    times(next.heardInARow())));
        }
        if (next.heardInInterval() <= ANSWERS_PER_INTERVAL) {
            if (!config.instance().adverts().has(AdvertPolicy.Flag.LOWER_PRIORITY_NO_ADVERT)) {
                out.advertAgain();
            }
            out.add(new Notify(Transition.MASTER_RX_LOWER_PRI, priority));
        }
        if (next.heardInInterval() == 1) {
            out.lowerPriorityBursts();
            if (config.inSyncGroup()) {
                out.add(new Action.AnnounceGroup());
            }
        }
        return next;
    }

    private Role masterTimer(Master now, Timer timer, Duration late) {
        Announcements announcements = config.instance().resources().announcements();
        switch (timer) {
            case ADVERT -> {
                if (overslept(late)) {
                    return yieldToUnheard(late);
                }
                out.advertAgain();
                if (now.heardInInterval() == 0 && now.heardInARow() > FEW) {
                    out.info(
                            "%d adverts that lost the election in a row"
                                    .formatted(now.heardInARow()));
                }
                return now.intervalOver();
            }
            case SECOND_BURST -> out.add(new Announce(config.addresses(), announcements.repeat()));
            case REFRESH -> {
                out.add(new Announce(config.addresses(), announcements.refreshRepeat()));
                out.add(new Arm(Timer.REFRESH, announcements.refresh()));
            }
            case EXTRA_INTERFACES -> {
                List<VirtualAddress> extra =
                        ExtraInterfaces.announced(config.instance(), config.addresses());
                if (!extra.isEmpty()) {
                    out.add(new Announce(extra, 1));
                }
                out.add(new Arm(Timer.EXTRA_INTERFACES, announcements.extraInterfacePeriod()));
            }
            case LOWER_PRIORITY_BURST ->
                    out.add(
                            new Announce(
                                    config.addresses(), announcements.lowerPriorityRepeat(), true));
            case MASTER_DOWN, PREEMPT_DELAY, OWNER_CONFLICT -> {}
        }
        return now;
    }

    /// `timer_expired_backup`: whether a peer must have taken over since our last advert.
    private boolean overslept(Duration late) {
        Election election = config.instance().election();
        if (election.preempts() || election.timerExpiredPriority() == 0) {
            return false;
        }
        Duration interval = config.instance().adverts().interval();
        Duration peerTakesOver =
                interval.multipliedBy(3)
                        .plus(config.skew(election.timerExpiredPriority(), interval));
        return interval.plus(late).compareTo(peerTakesOver) > 0;
    }

    private Role yieldToUnheard(Duration late) {
        out.info(
                "advert timer ran %d ms late - a peer must have taken over"
                        .formatted(late.toMillis()));
        out.info("Entering BACKUP STATE");
        out.release();
        return out.enterBackup(out.masterDown(config.instance().adverts().interval()));
    }

    /// Waits until nothing is at fault any more; with a sync group also until all members are well.
    private Role inFault(Faulty now, Event.ProtocolEvent event) {
        return switch (event) {
            case Synced(Event.Decision decision)
                    when decision == Event.Decision.RECOVERED && state.environment().usable() ->
                    out.recover();
            case Stopped stopped -> out.stop(stopped);
            case Started(),
                    Event.Resumed _,
                    AdvertReceived _,
                    Expired _,
                    ResourceLost _,
                    Synced _ ->
                    now;
        };
    }
}
