package dev.upkeep.app.process;

import java.io.PrintStream;
import java.util.Map;

/// `--signum`: which signal asks for what, so that scripts need not know the numbers.
public final class SignalNumbers {

    /// SIGRTMIN + 2.
    public static final int JSON = 36;

    /// SIGRTMAX - 1.
    public static final int STATS_CLEAR = 63;

    private static final Map<String, Integer> NUMBERS =
            Map.of(
                    "STOP", 15,
                    "RELOAD", 1,
                    "DATA", 10,
                    "STATS", 12,
                    "STATS_CLEAR", STATS_CLEAR,
                    "JSON", JSON);

    private SignalNumbers() {}

    /// Prints the number of a function.
    ///
    /// @return the exit status
    public static int print(String function, PrintStream out, PrintStream err) {
        Integer number = NUMBERS.get(function);
        if (number == null) {
            err.println("Unknown sigfunc " + function);
            return 1;
        }
        out.println(number);
        return 0;
    }
}
