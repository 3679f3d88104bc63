package dev.upkeep.vrrp.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ScriptHealthTest {

    /// Results (`+` success, `-` failure) and the level after each (`U` up, `D` down).
    static Stream<Arguments> runs() {
        return Stream.of(
                arguments("every result counts", 1, 1, "+-+-", "UDUD"),
                arguments("the first failure decides", 3, 3, "-+++", "DDDU"),
                arguments("the first success decides", 3, 3, "+---", "UUUD"),
                arguments("a success among failures begins anew", 1, 3, "+--+--", "UUUUUU"),
                arguments("a failure among successes begins anew", 3, 1, "-++-++", "DDDDDD"),
                arguments("rise 2, fall 2", 2, 2, "+--++", "UUDDU"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void level_afterEachResult(String name, int rise, int fall, String results, String levels) {
        ScriptHealth health = ScriptHealth.UNKNOWN;
        assertThat(health.level(rise)).isEqualTo(Level.UNKNOWN);
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < results.length(); i++) {
            health = health.after(results.charAt(i) == '+', rise, fall);
            seen.append(health.level(rise).equals(Level.GOOD) ? 'U' : 'D');
        }

        assertThat(seen).hasToString(levels);
    }
}
