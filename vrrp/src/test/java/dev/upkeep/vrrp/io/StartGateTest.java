package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartGateTest {

    /// The delay from a start that long after the boot; below 0: none.
    @ParameterizedTest(name = "{0}, {1} s after the boot")
    @CsvSource({
        "vrrp_delay_after_boot 30, 10, 20",
        "vrrp_delay_after_boot 30, 31, 0",
        "vrrp_startup_delay 5, 10, 5",
        "vrrp_startup_delay 5; vrrp_delay_after_boot 30, 10, 20",
        "vrrp_startup_delay 25; vrrp_delay_after_boot 30, 10, 25"
    })
    void delay_ofAConfiguration(String lines, long sinceBoot, long delay) {
        String file = "global_defs {\n" + lines.replace("; ", "\n") + "\n}\n";

        assertThat(
                        StartGate.delay(
                                Configurations.of(file).global().vrrp(),
                                Duration.ofSeconds(sinceBoot)))
                .isEqualTo(Duration.ofSeconds(delay));
    }
}
