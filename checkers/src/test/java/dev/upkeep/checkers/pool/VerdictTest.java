package dev.upkeep.checkers.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.model.CheckTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

    private static final ProbeResult GOOD = new ProbeResult.Passed("ok", null);
    private static final ProbeResult BAD = new ProbeResult.Failed("refused");

    private static CheckTiming timing(int retry) {
        return new CheckTiming(
                retry,
                Duration.ofSeconds(3),
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                false,
                false);
    }

    /// Input: `+` passed, `-` failed, `?` not made. Output: `U`/`D` a final verdict, `.` none, and
    /// the delay in seconds.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "first failure is final,             false, 2, 0, -,       D10",
        "first success is final,             false, 2, 0, +,       U10",
        "retries while up,                   false, 2, 0, +---,    U10 .3 .3 D10",
        "success ends the retries,           false, 1, 0, +-+-+-, U10 .3 U10 .3 U10 .3",
        "no retry while down,                false, 5, 0, --+,     D10 D10 U10",
        "retry 0 fails at once,              false, 0, 0, +-,      U10 D10",
        "alpha starts down,                  true,  2, 0, -+,      D10 U10",
        "no verdict without a probe,         false, 2, 0, +-?--,   U10 .3 .10 .3 D10",
        "two urls: up after the last,        false, 1, 2, ++++,    .10 U10 .10 U10",
        "failed url alone then all again,    false, 0, 2, ++-+++,  .10 U10 D10 .10 .10 U10",
        "single url runs again after failing,false, 0, 1, -++,     D10 .10 U10"
    })
    void verdict_followsTheRulesOfKeepalived(
            String name, boolean alpha, int retry, int urls, String results, String expected) {
        assertThat(run(timing(retry), urls, false, alpha, results)).as(name).isEqualTo(expected);
    }

    @Test
    void rise_wantsSoManySuccessesInARow() {
        CheckTiming timing =
                new CheckTiming(
                        0,
                        3,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(6),
                        true,
                        false);
        CheckState down = CheckState.initial(true);
        ProbeResult good = new ProbeResult.Passed("connected", null);
        CheckState once = Verdict.next(timing, 0, false, down, good).state();
        CheckState twice = Verdict.next(timing, 0, false, once, good).state();
        assertThat(once.up() || twice.up()).isFalse();
        assertThat(Verdict.next(timing, 0, false, twice, good).state().up()).isTrue();
        CheckState failed =
                Verdict.next(timing, 0, false, twice, new ProbeResult.Failed("no")).state();
        CheckState again = Verdict.next(timing, 0, false, failed, good).state();
        assertThat(Verdict.next(timing, 0, false, again, good).state().up())
                .as("the failure began the count anew")
                .isFalse();
    }

    @Test
    void fastRecovery_whileNotUp_asksForTheNextUrlAtOnce() {
        assertThat(run(timing(0), 2, true, false, "++-+++++"))
                .isEqualTo(".0 U10 D10 .0 .0 U10 .10 U10");
    }

    @Test
    void firstDelay_isOneSecondAndAPartOfTheWarmUp() {
        assertThat(Verdict.firstDelay(timing(1), 0.25)).isEqualTo(Duration.ofMillis(3500));
    }

    @Test
    void failedUrl_withLongDelayBeforeRetry_waitsForThatOne() {
        CheckTiming slow =
                new CheckTiming(
                        0,
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ofSeconds(10),
                        false,
                        false);
        assertThat(run(slow, 1, false, false, "-")).isEqualTo("D30");
        assertThat(run(slow, 0, false, false, "-")).isEqualTo("D10");
    }

    @Test
    void checkThatCannotRun_keepsItsVerdictAndSaysSoUntilItRuns() {
        CheckState down = Verdict.next(timing(0), 0, false, CheckState.initial(false), BAD).state();
        ProbeResult noSocket = new ProbeResult.Unjudged("no socket");
        CheckState unable = Verdict.next(timing(0), 0, false, down, noSocket).state();
        assertThat(unable.unable()).isEqualTo("no socket");
        assertThat(unable.up()).isFalse();
        assertThat(Verdict.next(timing(0), 0, false, unable, noSocket).state()).isSameAs(unable);
        CheckState again = Verdict.next(timing(0), 0, false, unable, BAD).state();
        assertThat(again.unable()).isNull();
        CheckState good = Verdict.next(timing(0), 0, false, again, GOOD).state();
        CheckState interrupted = Verdict.next(timing(0), 0, false, good, noSocket).state();
        assertThat(interrupted.up()).isTrue();
        assertThat(Verdict.next(timing(0), 0, false, interrupted, GOOD).state()).isEqualTo(good);
    }

    private static String run(
            CheckTiming timing, int urls, boolean fast, boolean alpha, String results) {
        CheckState state = CheckState.initial(alpha);
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < results.length(); i++) {
            ProbeResult result =
                    switch (results.charAt(i)) {
                        case '+' -> GOOD;
                        case '-' -> BAD;
                        default -> new ProbeResult.Unjudged("no socket");
                    };
            Verdict.Step step = Verdict.next(timing, urls, fast, state, result);
            state = step.state();
            String verdict = !step.decided() ? "." : state.up() ? "U" : "D";
            seen.add(verdict + step.delay().toSeconds());
        }
        return String.join(" ", seen);
    }
}
