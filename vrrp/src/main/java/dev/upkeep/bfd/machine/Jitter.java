package dev.upkeep.bfd.machine;

/// Shortens the intervals between periodic packets at random, so that systems do not fall into step
/// (RFC 5880 section 6.8.7).
public final class Jitter {

    private static final double SHORTEST = 0.75;

    /// With a multiplier of 1 the packet must leave well before the peer's detection time ends.
    private static final double LONGEST_OF_ONE = 0.90;

    private Jitter() {}

    /// Takes up to a quarter off an interval; with a multiplier of 1 at least a tenth.
    ///
    /// @param sample random, 0 to below 1
    public static long shorten(long interval, int multiplier, double sample) {
        double longest = multiplier == 1 ? LONGEST_OF_ONE : 1;
        return (long) (interval * (SHORTEST + (longest - SHORTEST) * sample));
    }
}
