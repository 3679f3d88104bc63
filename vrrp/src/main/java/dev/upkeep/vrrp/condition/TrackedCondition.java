package dev.upkeep.vrrp.condition;

import dev.upkeep.vrrp.condition.ConditionKey.Kind;

/// A tracked object and how much it counts for one instance.
///
/// @param weight -254 to 254; 0: the object means FAULT while it is bad
/// @param reverse what a weight adds is subtracted, and the other way round; with weight 0 the
///   object means FAULT while it is good
public record TrackedCondition(ConditionKey key, int weight, boolean reverse) {

    /// A file whose weighted number is at or below this means FAULT.
    private static final int FILE_FAULT = -254;

    /// A file never adds more.
    private static final int FILE_HIGHEST = 253;

    /// Returns the effect of a level on the instance.
    public Effect effect(Level level) {
        return switch (level) {
            case Level.Unknown() -> weight == 0 ? Effect.UNDETERMINED : Effect.NONE;
            case Level.Good() -> ofState(true);
            case Level.Bad() -> ofState(false);
            case Level.Value(int number) -> ofNumber(number);
        };
    }

    private Effect ofState(boolean up) {
        if (weight == 0) {
            return up == reverse ? Effect.FAULT : Effect.NONE;
        }
        return up == weight > 0
                ? new Effect(reverse ? -weight : weight, false, false)
                : Effect.NONE;
    }

    private Effect ofNumber(int number) {
        if (weight == 0) {
            return (number == 0) == reverse ? Effect.FAULT : Effect.NONE;
        }
        long product = (long) number * weight * (reverse ? -1 : 1);
        return product <= FILE_FAULT
                ? Effect.FAULT
                : new Effect((int) Math.min(product, FILE_HIGHEST), false, false);
    }

    /// Returns whether this object is a file, whose faults keepalived logs.
    public boolean isFile() {
        return key.kind() == Kind.FILE;
    }

    /// The effect of one object on an instance.
    ///
    /// @param adjustment added to the priority
    /// @param fault the instance cannot take part
    /// @param undetermined the instance must not begin before the first result
    public record Effect(int adjustment, boolean fault, boolean undetermined) {
        static final Effect NONE = new Effect(0, false, false);
        static final Effect FAULT = new Effect(0, true, false);
        static final Effect UNDETERMINED = new Effect(0, false, true);
    }
}
