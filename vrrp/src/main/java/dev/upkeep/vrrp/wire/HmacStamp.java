package dev.upkeep.vrrp.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/// The time in an [HmacTrailer]: each signed packet of a sender has a later one.
///
/// @param seconds since 1970, unsigned 32 bits
/// @param fraction of a second in 65536ths
/// @param counter 0-65535, distinguishes packets of one time
public record HmacStamp(long seconds, int fraction, int counter) implements Comparable<HmacStamp> {

    /// Before every other.
    public static final HmacStamp NEVER = new HmacStamp(0, 0, 0);

    private static final Comparator<HmacStamp> ORDER =
            Comparator.comparingLong(HmacStamp::seconds)
                    .thenComparingInt(HmacStamp::fraction)
                    .thenComparingInt(HmacStamp::counter);

    private static final long NANOS = 1_000_000_000L;
    private static final int FRACTIONS = 0x10000;

    /// The stamp of the next packet: of now, and later than this one also when the clock stands
    /// still or was set back by no more than the tolerance of receivers.
    ///
    /// @param tolerance `time_window`; after a larger step back nobody would take an old time
    public HmacStamp next(Instant now, Duration tolerance) {
        HmacStamp current =
                new HmacStamp(
                        now.getEpochSecond(), (int) (now.getNano() * (long) FRACTIONS / NANOS), 0);
        boolean steppedFar = seconds - current.seconds > tolerance.toSeconds();
        if (current.compareTo(this) > 0 || steppedFar) {
            return current;
        }
        if (counter < 0xffff) {
            return new HmacStamp(seconds, fraction, counter + 1);
        }
        return fraction < FRACTIONS - 1
                ? new HmacStamp(seconds, fraction + 1, 0)
                : new HmacStamp(seconds + 1, 0, 0);
    }

    /// Returns how far it is from a time, in either direction.
    public Duration distance(Instant now) {
        Instant time = Instant.ofEpochSecond(seconds, fraction * NANOS / FRACTIONS);
        return Duration.between(time, now).abs();
    }

    @Override
    public int compareTo(HmacStamp other) {
        return ORDER.compare(this, other);
    }
}
