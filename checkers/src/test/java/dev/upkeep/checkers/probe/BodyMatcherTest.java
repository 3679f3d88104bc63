package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.config.model.Checker;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyMatcherTest {

    @ParameterizedTest(name = "{0} in ''{1}'' with {2}: {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | say hello | - | true",
                "hello | say HELLO | - | false",
                "hello | say HELLO | caseless | true",
                "^b | a^b | - | false",
                "^b | a^b | multiline | true",
                "a.b | a^b | - | false",
                "a.b | a^b | dotall | true",
                "a b | ab | extended | true",
                "[a b]c | ' c' | extended | true",
                "[[:alpha:]]+7 | xyz7 | - | true",
                "[^[:digit:]]7 | 17 | - | false",
                "x[[]y | x[y | - | true",
                "x[a&&b]y | x&y | - | true",
                "x[]]y | x]y | - | true",
                "(?P<n>a)(?P=n) | aa | - | true",
                "b$ | b^ | - | true",
                "b$ | b^ | dollar_endonly | false",
                "two | one^two | firstline | false",
                "^\u00e4.$ | \u00e4\u00e4 | utf | true",
                "^\u00e4.$ | \u00e4\u00e4 | - | false"
            })
    void pattern_matchesAsPcre2Would(String regex, String body, String options, boolean found) {
        Checker.BodyPattern source =
                new Checker.BodyPattern(regex, List.of(options.split(" ")), false, 0, -1);
        assertThat(judge(source, body.replace("^", "\n"))).isEqualTo(found);
    }

    @ParameterizedTest(name = "start in [{0}, {1}): {2}")
    @CsvSource({"0, -1, true", "3, -1, true", "4, -1, false", "0, 4, true", "0, 3, false"})
    void offsets_limitWhereAMatchStarts(long min, long max, boolean found) {
        assertThat(judge(new Checker.BodyPattern("abc", List.of(), false, min, max), "xyzabc"))
                .isEqualTo(found);
    }

    @Test
    void offsets_countBytesOfUtf8() {
        var source = new Checker.BodyPattern("b", List.of("utf"), false, 2, 3);
        assertThat(judge(source, "\u00e4b")).isTrue();
    }

    @Test
    void noMatch_turnsTheVerdict() {
        assertThat(judge(new Checker.BodyPattern("error", List.of(), true, 0, -1), "fine"))
                .isTrue();
        assertThat(judge(new Checker.BodyPattern("error", List.of(), true, 0, -1), "an error"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?R)", "(?(1)a|b)", "a\\Kb", "(", "[z-a]"})
    void pattern_thatJavaCannotSay_isRefused(String regex) {
        assertThatThrownBy(() ->
                        BodyMatcher.compile(
                                new Checker.BodyPattern(regex, List.of(), false, 0, -1)))
                .isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void catastrophicPattern_givesUp() {
        var source = new Checker.BodyPattern("(a*)*(a*)*b", List.of(), false, 0, -1);
        assertThat(BodyMatcher.compile(source).judge("a".repeat(2000)).problem()).isNotNull();
    }

    private static boolean judge(Checker.BodyPattern source, String body) {
        String bytes =
                new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return BodyMatcher.compile(source).judge(bytes).problem() == null;
    }
}
