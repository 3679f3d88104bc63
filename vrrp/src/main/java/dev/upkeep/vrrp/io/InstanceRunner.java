package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.AdvertPolicy.OldUnicastChecksum;
import dev.upkeep.config.model.HmacAuthentication;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.AdvertisementValidator;
import dev.upkeep.vrrp.machine.ChangeReason;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.HeaderSequence;
import dev.upkeep.vrrp.machine.HmacCheck;
import dev.upkeep.vrrp.machine.LastAdvert;
import dev.upkeep.vrrp.machine.LastStep;
import dev.upkeep.vrrp.machine.PeerComparison;
import dev.upkeep.vrrp.machine.PeerDifference;
import dev.upkeep.vrrp.machine.PeerTable;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.RouterState;
import dev.upkeep.vrrp.machine.StateChange;
import dev.upkeep.vrrp.machine.Step;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.ValidationResult;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import dev.upkeep.vrrp.machine.ValidationResult.Remark;
import dev.upkeep.vrrp.resource.InstanceResources;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceOwner;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.wire.HmacStamp;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/// One instance: keeps its state, applies the actions of its machine in order, and turns timers,
/// adverts and changes of the network into events. Belongs to the vrrp thread.
///
/// Longer than other files, as one switch over the actions of the machine is read more easily than
/// several.
final class InstanceRunner implements ResourceOwner {

    /// Changes of state that are held.
    private static final int MOST_CHANGES = 32;

    private final Logger log;
    private final Level detail;
    private final EventLoop loop;
    private final InstanceEffects effects;
    private final VrrpHooks hooks;
    private final Statistics statistics = new Statistics();
    private final PeerTable peers = new PeerTable();
    private final FlightRecord record = new FlightRecord();
    private final Map<Timer, Deadline> deadlines = new EnumMap<>(Timer.class);
    private final LastStep steps = new LastStep();
    private final LastAdvert lastAdvert = new LastAdvert();
    private final Set<Problem> reported = EnumSet.noneOf(Problem.class);
    private final Mastership mastership;
    private RouterConfig config;
    private List<ResourceSpec> resources;
    private RouterState state;
    private Instant lastTransition = Instant.now();
    private final Deque<Change> changes = new ArrayDeque<>();
    private @Nullable IpAddress lastSource;
    private boolean oldChecksum;
    private int heardPriority;
    private final HmacCheck hmacCheck = new HmacCheck();
    private HmacStamp hmacStamp = HmacStamp.NEVER;

    /// Priority 0 went out: nothing is sent any more, and what is heard does not count.
    private boolean saidStop;

    private HeaderSequence sequence = HeaderSequence.NONE;

    /// Null without `vrrp_peer_fingerprint`.
    private @Nullable PeerComparison comparison;

    /// A change of state, put into words when somebody asks: the moment of a take-over has better
    /// things to do.
    private record Change(
            Instant at, RouterConfig config, RouterState before, Event event, RouterState after) {
        StateChange read() {
            return new StateChange(
                    at,
                    FlightRecord.name(after.role()),
                    ChangeReason.of(config, before, event, after));
        }
    }

    /// A timer of the machine, made once and armed again and again.
    private final class Deadline implements Runnable {
        private final Timer timer;
        private long due;

        /// Null while it does not run.
        private EventLoop.@Nullable Timer running;

        private Deadline(Timer timer) {
            this.timer = timer;
        }

        private void arm(long at) {
            due = at;
            running = loop.at(at, this);
        }

        private void disarm() {
            if (running != null) {
                running.cancel();
                running = null;
            }
        }

        @Override
        public void run() {
            running = null;
            expired(timer, due);
        }
    }

    /// The effects of an instance.
    interface InstanceEffects {
        /// Sends an advert to the group or to every peer.
        ///
        /// @return whether at least one went out
        boolean sendAdvert(InstanceRunner from, int priority);

        void hold(InstanceRunner from);

        void release(InstanceRunner from);

        /// Sends some of the messages of each address, unless the instance is no longer master.
        ///
        /// @param first 0 for the first message
        /// @param end one more than the last
        void announce(InstanceRunner from, Action.Announce action, int first, int end);

        void dropAnnouncements(InstanceRunner from);

        void announceGroup(InstanceRunner from);

        /// Runs work behind the adverts of all instances and ahead of [#defer], in the order of the
        /// calls: addresses, and the first announcement of each.
        void prompt(Runnable work);

