package dev.upkeep.vrrp.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.TrackProcess;
import dev.upkeep.config.model.TrackProcess.ParameterMatch;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Patterns, counts and quorum of `vrrp_track_process`.
class ProcessTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static TrackProcess process(
            List<String> command, ParameterMatch match, boolean full, int quorum, int most) {
        return new TrackProcess(
                "p", command, match, 0, false, quorum, most, SECOND, Duration.ZERO, full);
    }

    static Stream<Arguments> patterns() {
        List<String> haproxy = List.of("/usr/sbin/haproxy");
        List<String> two = List.of("/bin/a", "-x", "on");
        return Stream.of(
                arguments("by name", haproxy, ParameterMatch.NONE, false, "haproxy|other", true),
                arguments("other name", haproxy, ParameterMatch.NONE, false, "hapro|x", false),
                arguments(
                        "name cut by the kernel",
                        List.of("a-very-long-process-name"),
                        ParameterMatch.NONE,
                        false,
                        "a-very-long-pro|x",
                        true),
                arguments(
                        "whole command",
                        haproxy,
                        ParameterMatch.NONE,
                        true,
                        "haproxy|/usr/sbin/haproxy",
                        true),
                arguments(
                        "whole command with more words",
                        haproxy,
                        ParameterMatch.NONE,
                        true,
                        "haproxy|/usr/sbin/haproxy -f",
                        false),
                arguments("same words", two, ParameterMatch.EXACT, false, "a|/bin/a -x on", true),
                arguments("fewer words", two, ParameterMatch.EXACT, false, "a|/bin/a -x", false),
                arguments(
                        "first words",
                        two,
                        ParameterMatch.INITIAL,
                        false,
                        "a|/bin/a -x on more",
                        true),
                arguments(
                        "first words, the last one longer",
                        two,
                        ParameterMatch.INITIAL,
                        false,
                        "a|/bin/a -x once",
                        false),
                arguments(
                        "beginning of the last word",
                        two,
                        ParameterMatch.PARTIAL,
                        false,
                        "a|/bin/a -x once more",
                        true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("patterns")
    void pattern_matches(
            String name,
            List<String> command,
            ParameterMatch match,
            boolean full,
            String process,
            boolean matches) {
        String[] parts = process.split("\\|", -1);

        assertThat(
                        new ProcessPattern(process(command, match, full, 1, 65_535))
                                .matches(parts[0], List.of(parts[1].split(" "))))
                .isEqualTo(matches);
    }

    /// Words of the block, and whether `/run/x/service 600 10`, which runs twice, has its quorum.
    static Stream<Arguments> blocks() {
        return Stream.of(
                arguments("process /run/x/service", true),
                arguments("process service", true),
                arguments("process /other/service", true),
                arguments("process /run/x/serv", false),
                arguments("process /run/x/service; full_command", false),
                arguments("process /run/x/service 600 10; full_command", true),
                arguments("process /other/service; full_command", false),
                arguments("process /run/x/service; param_match", false),
                arguments("process /run/x/service; param_match initial", true),
                arguments("process /run/x/service 600", false),
                arguments("process /run/x/service 600; param_match initial", true),
                arguments("process /run/x/service 60; param_match initial", false),
                arguments("process /run/x/service 60; param_match partial", true),
                arguments("process /run/x/service 6 10; param_match partial", false),
                arguments("process service; quorum 3", false),
                arguments("process service; quorum 2", true),
                arguments("process service; quorum_max 1", false),
                arguments("process service; quorum_max 2", true),
                arguments("process service; quorum_max 0", false),
                arguments("process /run/x/serv; quorum_max 0", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blocks")
    void block_ofAConfiguration_meansTheseProcesses(String lines, boolean good) {
        TrackProcess process = configured(lines);
        boolean matches =
                new ProcessPattern(process)
                        .matches("service", List.of("/run/x/service", "600", "10"));

        assertThat(ProcessQuorum.first(process, matches ? 2 : 0).good()).isEqualTo(good);
    }

    @ParameterizedTest
    @ValueSource(strings = {"terminate_delay 1.5", "delay 1.5", "delay 9; terminate_delay 1.5"})
    void terminateDelay_ofAConfiguration_holdsALossBack(String lines) {
        TrackProcess process = configured("process service; " + lines);

        assertThat(ProcessQuorum.first(process, 1).counted(process, 0).delay())
                .isEqualTo(Duration.ofMillis(1500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork_delay 1.5", "delay 1.5", "delay 9; fork_delay 1.5"})
    void forkDelay_ofAConfiguration_holdsAGainBack(String lines) {
        TrackProcess process = configured("process service; " + lines);

        assertThat(ProcessQuorum.first(process, 0).counted(process, 1).delay())
                .isEqualTo(Duration.ofMillis(1500));
    }

    private static TrackProcess configured(String lines) {
        return Configurations.of("vrrp_track_process p {\n" + lines.replace("; ", "\n") + "\n}\n")
                .trackers()
                .processes()
                .getFirst();
    }

    @Test
    void table_forkExecExit_countsProcesses() {
        ProcessTable table = new ProcessTable();

        assertThat(table.is(10, Set.of("web"))).containsExactly("web");
        assertThat(table.forked(10, 11)).containsExactly("web");
        assertThat(table.forked(99, 12)).isEmpty();
        assertThat(table.count("web")).isEqualTo(2);
        assertThat(table.is(11, Set.of("db"))).containsExactlyInAnyOrder("web", "db");
        assertThat(table.exited(10)).containsExactly("web");
        assertThat(table.count("web")).isZero();
        assertThat(table.count("db")).isOne();
        assertThat(table.exited(10)).isEmpty();
    }

    @Test
    void quorum_lost_countsOnlyAfterItsDelay() {
        TrackProcess configured = process(List.of("x"), ParameterMatch.NONE, false, 2, 3);
        ProcessQuorum two = ProcessQuorum.first(configured, 2);

        ProcessQuorum.Step lost = two.counted(configured, 1);
        assertThat(lost.timing()).isEqualTo(ProcessQuorum.Timing.ARM);
        assertThat(lost.delay()).isEqualTo(SECOND);
        assertThat(lost.quorum().good()).isTrue();
        assertThat(lost.quorum().counted(configured, 2).timing())
                .isEqualTo(ProcessQuorum.Timing.DISARM);
        ProcessQuorum over = lost.quorum().delayOver();
        assertThat(over.good()).isFalse();
        assertThat(over.counted(configured, 3).quorum().good()).isTrue(); // fork_delay is 0
        assertThat(ProcessQuorum.first(configured, 4).good()).isFalse();
    }

    @Test
    void quorum_ofNone_isGoodWhileNothingRuns() {
        TrackProcess none = process(List.of("x"), ParameterMatch.NONE, false, 1, 0);

        assertThat(ProcessQuorum.first(none, 0).good()).isTrue();
        assertThat(ProcessQuorum.first(none, 1).good()).isFalse();
    }
}
