package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Times among the metrics of a route: `100ms`, `1.5s`, or a plain number in the kernel's own unit.
final class KernelTime {
    private static final int LONGEST_MS = 120_000;
    private static final int PLACES = 3;

    private KernelTime() {}

    /// Returns the time in the kernel's unit; null after a report.
    static @Nullable String read(Arguments in, Word word, int perMillisecond) {
        String text = word.text();
        boolean ms = text.endsWith("ms");
        boolean seconds = !ms && text.endsWith("s");
        String number = text.substring(0, text.length() - (ms ? 2 : seconds ? 1 : 0));
        boolean fraction = ms || seconds;
        if (!number.matches(fraction ? "[0-9]+(\\.[0-9]*)?" : "[0-9]+")) {
            in.error(
                    DiagnosticCode.TIME_INVALID,
                    word,
                    "'" + text + "' is not a number with s, ms or nothing behind",
                    null);
            return null;
        }
        BigDecimal value = new BigDecimal(number);
        if (value.scale() > PLACES) {
            in.error(
                    DiagnosticCode.NUMBER_PLACES,
                    word,
                    text + " has more than " + PLACES + " decimal places and is rounded",
                    null);
            value = value.setScale(PLACES, RoundingMode.HALF_UP);
        }
        if (seconds) {
            value = value.movePointRight(3);
        }
        BigDecimal units = fraction ? value.multiply(BigDecimal.valueOf(perMillisecond)) : value;
        BigDecimal most = BigDecimal.valueOf((long) LONGEST_MS * perMillisecond);
        if (units.compareTo(most) > 0) {
            in.error(DiagnosticCode.NUMBER_RANGE, word, text + " is more than 120 s", null);
            return null;
        }
        return units.setScale(0, RoundingMode.HALF_UP).toPlainString();
    }
}
