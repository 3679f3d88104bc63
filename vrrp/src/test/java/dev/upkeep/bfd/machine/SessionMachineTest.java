package dev.upkeep.bfd.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.BfdInstance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The session alone: packets of a peer with 3 x 40 ms are made by hand.
class SessionMachineTest {
    private static final long OWN = 0x80000001L;
    private static final long PEER = 7;

    private SessionConfig config = new SessionConfig(Sessions.instance());
    private SessionVariables now = SessionVariables.initial(config, OWN);

    @Test
    void started_sendsDownAtOnce_andThenEverySecond() {
        assertThat(on(new SessionEvent.Started())).containsExactly("send Down", "transmit 1000000");
        assertThat(on(new SessionEvent.TransmitDue()))
                .containsExactly("send Down", "transmit 1000000");
    }

    @Test
    void passive_untilThePeerSpoke_isSilent() {
        use(Sessions.instance(50, 50, 3, true));

        assertThat(on(new SessionEvent.Started())).containsExactly("silent");

        assertThat(receive(SessionState.DOWN))
                .containsExactly("Down > Init", "send Init", "transmit 1000000", "detect 150000");
    }

    @Test
    void passive_afterTheDetectionTime_saysDownOnceAndIsSilentAgain() {
        use(Sessions.instance(50, 50, 3, true));
        receive(SessionState.DOWN);
        receive(SessionState.UP);

        assertThat(on(new SessionEvent.DetectionTimeExpired()))
                .containsExactly(
                        "Up > Down (Control Detection Time Expired)", "send Down", "silent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"neighbor_ip", "neighbour_ip"})
    void keywords_ofTheBlock_areThePeerAndTheIntervals(String neighbor) {
        use(
                Configurations.of(
                                """
                                bfd_instance B {
                                    %s 10.0.0.2
                                    source_ip 10.0.0.1
                                    min_tx 50
                                    min_rx 60
                                    idle_tx 2000
                                    multiplier 4
                                }
                                """
                                        .formatted(neighbor))
                        .trackers()
                        .bfdInstances()
                        .getFirst());

        assertThat(config.instance().neighbor()).hasToString("10.0.0.2");
        assertThat(on(new SessionEvent.Started())).containsExactly("send Down", "transmit 2000000");
        receive(SessionState.DOWN);
        assertThat(receive(SessionState.INIT)).contains("detect 180000"); // 3 times our min_rx
    }

    /// RFC 5880 section 6.8.6.
    @ParameterizedTest
    @CsvSource({
        "DOWN, DOWN, INIT",
        "DOWN, INIT, UP",
        "DOWN, UP, DOWN",
        "DOWN, ADMIN_DOWN, DOWN",
        "INIT, DOWN, INIT",
        "INIT, INIT, UP",
        "INIT, UP, UP",
        "INIT, ADMIN_DOWN, DOWN",
        "UP, DOWN, DOWN",
        "UP, INIT, UP",
        "UP, UP, UP",
        "UP, ADMIN_DOWN, DOWN",
        "ADMIN_DOWN, DOWN, ADMIN_DOWN",
        "ADMIN_DOWN, UP, ADMIN_DOWN",
    })
    void received_inEachState_leadsToTheNext(
            SessionState own, SessionState remote, SessionState next) {
        now = now.with(own, DiagnosticCode.NONE);

        receive(remote);

        assertThat(now.state()).isEqualTo(next);
    }

    @Test
    void up_becomesFastByAPoll_whichTheFinalEnds() {
        receive(SessionState.DOWN);

        assertThat(receive(SessionState.INIT))
                .containsExactly("Init > Up", "send Up poll", "transmit 50000", "detect 150000");
        assertThat(on(new SessionEvent.TransmitDue()))
                .containsExactly("send Up poll", "transmit 50000");
        assertThat(on(received(SessionState.UP, "final"))).containsExactly("detect 150000");
        assertThat(on(new SessionEvent.TransmitDue())).containsExactly("send Up", "transmit 50000");
    }

    @Test
    void up_pollOfThePeer_isAnsweredAtOnce() {
        up();

        assertThat(on(received(SessionState.UP, "poll")))
                .containsExactly("send Up final", "detect 150000");
    }

    @Test
    void up_pollsOfBoth_areAnsweredWithoutPoll() {
        receive(SessionState.DOWN);
        receive(SessionState.INIT);

        assertThat(on(received(SessionState.UP, "poll")))
                .containsExactly("send Up final", "detect 150000");
        assertThat(now.polling()).isTrue();
    }

    @Test
    void up_slowerTransmission_waitsForTheAnswer() {
        up();

        use(Sessions.instance(400, 50, 3, false));

        assertThat(on(new SessionEvent.Reconfigured()))
                .containsExactly("send Up poll", "transmit 50000", "detect 150000");
        assertThat(on(received(SessionState.UP, "final")))
                .containsExactly("transmit 400000", "detect 150000");
    }

    @Test
    void up_shorterDetection_waitsForTheAnswer() {
        use(Sessions.instance(50, 500, 3, false));
        up();

        use(Sessions.instance(50, 100, 3, false));

        assertThat(on(new SessionEvent.Reconfigured()))
                .containsExactly("send Up poll", "transmit 50000", "detect 1500000");
        assertThat(on(received(SessionState.UP, "final"))).containsExactly("detect 300000");
    }

    @Test
    void up_reconfiguredToTheSame_doesNotPoll() {
        up();

        assertThat(on(new SessionEvent.Reconfigured()))
                .containsExactly("transmit 50000", "detect 150000");
    }

    @Test
    void up_slowPeer_setsTransmissionAndDetection() {
        up();

        SessionEvent slow = received(SessionState.UP, "", 300_000, 200_000, 4);

        assertThat(on(slow)).containsExactly("transmit 200000", "detect 1200000");
    }

    @Test
    void up_peerThatWantsNoPackets_getsNone() {
        up();

        assertThat(on(received(SessionState.UP, "", 40_000, 0, 3)))
                .containsExactly("silent", "detect 150000");
    }

    @Test
    void up_demandOfThePeer_isObeyedUntilAPollIsDue() {
        up();

        assertThat(on(received(SessionState.UP, "demand")))
                .containsExactly("demand true", "silent", "detect 150000");

        use(Sessions.instance(100, 50, 3, false));
        assertThat(on(new SessionEvent.Reconfigured()))
                .containsExactly("send Up poll", "transmit 50000", "detect 150000");
        assertThat(on(received(SessionState.UP, "demand final")))
                .containsExactly("silent", "detect 150000");
    }

    @Test
    void up_silence_isTheEnd_andForgetsThePeer() {
        up();

        assertThat(on(new SessionEvent.DetectionTimeExpired()))
                .containsExactly(
                        "Up > Down (Control Detection Time Expired)",
                        "send Down",
                        "transmit 1000000");
        assertThat(now.remote().discriminator()).isZero();
        assertThat(now.local().discriminator()).isEqualTo(OWN);
    }

    @Test
    void up_peerIsDown_isDownAndSlow() {
        up();

        assertThat(receive(SessionState.DOWN))
                .containsExactly(
                        "Up > Down (Neighbor Signaled Session Down)",
                        "send Down",
                        "transmit 1000000",
                        "detect 150000");
    }

    @Test
    void down_silence_onlyForgetsThePeer() {
        receive(SessionState.ADMIN_DOWN);

        assertThat(on(new SessionEvent.DetectionTimeExpired())).isEmpty();
        assertThat(now.remote().discriminator()).isZero();
    }

    @Test
    void stopped_saysAdminDownOnce() {
        up();

        assertThat(on(new SessionEvent.Stopped()))
                .containsExactly(
                        "Up > AdminDown (Administratively Down)",
                        "send AdminDown",
                        "silent",
                        "no detection");
    }

    @Test
    void twoMachines_whateverTheOrder_comeUp() {
        SessionConfig peer = new SessionConfig(Sessions.instance(40, 40, 3, false));
        SessionVariables other = SessionVariables.initial(peer, PEER);
        List<ControlPacket> toPeer = new ArrayList<>(sent(on(config, now, started())));
        for (int round = 0; round < 4; round++) {
            List<ControlPacket> back = new ArrayList<>();
            for (ControlPacket packet : toPeer) {
                SessionStep step = on(peer, other, new SessionEvent.Received(packet));
                other = step.variables();
                back.addAll(sent(step));
            }
            toPeer.clear();
            for (ControlPacket packet : back) {
                SessionStep step = on(config, now, new SessionEvent.Received(packet));
                now = step.variables();
                toPeer.addAll(sent(step));
            }
        }

        assertThat(now.up()).isTrue();
        assertThat(other.up()).isTrue();
        assertThat(now.polling() || other.polling()).isFalse();
        assertThat(now.detectionTimeUs()).isEqualTo(150_000);
        assertThat(toPeer).as("the conversation ends").isEmpty();
    }

    private void up() {
        receive(SessionState.DOWN);
        receive(SessionState.INIT);
        on(received(SessionState.UP, "final"));
    }

    private void use(BfdInstance instance) {
        config = new SessionConfig(instance);
        if (now.remote().multiplier() == 0) {
            now = SessionVariables.initial(config, OWN);
        }
    }

    private List<String> receive(SessionState state) {
        return on(received(state, ""));
    }

    private static SessionEvent received(SessionState state, String flags) {
        return received(state, flags, 40_000, 40_000, 3);
    }

    private static SessionEvent received(
            SessionState state, String flags, long txUs, long rxUs, int multiplier) {
        return new SessionEvent.Received(
                new ControlPacket(
                        DiagnosticCode.NONE,
                        state,
                        flags.contains("poll"),
                        flags.contains("final"),
                        false,
                        false,
                        flags.contains("demand"),
                        multiplier,
                        PEER,
                        OWN,
                        txUs,
                        rxUs,
                        0));
    }

    private static SessionEvent started() {
        return new SessionEvent.Started();
    }

    private List<String> on(SessionEvent event) {
        SessionStep step = on(config, now, event);
        now = step.variables();
        return step.actions().stream().map(SessionMachineTest::text).toList();
    }

    private static SessionStep on(
            SessionConfig config, SessionVariables before, SessionEvent event) {
        return SessionMachine.on(config, before, event);
    }

    private static List<ControlPacket> sent(SessionStep step) {
        return step.actions().stream()
                .filter(SessionAction.Send.class::isInstance)
                .map(action -> ((SessionAction.Send) action).packet())
                .toList();
    }

    private static String text(SessionAction action) {
        return switch (action) {
            case SessionAction.Send(ControlPacket packet) ->
                    "send "
                            + packet.state()
                            + (packet.poll() ? " poll" : "")
                            + (packet.finalBit() ? " final" : "");
            case SessionAction.ArmTransmit(long us) -> "transmit " + us;
            case SessionAction.DisarmTransmit() -> "silent";
            case SessionAction.ArmDetection(long us) -> "detect " + us;
            case SessionAction.DisarmDetection() -> "no detection";
            case SessionAction.StateChanged(var from, var to, var local, _) ->
                    from
                            + " > "
                            + to
                            + (local.equals(DiagnosticCode.NONE) ? "" : " (" + local + ")");
            case SessionAction.DemandChanged(boolean demanded) -> "demand " + demanded;
        };
    }
}
