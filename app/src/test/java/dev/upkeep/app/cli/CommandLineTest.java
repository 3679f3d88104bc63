package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CommandLineTest {

    static Stream<Arguments> spellings() {
        return Stream.of(
                Arguments.of("-f FILE", Option.USE_FILE, "FILE"),
                Arguments.of("-fFILE", Option.USE_FILE, "FILE"),
                Arguments.of("--use-file FILE", Option.USE_FILE, "FILE"),
                Arguments.of("--use-file=FILE", Option.USE_FILE, "FILE"),
                Arguments.of("--use=FILE", Option.USE_FILE, "FILE"),
                Arguments.of("-nlDf FILE", Option.USE_FILE, "FILE"),
                Arguments.of("stray -f FILE", Option.USE_FILE, "FILE"),
                Arguments.of("-t -f x", Option.CONFIG_TEST, ""),
                Arguments.of("-tLOG -f x", Option.CONFIG_TEST, "LOG"),
                Arguments.of("-t=LOG -f x", Option.CONFIG_TEST, "=LOG"),
                Arguments.of("--config-test=LOG", Option.CONFIG_TEST, "LOG"),
                Arguments.of("--config-test LOG", Option.CONFIG_TEST, ""),
                Arguments.of("-p one -p two", Option.PID, "two"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void parse_everySpellingOfGetopt_findsTheValue(String words, Option option, String value) {
        CommandLine line = CommandLine.parse(List.of(words.split(" ")));

        assertThat(line.errors()).isEmpty();
        assertThat(line.value(option)).isEqualTo(value);
    }

    static Stream<Arguments> faults() { // the texts of keepalived 2.2.7
        return Stream.of(
                Arguments.of("-Z", "Unknown option -Z"),
                Arguments.of("-nZ", "Unknown option -Z"),
                Arguments.of("--zork", "Unknown option --zork"),
                Arguments.of("--vrrp-", "Unknown option --vrrp-"),
                Arguments.of("-f", "Missing parameter for option -f"),
                Arguments.of("-n -i", "Missing parameter for option -i"),
                Arguments.of("--dont-fork=yes", "Option --dont-fork takes no value, got 'yes'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void parse_whatIsNoOption_saysSo(String words, String message) {
        assertThat(CommandLine.parse(List.of(words.split(" "))).errors()).containsExactly(message);
    }

    @Test
    void parse_ambiguousBeginning_isUnknown() {
        assertThat(CommandLine.parse(List.of("--dont")).errors())
                .containsExactly("Unknown option --dont");
    }

    @Test
    void parse_repeatedFlag_isCounted() {
        assertThat(CommandLine.parse(List.of("-DD", "-D")).count(Option.LOG_DETAIL)).isEqualTo(3);
    }

    @Test
    void parse_afterDoubleDash_isStray() {
        assertThat(CommandLine.parse(List.of("-n", "--", "-l")).stray()).containsExactly("-l");
    }

    @Test
    void help_namesEveryOption() {
        String help = Usage.help("upkeep");
        for (Option option : Option.values()) {
            assertThat(help).contains("--" + option.longName());
        }
    }
}
