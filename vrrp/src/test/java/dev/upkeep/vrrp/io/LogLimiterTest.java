package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogLimiterTest {

    private static final long SECOND = 1_000_000_000L;

    private final LogLimiter limiter = new LogLimiter();

    @Test
    void admit_ofAFlood_oneLineAtOnceAndOneInAWhileWithTheNumber() {
        assertThat(limiter.admit("a", 0)).isEmpty();
        for (int i = 1; i < 30; i++) {
            assertThat(limiter.admit("a", i * SECOND)).isNull();
        }
        assertThat(limiter.admit("a", 30 * SECOND)).isEqualTo(" (29 more)");
        assertThat(limiter.admit("b", 30 * SECOND)).isEmpty();
    }

    @Test
    void admit_ofManyKinds_countsTheRestTogether() {
        int lines = 0;
        for (int i = 0; i < 5_000; i++) {
            lines += limiter.admit(i, SECOND) == null ? 0 : 1;
        }

        assertThat(lines).isLessThan(20);
    }
}
