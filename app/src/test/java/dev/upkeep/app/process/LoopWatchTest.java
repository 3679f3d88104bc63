package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopWatchTest {

    private static final long SECOND = 1_000_000_000L;

    private long starved;
    private final List<CompletableFuture<Void>> asked = new ArrayList<>();
    private final LoopWatch watch =
            new LoopWatch(
                    "vrrp",
                    Duration.ofSeconds(10),
                    () -> {
                        asked.add(new CompletableFuture<>());
                        return asked.getLast();
                    },
                    () -> "nothing",
                    () -> this.starved);

    @Test
    void loop_thatAnswers_isAskedAgainAndNeverSilent() {
        for (int second = 0; second < 100; second++) {
            assertThat(watch.silent(second * SECOND, 0)).isFalse();
            asked.getLast().complete(null);
        }
        assertThat(asked).hasSize(100);
    }

    @Test
    void loop_thatDoesNotAnswer_isSilentAfterTheLimitAndAskedOnce() {
        assertThat(watch.silent(0, 0)).isFalse();
        assertThat(watch.silent(10 * SECOND, 0)).isFalse();
        assertThat(watch.answered()).isFalse();
        assertThat(watch.silent(10 * SECOND + 1, 0)).isTrue();
        assertThat(asked).hasSize(1);
    }

    @Test
    void timeInWhichTheProcessWasStopped_isNoSilence() {
        assertThat(watch.silent(0, 0)).isFalse();
        assertThat(watch.silent(3600 * SECOND, 3599 * SECOND)).isFalse();
        assertThat(watch.silent(3610 * SECOND, 0)).isFalse();
        assertThat(watch.silent(3611 * SECOND, 0)).isTrue();
    }

    @Test
    void timeInWhichTheThreadWaitedForAProcessor_isNoSilence() {
        starved = 5 * SECOND;
        assertThat(watch.silent(0, 0)).isFalse();
        assertThat(watch.silent(SECOND, 0)).isFalse();
        starved = 13 * SECOND;
        assertThat(watch.silent(18 * SECOND, 0)).isFalse();
        assertThat(watch.silent(18 * SECOND + 1, 0)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"none, 1000", "3000000, 1000", "500000, 250", "rubbish, 1000", "0, 1000"})
    void period_isHalfOfTheServiceManagers_atMostASecond(String micros, long millis) {
        assertThat(Watchdog.period(micros)).isEqualTo(Duration.ofMillis(millis));
    }
}