        /// Runs what writes a log line behind what [#prompt] took, in the order of the calls.
        void say(Runnable line);

        /// Runs work behind the log lines, in the order of the calls.
        void defer(Runnable work);

        /// Called behind the adverts of all instances after the instance changed its state.
        void transitioned(InstanceRunner from);

        /// Called after an event, for whoever depends on the state of the instance.
        void stateChanged(InstanceRunner from);
    }

    /// @param detail the level of lines that `-D` adds
    InstanceRunner(
            RouterConfig config,
            Environment environment,
            EventLoop loop,
            InstanceEffects effects,
            VrrpHooks hooks,
            Mastership mastership,
            Logger log,
            Level detail) {
        this.log = log;
        this.detail = detail;
        this.config = config;
        this.resources = InstanceResources.of(config.instance());
        this.loop = loop;
        this.effects = effects;
        this.hooks = hooks;
        this.mastership = mastership;
        this.state = RouterState.initial(environment);
        for (Timer timer : Timer.values()) {
            deadlines.put(timer, new Deadline(timer));
        }
    }

    RouterConfig config() {
        return config;
    }

    RouterState state() {
        return state;
    }

    /// What it holds as master.
    List<ResourceSpec> resources() {
        return resources;
    }

    /// Returns whether it was started.
    boolean hasBegun() {
        return !(state.role() instanceof Role.Initial initial && !initial.started());
    }

    boolean isMaster() {
        return state.role() instanceof Role.Master;
    }

    /// Returns whether its version 3 unicast checksums cover the multicast group: a peer of old
    /// does so.
    boolean oldChecksum() {
        return oldChecksum
                || config.instance().adverts().oldUnicastChecksum() == OldUnicastChecksum.FORCE;
    }

    /// The number of the next authentication header that it sends.
    long nextSequence() {
        sequence = sequence.next();
        return sequence.sent();
    }

    /// The stamp of the next advert that it signs.
    HmacStamp nextStamp(HmacAuthentication hmac) {
        hmacStamp = hmacStamp.next(Instant.now(), hmac.timeWindow());
        return hmacStamp;
    }

    /// Its last changes of state, the newest last.
    List<StateChange> changes() {
        return changes.stream().map(Change::read).toList();
    }

    /// Returns what it is doing.
    ///
    /// @param withRecord with its last events
    InstanceStatus status(boolean withRecord) {
        return new InstanceStatus(
                config.instance(),
                state,
                state.priority(config),
                isMaster() ? 0 : heardPriority,
                lastTransition,
                statistics.values(),
                peers.peers(),
                withRecord ? record.snapshot() : List.of());
    }

    void clearStatistics() {
        statistics.clear();
        peers.clear();
    }

    /// Carries out what an event leads to.
    void on(Event event) {
        on(event, loop.now());
    }

    /// Lets a timer expire in the next round of the loop.
    void expire(Timer timer) {
        disarm(timer);
        deadline(timer).arm(loop.now());
    }

    /// Takes a new configuration of the same virtual router.
    void reconfigure(RouterConfig next) {
        RouterConfig before = config;
        config = next;
        if (!next.equals(before)) {
            resources = InstanceResources.of(next.instance());
            if (comparison != null) {
                comparison.configure(next.instance());
            }
            reported.clear();
            on(new Event.Reconfigured(before));
        }
    }

    /// Compares with peers from now on, or no longer.
    void compare(@Nullable PeerComparison with) {
        comparison = with;
    }

    @Nullable PeerComparison comparison() {
        return comparison;
    }

    /// Logs what a comparison found.
    void compared(List<PeerComparison.Change> changes) {
        for (PeerComparison.Change change : changes) {
            PeerDifference difference = change.difference();
            if (change.differs()) {
                log.warn("({}) {}", config.name(), difference.text());
            } else {
                log.info(
                        "({}) peer {} no longer differs in {}",
                        config.name(),
                        difference.peer(),
                        difference.topic().text());
            }
        }
    }

    /// Takes what the instance depends on, as it is now.
    void look(Environment now) {
        if (!now.equals(state.environment())) {
            on(new Event.EnvironmentChanged(now));
        }
    }

    /// A master sends priority 0 at once; the event [Event.Stopped] follows.
    void sendPriorityZero() {
        if (isMaster() && !saidStop) {
            mastership.ended();
            disarm(Timer.ADVERT);
            saidStop = effects.sendAdvert(this, 0);
        }
    }

