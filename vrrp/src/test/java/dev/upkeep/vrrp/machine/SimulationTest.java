package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ten thousand elections; `./lab simulate` runs more, and one seed again.
class SimulationTest {

    @Test
    void routers_afterDisturbances_haveOneMasterPerPartAndRest() {
        SimulationRun.Outcome outcome = SimulationRun.until(10_000, SimulatedAuthentication.NONE);

        assertThat(outcome.fault()).as("seed %d", outcome.seed()).isNull();
    }

    /// Packets that are lost, repeated by the network and by an attacker, late and out of order;
    /// keys are exchanged one router after the other, and clocks are set.
    @ParameterizedTest
    @EnumSource(names = {"HEADER", "HMAC"})
    void routers_withAuthentication_haveOneMasterPerPartAndRest(
            SimulatedAuthentication authentication) {
        SimulationRun.Outcome outcome = SimulationRun.until(2_000, authentication);

        assertThat(outcome.fault()).as("seed %d", outcome.seed()).isNull();
    }
}
