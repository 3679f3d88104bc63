package dev.upkeep.config.source;

/// 128 bits that stand for a text: equal texts have equal ones, and others do not by any chance
/// that matters. Not made to withstand someone who looks for a collision; who can write the
/// configuration has no need of one.
///
/// Two lanes of multiply and rotate over four characters at a time, with different odd constants.
///
/// @param high the first lane
/// @param low the second lane
public record Fingerprint(long high, long low) {

    /// Of no text.
    public static final Fingerprint NONE = new Fingerprint(0, 0);

    private static final long FIRST = 0x9E3779B97F4A7C15L;
    private static final long SECOND = 0xC2B2AE3D27D4EB4FL;

    /// Returns the fingerprint of the characters from `start` to `end`.
    public static Fingerprint of(char[] text, int start, int end) {
        long a = FIRST;
        long b = SECOND;
        int i = start;
        for (; i + 4 <= end; i += 4) {
            long four =
                    text[i]
                            | ((long) text[i + 1] << 16)
                            | ((long) text[i + 2] << 32)
                            | ((long) text[i + 3] << 48);
            a = Long.rotateLeft((a ^ four) * FIRST, 29);
            b = Long.rotateLeft((b + four) * SECOND, 31);
        }
        for (; i < end; i++) {
            a = Long.rotateLeft((a ^ text[i]) * FIRST, 29);
            b = Long.rotateLeft((b + text[i]) * SECOND, 31);
        }
        return new Fingerprint(spread(a ^ (end - start)), spread(b + end - start));
    }

    /// Returns the fingerprint of this sequence and another one behind it.
    public Fingerprint then(Fingerprint next) {
        return new Fingerprint(
                spread(Long.rotateLeft(high * FIRST, 29) ^ next.high),
                spread(Long.rotateLeft(low * SECOND, 31) + next.low));
    }

    /// Lets every bit depend on every other.
    private static long spread(long value) {
        long mixed = (value ^ (value >>> 32)) * FIRST;
        mixed = (mixed ^ (mixed >>> 29)) * SECOND;
        return mixed ^ (mixed >>> 32);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(high);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint(long otherHigh, long otherLow)
                && high == otherHigh
                && low == otherLow;
    }
}