    /// Validates an advert of this virtual router and hands it to the machine if it is good.
    void receive(ReceivedAdvertisement packet) {
        if (saidStop) {
            return;
        }
        Event.AdvertReceived same = comparison == null ? lastAdvert.repeated(config, packet) : null;
        if (same != null) {
            accepted(same);
            return;
        }
        ValidationResult result =
                AdvertisementValidator.validate(
                        config, packet, lastSource, sequence, hmacCheck, Instant.now());
        lastAdvert.remember(config, packet, result);
        sequence = result.sequence();
        for (Remark remark : result.remarks()) {
            Counter counter = remark.counter();
            if (counter != null) {
                statistics.raise(counter);
            }
            peers.remarked(packet.source(), remark.problem(), loop.arrival());
            if (reported.add(remark.problem())) {
                log.info(remark.text());
            }
        }
        if (comparison != null) {
            compared(
                    comparison.heard(
                            packet.source(), packet.advert(), result.remarks(), loop.arrival()));
        }
        Event.AdvertReceived advert = result.advert();
        if (advert == null) {
            List<Remark> remarks = result.remarks();
            String why = remarks.isEmpty() ? "" : remarks.getLast().text();
            record.refused(loop.arrival(), why, state);
        } else {
            if (result.oldChecksum() && !oldChecksum) {
                oldChecksum = true;
                log.info(
                        "({}) peer {} computes unicast checksums like keepalived up to 1.3.6: so do we",
                        config.name(),
                        advert.source());
            }
            accepted(advert);
        }
    }

    private void accepted(Event.AdvertReceived advert) {
        peers.heard(advert, loop.arrival());
        statistics.raise(Counter.ADVERT_RCVD);
        lastSource = advert.source();
        heardPriority = advert.priority();
        on(advert, loop.arrival());
    }

    /// @param time when it happened: timers armed by it run from there, so that a series of adverts
    ///   does not drift
    private void on(Event event, long time) {
        RouterState before = state;
        Step step = steps.on(config, state, event);
        boolean wasToLast = mastershipLasts();
        state = step.state();
        record.add(time, event, state);
        if (wasToLast && !mastershipLasts() && !staysInPlace(event)) {
            mastership.ended(); // before anybody hears of it
        }
        boolean hasBulk = false;
        List<Action> actions = step.actions();
        for (int i = 0; i < actions.size(); i++) { // without an iterator
            if (isUrgent(actions.get(i))) {
                apply(actions.get(i), time);
            } else {
                hasBulk = true;
            }
        }
        if (hasBulk) { // not in the steady state, which makes no list
            deferBulk(actions, time);
        }
        if (state.role().getClass() != before.role().getClass()) {
            changed(before, event);
            reported.clear();
            effects.defer(() -> effects.transitioned(this));
        }
        effects.stateChanged(this);
    }

    private void deferBulk(List<Action> actions, long time) {
        List<Action> prompt = new ArrayList<>(actions.size());
        List<Action> bulk = new ArrayList<>(actions.size());
        for (Action action : actions) {
            boolean isBulk = isBulk(action);
            if (!isBulk && !isUrgent(action)) {
                prompt.add(action);
            }
            if (isBulk || isRepeated(action)) {
                bulk.add(action);
            }
        }
        if (!prompt.isEmpty()) {
            effects.prompt(() -> applyPrompt(prompt, time));
        }
        if (!bulk.isEmpty()) {
            effects.defer(() -> bulk.forEach(action -> applyBulk(action, time)));
        }
    }

    /// What is to be set, announced and logged. Announcements wait until the kernel has what is to
    /// be set.
    private void applyPrompt(List<Action> actions, long time) {
        for (Action action : actions) {
            apply(action, time);
        }
    }

    /// The last events, oldest first.
    List<FlightRecord.Entry> recorded() {
        return record.snapshot();
    }

    /// Returns whether a next process may go on as master.
    private boolean mastershipLasts() {
        return switch (state.role()) {
            case Role.Master _ -> true;
            case Role.Initial initial -> initial.resuming();
            case Role.Backup _, Role.Faulty _ -> false;
        };
    }

    /// The end of a process that leaves everything to the next one.
    private static boolean staysInPlace(Event event) {
        return event instanceof Event.Stopped(boolean release, _) && !release;
    }

    /// Actions of an earlier process as master do not count any more.
    void forgetMastership() {
        mastership.ended();
    }

