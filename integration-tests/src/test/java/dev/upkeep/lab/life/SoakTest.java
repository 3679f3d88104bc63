package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import dev.upkeep.lab.soak.Soak;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Three minutes of `./lab soak`.
@LabTest
class SoakTest {

    @Test
    void tormentedDirector_hasWhatItsConfigurationSays_afterEachStep() {
        Soak.Report report = Soak.run(Logs.of("soak"), Duration.ofMinutes(3), 12);
        System.out.println(report);
        assertThat(report.rounds()).isPositive();
        assertThat(report.requests()).isPositive();
    }
}
