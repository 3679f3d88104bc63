package dev.upkeep.bfd.io;

import dev.upkeep.bfd.BfdListener;
import dev.upkeep.bfd.machine.Jitter;
import dev.upkeep.bfd.machine.PacketCheck;
import dev.upkeep.bfd.machine.PacketCheck.Rejection;
import dev.upkeep.bfd.machine.SessionAction;
import dev.upkeep.bfd.machine.SessionConfig;
import dev.upkeep.bfd.machine.SessionEvent;
import dev.upkeep.bfd.machine.SessionMachine;
import dev.upkeep.bfd.machine.SessionStep;
import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.SessionState;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// One session: keeps its variables, applies the actions of its machine in order, and turns timers
/// and packets into events. Belongs to the bfd thread.
final class SessionRunner {

    private static final long NANOS_PER_MICRO = 1000;

    private final EventLoop loop;
    private final Output output;
    private final BfdListener listener;
    private final RandomGenerator random;
    private final Logger log;
    private final Set<Rejection> reported = EnumSet.noneOf(Rejection.class);
    private SessionConfig config;
    private SessionVariables variables;
    private SessionStatistics statistics = SessionStatistics.ZERO;
    private EventLoop.@Nullable Timer transmitTimer;
    private EventLoop.@Nullable Timer detectionTimer;
    private long lastSent;
    private long detectionDue;
    private EventLoop.@Nullable Timer firstVerdict;
    private BfdListener.Level level = BfdListener.Level.UNKNOWN;
    private int lastErrno;

    /// The effects of a session.
    interface Output {
        /// Sends a packet to the neighbour.
        void send(ControlPacket packet) throws KernelException;

        /// Delivers what the kernel has received for any session already.
        void drain();
    }

    SessionRunner(
            SessionConfig config,
            SessionVariables initial,
            EventLoop loop,
            Output output,
            BfdListener listener,
            RandomGenerator random,
            Logger log) {
        this.config = config;
        this.variables = initial;
        this.loop = loop;
        this.output = output;
        this.listener = listener;
        this.random = random;
        this.log = log;
        this.lastSent = loop.now();
    }

    SessionConfig config() {
        return config;
    }

    SessionVariables variables() {
        return variables;
    }

    SessionStatus status() {
        return new SessionStatus(config.instance(), variables, statistics);
    }

    /// Begins to send. That the neighbour cannot be heard is no verdict before it had the time for
    /// as many packets as its loss would need.
    void start() {
        publish();
        long patience =
                config.idleTxUs() * NANOS_PER_MICRO * config.instance().timing().multiplier();
        firstVerdict = loop.at(loop.now() + patience, this::judgeFirst);
        on(new SessionEvent.Started());
    }

    private void judgeFirst() {
        if (level == BfdListener.Level.UNKNOWN) {
            publish(BfdListener.Level.DOWN);
        }
    }

    /// Says AdminDown to the neighbour and ends.
    void stop() {
        disarm(firstVerdict);
        on(new SessionEvent.Stopped());
    }

    /// Takes another configuration of the same session.
    void reconfigure(SessionConfig next) {
        boolean changed = !next.equals(config);
        config = next;
        publish();
        if (changed) {
            reported.clear();
            on(new SessionEvent.Reconfigured());
        }
    }

    /// Takes a packet of this session.
    ///
    /// @param hopLimit as received, -1 when it is not known
    void receive(ControlPacket packet, int hopLimit) {
        Rejection rejection = PacketCheck.of(config, packet, hopLimit);
        if (rejection == null) {
            statistics = statistics.oneReceived();
            on(new SessionEvent.Received(packet));
            return;
        }
        statistics = statistics.oneRejected();
        if (reported.add(rejection)) { // once until the state changes
            switch (rejection) {
                case HOPS ->
                        log.warn(
                                "({}) Packets with TTL {} are ignored: ttl {} and max_hops {} ask for"
                                        + " {} or more",
                                config.name(),
                                hopLimit,
                                config.instance().hops().ttl(),
                                config.instance().hops().max(),
                                config.instance().hops().ttl() - config.instance().hops().max());
                case AUTHENTICATION ->
                        log.warn(
                                "({}) Packets are ignored: {} authenticates them, which is not"
                                        + " supported; switch authentication off there",
                                config.name(),
                                config.instance().neighbor());
            }
        }
    }