    private void changed(RouterState before, Event event) {
        lastTransition = Instant.now();
        if (changes.size() == MOST_CHANGES) {
            changes.removeFirst();
        }
        changes.add(new Change(lastTransition, config, before, event, state));
    }

    /// Adverts and timers go before everything else, so that of many instances that take over
    /// together the last one's advert does not wait for the addresses of the first.
    private static boolean isUrgent(Action action) {
        return switch (action) {
            case Action.SendAdvert _, Action.Arm _, Action.Disarm _, Action.Count _ -> true;
            case Action.HoldResources _,
                    Action.ReleaseResources _,
                    Action.Announce _,
                    Action.DropAnnouncements _,
                    Action.Notify _,
                    Action.AnnounceGroup _,
                    Action.Say _ ->
                    false;
        };
    }

    /// Whoever hears of the new state, and further messages about addresses, wait until the
    /// addresses of all instances are set and each of them is announced once.
    private static boolean isBulk(Action action) {
        return switch (action) {
            case Action.Notify _, Action.AnnounceGroup _ -> true;
            case Action.Announce announce -> announce.answer();
            case Action.HoldResources _,
                    Action.ReleaseResources _,
                    Action.DropAnnouncements _,
                    Action.Say _,
                    Action.SendAdvert _,
                    Action.Arm _,
                    Action.Disarm _,
                    Action.Count _ ->
                    false;
        };
    }

    private static boolean isRepeated(Action action) {
        return action instanceof Action.Announce announce && announce.repeat() > 1;
    }

    private void applyBulk(Action action, long time) {
        if (action instanceof Action.Announce announce) {
            effects.announce(this, announce, announce.answer() ? 0 : 1, announce.repeat());
        } else {
            apply(action, time);
        }
    }

    private void apply(Action action, long time) {
        switch (action) {
            case Action.SendAdvert(int priority) -> {
                if (saidStop || effects.sendAdvert(this, priority)) {
                    statistics.raise(Counter.ADVERT_SENT);
                    if (isMaster() && !saidStop) {
                        mastership.advertised(loop.now(), config.instance().adverts().interval());
                    }
                }
            }
            case Action.Arm(Timer timer, var delay) -> arm(timer, time, delay.toNanos());
            case Action.Disarm(Timer timer) -> disarm(timer);
            case Action.HoldResources() -> effects.hold(this);
            case Action.ReleaseResources() -> effects.release(this);
            case Action.Announce announce -> effects.announce(this, announce, 0, 1);
            case Action.DropAnnouncements() -> effects.dropAnnouncements(this);
            case Action.Count(Counter counter) -> statistics.raise(counter);
            case Action.AnnounceGroup() -> effects.announceGroup(this);
            case Action.Notify(var transition, int priority) ->
                    hooks.instanceChanged(config.instance(), transition, priority);
            case Action.Say(Action.Level level, String text) ->
                    effects.say(() -> {
                        switch (level) {
                            case WARNING -> log.warn(text);
                            case INFO -> log.info(text);
                            case DETAIL -> log.atLevel(detail).log(text);
                        }
                    });
        }
    }

    private void arm(Timer timer, long time, long delayNanos) {
        disarm(timer);
        long now = loop.now();
        // A whole period late (the process was stopped): start over instead of catching up.
        deadline(timer).arm(now - time < delayNanos ? time + delayNanos : now + delayNanos);
    }

    private void expired(Timer timer, long due) {
        long arrival = Math.max(due, loop.arrival());
        boolean periodic =
                timer == Timer.ADVERT || timer == Timer.REFRESH || timer == Timer.EXTRA_INTERFACES;
        on(Event.Expired.of(timer, arrival - due), periodic ? due : arrival);
    }

    private void disarm(Timer timer) {
        deadline(timer).disarm();
    }

    private Deadline deadline(Timer timer) {
        return Objects.requireNonNull(deadlines.get(timer));
    }

    @Override
    public String label() {
        return "(" + config.name() + ") ";
    }

    @Override
    public boolean guarded() {
        return config.instance().resources().guarded();
    }

    @Override
    public void lost(Resource resource, String text) {
        on(new Event.ResourceLost(text));
    }

    VrrpInstance instance() {
        return config.instance();
    }

    /// Timers that run; for tests.
    List<Timer> running() {
        return deadlines.values().stream()
                .filter(each -> each.running != null)
                .map(each -> each.timer)
                .toList();
    }
}
