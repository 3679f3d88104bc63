package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.keyword.AuthenticationKeywords;
import dev.upkeep.config.keyword.GlobalKeywords;
import dev.upkeep.config.keyword.ScriptKeywords;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SpellingTest {

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("letter left out", "inteval", ScriptKeywords.BLOCK, "interval"),
                Arguments.of(
                        "letter changed", "autp_pass", AuthenticationKeywords.BLOCK, "auth_pass"),
                Arguments.of(
                        "letters swapped",
                        "stmp_connect_timeout",
                        GlobalKeywords.BLOCK,
                        "smtp_connect_timeout"),
                Arguments.of(
                        "swapped inside",
                        "vrrp_grap_interval",
                        GlobalKeywords.BLOCK,
                        "vrrp_garp_interval"),
                Arguments.of("case", "Router_ID", GlobalKeywords.BLOCK, "router_id"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("wrong")
    void nearest_ofMisspelling_isTheKeyword(
            String what, String word, BlockSchema<?> block, String keyword) {
        assertThat(Spelling.nearest(word, block)).as(what).isEqualTo(keyword);
    }

    @Test
    void nearest_ofSomethingElse_isNone() {
        assertThat(Spelling.nearest("banana", ScriptKeywords.BLOCK)).isNull();
    }

    @Test
    void distance_beyondLimit_isTheLimit() {
        assertThat(Spelling.distance("abcdef", "uvwxyz", 3)).isGreaterThanOrEqualTo(3);
    }
}
