package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProbeLimiterTest {

    private final ProbeLimiter limiter = new ProbeLimiter(1);
    private final List<Integer> ran = new ArrayList<>();

    @Test
    void acquire_beyondTheLimit_waitsInLine() {
        limiter.acquire(() -> ran.add(1));
        limiter.acquire(() -> ran.add(2));
        limiter.acquire(() -> ran.add(3));
        assertThat(ran).containsExactly(1);

        limiter.release();
        assertThat(ran).containsExactly(1, 2);
        assertThat(limiter.waiting()).isEqualTo(1);

        limiter.release();
        limiter.release();
        limiter.acquire(() -> ran.add(4));
        assertThat(ran).containsExactly(1, 2, 3, 4);
    }

    /// At a stop thousands that wait have nothing left to do.
    @Test
    void release_manyWaitingThatReleaseAtOnce_needsNoStackForEach() {
        limiter.acquire(() -> {});
        for (int number = 0; number < 100_000; number++) {
            int each = number;
            limiter.acquire(() -> {
                ran.add(each);
                limiter.release();
            });
        }

        limiter.release();

        assertThat(ran).hasSize(100_000).isSorted();
        limiter.acquire(() -> ran.add(-1));
        limiter.acquire(() -> ran.add(-2));
        assertThat(ran).endsWith(-1);
    }

    @Test
    void release_taskThatThrows_doesNotHoldBackTheNextRelease() {
        limiter.acquire(() -> {});
        limiter.acquire(() -> {
            throw new IllegalStateException("no probe");
        });
        limiter.acquire(() -> ran.add(1));

        assertThatThrownBy(limiter::release).hasMessage("no probe");
        limiter.release();

        assertThat(ran).containsExactly(1);
    }
}
