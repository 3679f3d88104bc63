package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Launch;
import dev.upkeep.checkers.probe.ProbeAction.Signal;
import dev.upkeep.checkers.probe.ProbeEvent.Exited;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.Signalled;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.checkers.probe.ProbeEvent.Unable;
import dev.upkeep.checkers.probe.ProbeResult.Failed;
import dev.upkeep.checkers.probe.ProbeResult.Passed;
import dev.upkeep.checkers.probe.ProbeResult.Unjudged;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MiscProbeTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    static Stream<Arguments> endings() {
        return Stream.of(
                Arguments.of(false, new Exited(0), new Passed("succeeded", null)),
                Arguments.of(false, new Exited(1), new Failed("failed (exited with status 1)")),
                Arguments.of(false, new Exited(7), new Failed("failed (exited with status 7)")),
                Arguments.of(true, new Exited(0), new Passed("succeeded", null)),
                Arguments.of(true, new Exited(1), new Failed("failed (exited with status 1)")),
                Arguments.of(true, new Exited(2), new Passed("succeeded", 0)),
                Arguments.of(true, new Exited(255), new Passed("succeeded", 253)),
                Arguments.of(true, new Signalled(9), new Failed("failed (due to signal 9)")),
                Arguments.of(
                        false,
                        new Unable("no such file", "no such file"),
                        new Unjudged("no such file")));
    }

    @ParameterizedTest(name = "dynamic {0}, {1}")
    @MethodSource("endings")
    void ending_isJudged(boolean dynamic, ProbeEvent ending, ProbeResult expected) {
        MiscProbe probe = new MiscProbe(TIMEOUT, dynamic);
        assertThat(probe.on(new Started())).containsExactly(new Launch(), new Arm(TIMEOUT));
        assertThat(probe.on(ending)).containsExactly(new Done(expected));
    }

    @Test
    void program_thatHeedsSigterm_hasTimedOut() {
        MiscProbe probe = new MiscProbe(TIMEOUT, false);
        probe.on(new Started());
        assertThat(probe.on(new Expired()))
                .containsExactly(new Signal(Signal.SIGTERM), new Arm(MiscProbe.GRACE));
        assertThat(probe.on(new Exited(0))).containsExactly(new Done(new Failed("timed out")));
    }

    @Test
    void program_thatIgnoresSigterm_isKilled() {
        MiscProbe probe = new MiscProbe(TIMEOUT, false);
        probe.on(new Started());
        probe.on(new Expired());
        assertThat(probe.on(new Expired()))
                .containsExactly(new Signal(Signal.SIGKILL), new Arm(MiscProbe.GRACE));
        assertThat(probe.on(new Signalled(9))).containsExactly(new Done(new Failed("timed out")));
    }
}