    private void on(SessionEvent event) {
        SessionStep step = SessionMachine.on(config, variables, event);
        variables = step.variables();
        for (SessionAction action : step.actions()) {
            apply(action);
        }
    }

    private void apply(SessionAction action) {
        switch (action) {
            case SessionAction.Send(ControlPacket packet) -> send(packet);
            case SessionAction.ArmTransmit(long intervalUs) -> armTransmit(intervalUs);
            case SessionAction.DisarmTransmit() -> disarm(transmitTimer);
            case SessionAction.ArmDetection(long timeUs) -> armDetection(timeUs);
            case SessionAction.DisarmDetection() -> disarm(detectionTimer);
            case SessionAction.StateChanged changed -> stateChanged(changed);
            case SessionAction.DemandChanged(boolean demanded) ->
                    log.info(
                            demanded
                                    ? "({}) {} demands silence while the session is up"
                                    : "({}) {} demands silence no longer",
                            config.name(),
                            config.instance().neighbor());
        }
    }

    private void send(ControlPacket packet) {
        lastSent = loop.now();
        try {
            output.send(packet);
            statistics = statistics.oneSent();
            lastErrno = 0;
        } catch (KernelException refused) {
            if (lastErrno != refused.errno()) { // once, not with every packet
                lastErrno = refused.errno();
                log.warn("({}) {}", config.name(), refused.getMessage());
            }
        }
    }

    private void armTransmit(long intervalUs) {
        disarm(transmitTimer);
        long interval =
                Jitter.shorten(
                        intervalUs * NANOS_PER_MICRO,
                        config.instance().timing().multiplier(),
                        random.nextDouble());
        transmitTimer =
                loop.at(
                        Math.max(loop.now(), lastSent + interval),
                        () -> on(new SessionEvent.TransmitDue()));
    }

    private void armDetection(long timeUs) {
        disarm(detectionTimer);
        detectionDue = loop.now() + timeUs * NANOS_PER_MICRO;
        detectionTimer = loop.at(detectionDue, () -> detectionDue(timeUs));
    }

    /// Counts packets that arrived while this thread was held up as received.
    private void detectionDue(long timeUs) {
        long due = detectionDue;
        output.drain();
        if (detectionDue != due) {
            return; // a packet was waiting
        }
        if (variables.up()) {
            log.info(
                    "({}) Expired after {} ms ({} usec overdue)",
                    config.name(),
                    timeUs / 1000,
                    (loop.now() - due) / NANOS_PER_MICRO);
        }
        on(new SessionEvent.DetectionTimeExpired());
    }

    private static void disarm(EventLoop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void stateChanged(SessionAction.StateChanged changed) {
        reported.clear();
        if (changed.to() == SessionState.DOWN || changed.to() == SessionState.ADMIN_DOWN) {
            log.info(
                    "({}) Entering {} state (Local diagnostic - {}, Remote diagnostic - {})",
                    config.name(),
                    changed.to(),
                    changed.local(),
                    changed.remote());
        } else {
            log.info("({}) Entering {} state", config.name(), changed.to());
        }
        if (changed.from() == SessionState.UP) {
            statistics = statistics.oneDown();
        }
        if (changed.to() == SessionState.UP) {
            publish(BfdListener.Level.UP);
        } else if (changed.from() == SessionState.UP) {
            publish(BfdListener.Level.DOWN);
        }
    }

    private void publish(BfdListener.Level now) {
        level = now;
        publish();
    }

    private void publish() {
        listener.sessionIs(config.instance(), level);
    }
}
