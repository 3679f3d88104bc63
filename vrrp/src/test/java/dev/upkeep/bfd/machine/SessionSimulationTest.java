package dev.upkeep.bfd.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Two thousand pairs, each found together after disturbances, apart once the path is cut, and
/// together again.
class SessionSimulationTest {

    private static final int PAIRS = 2000;
    private static final int DISTURBANCES = 12;
    private static final long MINUTE_US = 60_000_000;

    @Test
    void pairs_afterDisturbances_areUpAndStay_andEachDetectsACut() {
        for (long seed = 1; seed <= PAIRS; seed++) {
            SessionSimulation pair = new SessionSimulation(seed);
            pair.disturb(DISTURBANCES);
            pair.settle();
            assertTogether(pair, seed);
            assertThat(pair.quiet(MINUTE_US)).as("seed %d: changes without a cause", seed).isZero();

            long detection =
                    Math.max(
                            pair.first.variables.detectionTimeUs(),
                            pair.second.variables.detectionTimeUs());
            pair.cut(detection + 1000); // and what was on the way
            assertThat(pair.first.up()).as("seed %d: notices the cut", seed).isFalse();
            assertThat(pair.second.up()).as("seed %d: notices the cut", seed).isFalse();

            pair.settle();
            assertTogether(pair, seed);
        }
    }

    private static void assertTogether(SessionSimulation pair, long seed) {
        SessionVariables first = pair.first.variables;
        SessionVariables second = pair.second.variables;
        assertThat(pair.first.up()).as("seed %d: %s / %s", seed, first, second).isTrue();
        assertThat(pair.second.up()).as("seed %d: %s / %s", seed, first, second).isTrue();
        assertThat(first.remote().discriminator())
                .as("seed %d", seed)
                .isEqualTo(second.local().discriminator());
        assertThat(second.remote().discriminator())
                .as("seed %d", seed)
                .isEqualTo(first.local().discriminator());
        assertThat(first.polling() || second.polling()).as("seed %d: polls", seed).isFalse();
        assertThat(first.transmitIntervalUs())
                .as("seed %d: intervals", seed)
                .isEqualTo(Math.max(pair.first.config.upTxUs(), pair.second.config.minRxUs()));
    }
}
