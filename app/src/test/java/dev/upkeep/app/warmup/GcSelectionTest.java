package dev.upkeep.app.warmup;

import static org.assertj.core.api.Assertions.assertThat;

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
}
