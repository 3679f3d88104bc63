package dev.upkeep.checkers.pool;

import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ScriptProgram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The state of one check.
///
/// @param up its verdict; before the first result the assumption of `alpha`
/// @param judged whether there was a result that counts
/// @param failures failed attempts since the last success that were not yet final
/// @param successes successes in a row while down that are not yet enough (`rise`)
/// @param url the url whose turn it is (checks with several steps), else 0
/// @param urlFailed whether that url is tested alone until it is good again
/// @param weight weight that the check asks for, null for the configured one
/// @param unable why the last attempt could not be made, null when it could
public record CheckState(
        boolean up,
        boolean judged,
        int failures,
        int successes,
        int url,
        boolean urlFailed,
        @Nullable Integer weight,
        @Nullable String unable) {

    /// Makes the state of a check that can run.
    public CheckState(
            boolean up,
            boolean judged,
            int failures,
            int successes,
            int url,
            boolean urlFailed,
            @Nullable Integer weight) {
        this(up, judged, failures, successes, url, urlFailed, weight, null);
    }

    /// Returns a copy for a check that cannot run, so that its verdict is what was last known.
    CheckState unable(String reason) {
        return reason.equals(unable)
                ? this
                : new CheckState(up, judged, failures, successes, url, urlFailed, weight, reason);
    }

    /// Makes a state without successes that are not yet enough.
    public CheckState(
            boolean up,
            boolean judged,
            int failures,
            int url,
            boolean urlFailed,
            @Nullable Integer weight) {
        this(up, judged, failures, 0, url, urlFailed, weight);
    }

    /// Returns the state of a new check.
    ///
    /// @param alpha whether it starts in the down state
    public static CheckState initial(boolean alpha) {
        return new CheckState(!alpha, false, 0, 0, false, null);
    }

    /// Returns the states of the checks of a server that nothing is known of.
    static List<CheckState> initial(RealServer server) {
        if (server.checkers().isEmpty()) {
            return List.of(); // one list for tens of thousands of servers
        }
        List<CheckState> states = new ArrayList<>(server.checkers().size());
        for (Checker checker : server.checkers()) {
            states.add(initial(startsDown(checker)));
        }
        return states;
    }

    /// A check without a program counts as up, also under `alpha`: keepalived forgets such a check.
    private static boolean cannotRun(Checker.Misc misc) {
        return misc.script().program() instanceof ScriptProgram.Unavailable;
    }

    private static boolean startsDown(Checker checker) {
        return switch (checker) {
            case Checker.Tcp tcp -> tcp.timing().alpha();
            case Checker.Http http -> http.timing().alpha();
            case Checker.Smtp smtp -> smtp.timing().alpha();
            case Checker.Dns dns -> dns.timing().alpha();
            case Checker.Misc misc -> misc.timing().alpha() && !cannotRun(misc);
            case Checker.Udp udp -> udp.timing().alpha();
            case Checker.Ping ping -> ping.timing().alpha();
            case Checker.FileWeight _ -> false;
            case Checker.Bfd bfd -> bfd.alpha();
        };
    }
}
