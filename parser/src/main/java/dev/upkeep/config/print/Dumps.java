package dev.upkeep.config.print;

import dev.upkeep.config.model.Script;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Small conversions on the way from the model to keywords.
final class Dumps {
    private Dumps() {}

    /// The command alone, where the user has a keyword of its own.
    static Script command(Script script) {
        return new Script(script.commandLine(), script.arguments(), null);
    }

    /// Null for zero: the keyword is left out then.
    static @Nullable Duration unlessZero(Duration time) {
        return time.isZero() ? null : time;
    }

    /// Null for zero: the keyword is left out then.
    static @Nullable Integer unlessZero(int number) {
        return number == 0 ? null : Integer.valueOf(number);
    }
}
