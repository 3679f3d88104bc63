package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Checker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The rules of shared probes: equal checks run once as long as they are in the same state, so that
/// one result means the same for each of them and the next attempt is due at the same time.
public final class ProbeSharing {

    private ProbeSharing() {}

    /// The state of a check after an attempt.
    ///
    /// @param delay time to its next attempt
    public record Course(CheckState state, Duration delay) {}

    /// Returns whether equal checks of that kind may run as one. A program may do anything, count
    /// its calls for instance, and is run for each check; checks that follow something else make no
    /// attempts.
    public static boolean shareable(Checker checker) {
        return switch (checker) {
            case Checker.Tcp _,
                    Checker.Http _,
                    Checker.Smtp _,
                    Checker.Dns _,
                    Checker.Udp _,
                    Checker.Ping _ ->
                    true;
            case Checker.Misc _, Checker.FileWeight _, Checker.Bfd _ -> false;
        };
    }

    /// Splits checks that had one attempt together into those that go on together.
    ///
    /// @param sharing false to make each go on alone
    public static <T> List<List<T>> split(
            List<T> checks, Function<T, Course> course, boolean sharing) {
        if (!sharing) {
            return checks.stream().map(List::of).toList();
        }
        Map<Course, List<T>> same = new LinkedHashMap<>();
        for (T check : checks) {
            same.computeIfAbsent(course.apply(check), _ -> new ArrayList<>(1)).add(check);
        }
        return List.copyOf(same.values());
    }

    /// Returns whether checks in that state may join others in the same state at their next
    /// attempt, though that is earlier: there was a verdict, and neither retries nor successes are
    /// being counted.
    public static boolean settled(CheckState state) {
        return state.judged() && state.failures() == 0 && state.successes() == 0;
    }
}
