package dev.upkeep.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GcSelectionTest {

    @ParameterizedTest(name = "{0} ms, {1} may be missing: {2}")
    @CsvSource({"1000, 3, false", "500, 3, false", "490, 3, true", "1000, 1, true"})
    void tight_advertInterval_countsTheAdvertsThatMayBeMissing(
            long millis, int adverts, boolean expected) {
        assertThat(GcSelection.tight(Duration.ofMillis(millis), adverts)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} ms x {1}: {2}")
    @CsvSource({"50, 3, true", "500, 3, false", "1000, 1, true"})
    void tight_bfdSession_countsThePacketsThatMayBeMissing(
            int millis, int multiplier, boolean expected) {
        String session =
                "bfd_instance B {\nneighbor_ip 192.0.2.2\nmin_tx %1$d\nmin_rx %1$d\nmultiplier %2$d\n}"
                        .formatted(millis, multiplier);

        assertThat(GcSelection.tight(Configurations.of(session))).isEqualTo(expected);
    }
}
