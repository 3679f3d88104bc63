package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Ten thousand elections; `./lab simulate` runs more, and one seed again.
class SimulationTest {

    @Test
    void routers_afterDisturbances_haveOneMasterPerPartAndRest() {
        SimulationRun.Outcome outcome = SimulationRun.until(10_000);

        assertThat(outcome.fault()).as("seed %d", outcome.seed()).isNull();
    }
}
