package dev.upkeep.bfd.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.bfd.machine.SessionConfig;
import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.bfd.machine.Sessions;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.DiagnosticCode;
import dev.upkeep.bfd.wire.SessionState;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.KernelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/// Times in this test are those of a clock turned by hand; the random numbers are all one half, so
/// that an interval is shortened by an eighth.
class SessionRunnerTest {
    private static final long OWN = 5;

    private final ManualLoop loop = new ManualLoop();
    private final List<String> seen = new ArrayList<>();
    private final List<ControlPacket> waiting = new ArrayList<>();
    private final SessionConfig config = new SessionConfig(Sessions.instance());
    private boolean unreachable;
    private final SessionRunner runner =
            new SessionRunner(
                    config,
                    SessionVariables.initial(config, OWN),
                    loop,
                    new Recorder(),
                    (session, level) -> seen.add(at() + session.name() + " " + level),
                    new Half(),
                    NOPLogger.NOP_LOGGER);

    @Test
    void started_aloneOnTheWire_sendsEverySecondLessJitter() {
        runner.start();

        loop.advance(Duration.ofSeconds(2));

        assertThat(seen)
                .containsExactly("0 B UNKNOWN", "0 send Down", "875 send Down", "1750 send Down");
    }

    @Test
    void started_heardByNobody_isUnknownUntilThePeerHadItsTime() {
        runner.start();

        loop.advance(Duration.ofMillis(3_001));

        assertThat(seen).startsWith("0 B UNKNOWN").contains("3000 B DOWN");
    }

    @Test
    void up_thenSilence_isDetectedAfterTheDetectionTime() {
        up();

        loop.advance(Duration.ofMillis(200));

        assertThat(seen)
                .containsExactly(
                        "0 B UP",
                        "0 send Up poll",
                        "43 send Up poll",
                        "87 send Up poll",
                        "131 send Up poll",
                        "150 B DOWN",
                        "150 send Down");
        assertThat(runner.status().statistics().downs()).isEqualTo(1);
    }

    @Test
    void detectionTimeOver_withPacketsInTheSocket_staysUp() {
        up();
        loop.advance(Duration.ofMillis(149));
        seen.clear();
        waiting.add(packet(SessionState.UP, false));

        loop.advance(Duration.ofMillis(100));

        assertThat(seen).doesNotContain("150 B DOWN");
        assertThat(runner.variables().up()).isTrue();
    }

    @Test
    void received_withWrongTtl_changesNothing() {
        runner.start();
        seen.clear();

        runner.receive(packet(SessionState.DOWN, false), 64);

        assertThat(seen).isEmpty();
        assertThat(runner.status().statistics().rejected()).isEqualTo(1);
    }

    @Test
    void send_refusedByTheKernel_isTriedAgainWithTheNextPacket() {
        unreachable = true;
        runner.start();

        unreachable = false;
        loop.advance(Duration.ofSeconds(1));

        assertThat(seen).containsExactly("0 B UNKNOWN", "875 send Down");
        assertThat(runner.status().statistics().sent()).isEqualTo(1);
    }

    @Test
    void stopped_leavesNoTimer() {
        up();

        runner.stop();

        assertThat(loop.timers()).isZero();
        assertThat(seen)
                .containsExactly("0 B UP", "0 send Up poll", "0 B DOWN", "0 send AdminDown");
    }

    private void up() {
        runner.start();
        runner.receive(packet(SessionState.DOWN, false), 255);
        seen.clear();
        runner.receive(packet(SessionState.INIT, false), 255);
    }

    private static ControlPacket packet(SessionState state, boolean end) {
        return new ControlPacket(
                DiagnosticCode.NONE,
                state,
                false,
                end,
                false,
                false,
                false,
                3,
                9,
                OWN,
                50_000,
                50_000,
                0);
    }

    private String at() {
        return loop.now() / 1_000_000 + " ";
    }

    private final class Recorder implements SessionRunner.Output {
        @Override
        public void send(ControlPacket packet) throws KernelException {
            if (unreachable) {
                throw new KernelException("send", 101, "ENETUNREACH");
            }
            seen.add(at() + "send " + packet.state() + (packet.poll() ? " poll" : ""));
        }

        @Override
        public void drain() {
            waiting.forEach(packet -> runner.receive(packet, 255));
            waiting.clear();
        }
    }

    private static final class Half implements RandomGenerator {
        @Override
        public long nextLong() {
            return 1L << 63;
        }
    }
}
