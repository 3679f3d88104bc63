package dev.upkeep.checkers.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.pool.ProbeSharing.Course;
import dev.upkeep.config.model.Checker;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ProbeSharingTest {

    private static final CheckState UP = new CheckState(true, true, 0, 0, false, null);
    private static final CheckState RETRIES = new CheckState(true, true, 1, 0, false, null);
    private static final CheckState UNJUDGED = CheckState.initial(false);
    private static final Duration LOOP = Duration.ofSeconds(6);
    private static final Duration RETRY = Duration.ofSeconds(3);

    @Test
    void checksInTheSameState_goOnTogether_othersApart() {
        Map<String, Course> byName =
                Map.of(
                        "a", new Course(UP, LOOP),
                        "b", new Course(RETRIES, RETRY),
                        "c", new Course(UP, LOOP),
                        "d", new Course(UP, RETRY));
        Function<String, Course> courses = name -> Objects.requireNonNull(byName.get(name));
        List<String> all = List.of("a", "b", "c", "d");
        assertThat(ProbeSharing.split(all, courses, true))
                .containsExactly(List.of("a", "c"), List.of("b"), List.of("d"));
        assertThat(ProbeSharing.split(all, courses, false))
                .containsExactly(List.of("a"), List.of("b"), List.of("c"), List.of("d"));
    }

    @Test
    void onlySettledChecks_mayJoinOthers() {
        assertThat(ProbeSharing.settled(UP)).isTrue();
        assertThat(ProbeSharing.settled(new CheckState(false, true, 0, 1, true, null)))
                .as("down")
                .isTrue();
        assertThat(ProbeSharing.settled(UNJUDGED)).as("never judged").isFalse();
        assertThat(ProbeSharing.settled(RETRIES)).as("counts failures").isFalse();
        assertThat(ProbeSharing.settled(new CheckState(false, true, 0, 1, 0, false, null)))
                .as("counts successes")
                .isFalse();
    }

    @Test
    void checksOfASocket_areShareable_thoseThatFollowSomethingAreNot() {
        assertThat(ProbeSharing.shareable(Models.tcpCheck("10.0.0.1:80", false))).isTrue();
        assertThat(ProbeSharing.shareable(new Checker.FileWeight("f", 1, false))).isFalse();
        assertThat(ProbeSharing.shareable(new Checker.Bfd("b", false))).isFalse();
    }
}
