package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;
import java.util.ArrayList;
import java.util.List;

/// A session in asynchronous mode: (configuration, variables, event) to (variables, actions).
/// Demand mode is never asked for; a peer that asks for it is obeyed, as RFC 5880 section 6.8.7
/// requires.
public final class SessionMachine {

    private final SessionConfig config;
    private final SessionVariables before;
    private final List<SessionAction> actions = new ArrayList<>();
    private SessionVariables now;

    private SessionMachine(SessionConfig config, SessionVariables before) {
        this.config = config;
        this.before = before;
        this.now = before;
    }

    /// Takes an event.
    public static SessionStep on(
            SessionConfig config, SessionVariables before, SessionEvent event) {
        SessionMachine machine = new SessionMachine(config, before);
        switch (event) {
            case SessionEvent.Started() -> machine.start();
            case SessionEvent.Stopped() -> machine.stop();
            case SessionEvent.Received(ControlPacket packet) -> machine.receive(packet);
            case SessionEvent.TransmitDue() -> machine.transmit();
            case SessionEvent.DetectionTimeExpired() -> machine.expire();
            case SessionEvent.Reconfigured() -> machine.reconfigure();
        }
        return new SessionStep(machine.now, machine.actions);
    }

    private void start() {
        sendUnlessSilent();
        transmitAnew();
    }

    /// RFC 5880 section 6.8.6, from "Set bfd.RemoteDiscr" on.
    private void receive(ControlPacket packet) {
        now = now.heard(packet);
        if (packet.finalBit() && now.polling()) {
            now = now.with(now.intervals().agreed(), false);
        }
        if (now.state() == SessionState.ADMIN_DOWN) {
            return;
        }
        SessionState next = next(now.state(), packet.state());
        if (next != now.state()) {
            change(
                    next,
                    switch (next) {
                        case DOWN -> DiagnosticCode.NEIGHBOR_SIGNALED_DOWN;
                        case UP -> DiagnosticCode.NONE;
                        case INIT, ADMIN_DOWN -> now.local().diagnostic();
                    });
        }
        if (packet.demand() != before.remote().demand()) {
            actions.add(new SessionAction.DemandChanged(packet.demand()));
        }
        if (packet.poll()) {
            actions.add(new SessionAction.Send(now.packet(config, true)));
        }
        if (differs() && (!packet.poll() || now.polling())) {
            sendUnlessSilent(); // the peer need not wait for the next periodic packet
        }
        transmitAnewIfChanged();
        actions.add(new SessionAction.ArmDetection(now.detectionTimeUs()));
    }

    /// Returns the state after a packet, by the table of RFC 5880 section 6.8.6 and the diagram of
    /// section 6.2.
    private static SessionState next(SessionState own, SessionState remote) {
        return switch (own) {
            case ADMIN_DOWN -> SessionState.ADMIN_DOWN;
            case DOWN ->
                    switch (remote) {
                        case DOWN -> SessionState.INIT;
                        case INIT -> SessionState.UP;
                        case ADMIN_DOWN, UP -> SessionState.DOWN;
                    };
            case INIT ->
                    switch (remote) {
                        case INIT, UP -> SessionState.UP;
                        case DOWN -> SessionState.INIT;
                        case ADMIN_DOWN -> SessionState.DOWN;
                    };
            case UP ->
                    switch (remote) {
                        case INIT, UP -> SessionState.UP;
                        case ADMIN_DOWN, DOWN -> SessionState.DOWN;
                    };
        };
    }

    /// RFC 5880 section 6.8.4.
    private void expire() {
        now = now.forgotten();
        if (now.state() == SessionState.INIT || now.state() == SessionState.UP) {
            change(SessionState.DOWN, DiagnosticCode.DETECTION_TIME_EXPIRED);
            actions.add(new SessionAction.Send(now.packet(config, false)));
        }
        transmitAnewIfChanged();
    }

    /// RFC 5880 section 6.8.16.
    private void stop() {
        change(SessionState.ADMIN_DOWN, DiagnosticCode.ADMINISTRATIVELY_DOWN);
        now = now.with(now.intervals(), false);
        if (!config.instance().passive() || now.remote().discriminator() != 0) {
            actions.add(new SessionAction.Send(now.packet(config, false)));
        }
        actions.add(new SessionAction.DisarmTransmit());
        actions.add(new SessionAction.DisarmDetection());
    }

    /// RFC 5880 section 6.8.3: a change of what we announce begins a poll sequence.
    private void reconfigure() {
        announce();
        if (differs()) {
            sendUnlessSilent();
        }
        transmitAnew();
        if (now.remote().multiplier() != 0) {
            actions.add(new SessionAction.ArmDetection(now.detectionTimeUs()));
        }
    }

    private void transmit() {
        actions.add(new SessionAction.Send(now.packet(config, false)));
        actions.add(new SessionAction.ArmTransmit(now.transmitIntervalUs()));
    }

    private void change(SessionState next, DiagnosticCode why) {
        SessionState from = now.state();
        now = now.with(next, why);
        announce();
        actions.add(new SessionAction.StateChanged(from, next, why, now.remote().diagnostic()));
    }

    /// Announces the intervals that belong to the state. The peer learns of other ones by a poll
    /// sequence while the session is up; before that every packet carries all of it.
    private void announce() {
        Intervals old = now.intervals();
        Intervals intervals =
                old.announce(
                        now.up() ? config.upTxUs() : config.idleTxUs(), config.minRxUs(), now.up());
        boolean poll = now.up() && (now.polling() || !intervals.announcesAs(old));
        now = now.with(intervals, poll);
    }

    /// Returns whether the next packet says something else than the last one did.
    private boolean differs() {
        return now.state() != before.state()
                || (now.polling() && !before.polling())
                || !now.intervals().announcesAs(before.intervals());
    }

    private void sendUnlessSilent() {
        if (now.transmits(config.instance().passive())) {
            actions.add(new SessionAction.Send(now.packet(config, false)));
        }
    }

    private void transmitAnewIfChanged() {
        boolean passive = config.instance().passive();
        if (now.transmits(passive) != before.transmits(passive)
                || now.transmitIntervalUs() != before.transmitIntervalUs()) {
            transmitAnew();
        }
    }

    private void transmitAnew() {
        actions.add(
                now.transmits(config.instance().passive())
                        ? new SessionAction.ArmTransmit(now.transmitIntervalUs())
                        : new SessionAction.DisarmTransmit());
    }
}
