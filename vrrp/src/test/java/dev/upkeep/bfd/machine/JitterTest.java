package dev.upkeep.bfd.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 5880 section 6.8.7.
class JitterTest {

    @ParameterizedTest
    @CsvSource({
        "3, 0,      75000",
        "3, 0.5,    87500",
        "3, 0.9999, 99997",
        "1, 0,      75000",
        "1, 0.5,    82500",
        "1, 0.9999, 89998"
    })
    void shorten_staysInsideTheLimits(int multiplier, double sample, long expected) {
        assertThat(Jitter.shorten(100_000, multiplier, sample)).isEqualTo(expected);
    }
}
