package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Word;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Reads numbers as keepalived does: decimal only, an optional `+`, no unit, no multiplier. A
/// number with rubbish behind it is reported and its number part is used, as keepalived's daemon
/// (but not its `-t`) does.
public final class Numbers {
    private Numbers() {}

    /// Reads a whole number from `min` to `max`; null when it is none or outside.
    public static @Nullable Long whole(Arguments in, Word word, long min, long max) {
        String text = word.text();
        int end = digits(text, signLength(text));
        int start = signLength(text);
        if (end == start) {
            in.error(
                    DiagnosticCode.NUMBER_INVALID,
                    word,
                    "'" + text + "' is not a number",
                    text.indexOf('$') >= 0
                            ? AddressAdvice.GLUED_DEFINITION
                            : "write a number from " + min + " to " + max);
            return null;
        }
        if (text.charAt(0) == '-' && min >= 0) {
            in.error(
                    DiagnosticCode.NUMBER_NEGATIVE,
                    word,
                    text + " is negative",
                    "write a number from " + min + " to " + max);
            return null;
        }
        BigDecimal value = new BigDecimal(text.substring(0, end));
        if (!inside(value, min, max)) {
            in.error(
                    DiagnosticCode.NUMBER_RANGE,
                    word,
                    text + " is outside " + range(min, max),
                    null);
            return null;
        }
        if (end < text.length() && in.isVital()) {
            in.error(
                    DiagnosticCode.NUMBER_INVALID,
                    word,
                    "'" + text + "' is not a number",
                    "write " + value.toPlainString());
            return null;
        }
        if (end < text.length()) {
            in.error(
                    DiagnosticCode.NUMBER_TRAILING,
                    word,
                    "'" + text + "' is not a number; " + value.longValue() + " is used",
                    "write " + value.longValue());
        }
        return value.longValue();
    }

    /// Takes the word of a number.
    ///
    /// @return null after a report when there is none
    static @Nullable Word require(Arguments in, long min, long max) {
        return in.require("a number from " + min + " to " + max);
    }

    /// Returns how the reference page writes a number: `<seconds 1..255>`.
    ///
    /// @param what the unit or meaning, for people
    static String syntax(String what, long min, long max) {
        return "<" + what + " " + min + ".." + max + ">";
    }

    private static boolean inside(BigDecimal value, long min, long max) {
        return value.compareTo(BigDecimal.valueOf(min)) >= 0
                && value.compareTo(BigDecimal.valueOf(max)) <= 0;
    }

    private static String range(long min, long max) {
        return min + (max < 0 || min < 0 ? " to " : "-") + max;
    }

    /// Reads a decimal number scaled to a whole one: seconds with six places give microseconds.
    ///
    /// @param places digits of the fraction that count; more are reported and rounded
    /// @param min smallest result, in units of the last place
    /// @param max largest result, in units of the last place
    public static @Nullable Long scaled(Arguments in, Word word, int places, long min, long max) {
        String text = word.text();
        int start = signLength(text);
        int point = digits(text, start);
        int end = point;
        if (end < text.length() && text.charAt(end) == '.') {
            end = digits(text, point + 1);
        }
        boolean anyDigit = point > start || end > point + 1;
        if (!anyDigit) {
            in.error(
                    DiagnosticCode.NUMBER_INVALID,
                    word,
                    "'" + text + "' is not a decimal number",
                    text.indexOf('$') >= 0
                            ? AddressAdvice.GLUED_DEFINITION
                            : "write a number from "
                                    + plain(min, places)
                                    + " to "
                                    + plain(max, places));
            return null;
        }
        if (text.charAt(0) == '-' && min >= 0) {
            in.error(DiagnosticCode.NUMBER_NEGATIVE, word, text + " is negative", null);
            return null;
        }
        BigDecimal exact = new BigDecimal(text.substring(0, end)).movePointRight(places);
        BigDecimal value = exact.setScale(0, java.math.RoundingMode.HALF_UP);
        if (!inside(value, min, max)) {
            in.error(
                    DiagnosticCode.NUMBER_RANGE,
                    word,
                    text + " is outside " + plain(min, places) + "-" + plain(max, places),
                    null);
            return null;
        }
        if (end < text.length()) {
            String used = plain(value.longValue(), places);
            in.error(
                    DiagnosticCode.NUMBER_INVALID,
                    word,
                    "'" + text + "' is not a decimal number; " + used + " is used",
                    "write " + withoutUnit(text, end));
        } else if (exact.compareTo(value) != 0) {
            in.error(
                    DiagnosticCode.NUMBER_PLACES,
                    word,
                    text + " has more than " + places + " decimal places and is rounded",
                    "write " + plain(value.longValue(), places));
        }
        return value.longValue();
    }

    /// Returns what to write for a number with a unit behind it.
    private static String withoutUnit(String text, int end) {
        BigDecimal number = new BigDecimal(text.substring(0, end));
        return text.substring(end).equals("ms")
                ? number.movePointLeft(3).stripTrailingZeros().toPlainString()
                        + ": the unit is the second"
                : number.toPlainString();
    }

    /// Returns a scaled number as text without needless zeros: `plain(1500000, 6)` is `1.5`.
    public static String plain(long value, int places) {
        BigDecimal number = BigDecimal.valueOf(value, places).stripTrailingZeros();
        return number.signum() == 0 ? "0" : number.toPlainString();
    }

    /// Returns a duration as decimal seconds.
    public static String seconds(Duration value) {
        return plain(Math.addExact(value.getSeconds() * 1_000_000L, value.getNano() / 1000), 6);
    }

    /// Reads a number in C notation: decimal, `0` octal or `0x` hexadecimal.
    public static @Nullable Long anyBase(Arguments in, Word word, long min, long max) {
        String text = word.text();
        try {
            long value = Long.decode(text);
            if (value >= min && value <= max) {
                return value;
            }
            in.error(
                    DiagnosticCode.NUMBER_RANGE,
                    word,
                    text + " is outside " + range(min, max),
                    null);
        } catch (NumberFormatException e) {
            in.error(DiagnosticCode.NUMBER_INVALID, word, "'" + text + "' is not a number", null);
        }
        return null;
    }

    private static int signLength(String text) {
        return !text.isEmpty() && (text.charAt(0) == '+' || text.charAt(0) == '-') ? 1 : 0;
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
