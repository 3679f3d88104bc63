package dev.upkeep.config.value;

import dev.upkeep.config.schema.Arguments;
import dev.upkeep.config.schema.ValueType;
import dev.upkeep.config.source.Word;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A time in seconds, with a fraction where `places` allows one.
///
/// @param unit `seconds`, `milliseconds` or `microseconds`
/// @param unitPower how many digits the unit lies above a microsecond: 6 for seconds, 3, 0
/// @param places digits of the fraction
/// @param minMicros smallest value in microseconds
/// @param maxMicros largest value in microseconds
public record SecondsType(String unit, int unitPower, int places, long minMicros, long maxMicros)
        implements ValueType<Duration> {
    /// The longest time, in microseconds, of the many keywords that keep it in 32 bits: some 71
    /// minutes.
    public static final long LONGEST = 4_294_967_295L;

    /// The longest time, in microseconds, where a keyword sets no limit: some 31 years, so that
    /// sums of a few times still fit 64 bits in nanoseconds. keepalived takes 584,000 years.
    public static final long UNLIMITED = 1_000_000_000_000_000L;

    /// Whole seconds.
    public static SecondsType whole(long min, long max) {
        return new SecondsType("seconds", 6, 0, min * 1_000_000L, max * 1_000_000L);
    }

    /// Seconds with six decimal places.
    public static SecondsType decimal(String min, String max) {
        return new SecondsType("seconds", 6, 6, micros(min), micros(max));
    }

    /// Seconds with six decimal places, from `min` on, without an upper limit.
    public static SecondsType decimal(String min) {
        return new SecondsType("seconds", 6, 6, micros(min), UNLIMITED);
    }

    private static long micros(String seconds) {
        return new java.math.BigDecimal(seconds).movePointRight(6).longValueExact();
    }

    @Override
    public @Nullable Duration parse(Arguments in) {
        Word word = in.require("a time in " + unit);
        if (word == null) {
            return null;
        }
        long factor = 1;
        for (int i = places; i < unitPower; i++) {
            factor *= 10;
        }
        long min = Math.ceilDiv(minMicros, factor);
        Long value =
                places == 0
                        ? Numbers.whole(in, word, min, maxMicros / factor)
                        : Numbers.scaled(in, word, places, min, maxMicros / factor);
        if (value == null) {
            return null;
        }
        long micros = value * factor;
        return Duration.ofSeconds(micros / 1_000_000, micros % 1_000_000 * 1000);
    }

    @Override
    public String syntax() {
        String kind = places == 0 ? "whole " + unit : unit;
        String low = Numbers.plain(minMicros, unitPower);
        String high = Numbers.plain(maxMicros, unitPower);
        return "<" + kind + " " + low + ".." + high + ">";
    }

    @Override
    public String format(Duration value) {
        long micros = Math.addExact(value.getSeconds() * 1_000_000L, value.getNano() / 1000);
        return Numbers.plain(micros, unitPower);
    }
}
