package dev.upkeep.vrrp.condition;

/// The present level of a tracked object.
public sealed interface Level {

    /// Nothing yet: the first result is due.
    Level UNKNOWN = new Unknown();

    /// It is as it should be.
    Level GOOD = new Good();

    /// It is not as it should be.
    Level BAD = new Bad();

    /// No result yet.
    record Unknown() implements Level {}

    /// The object is up.
    record Good() implements Level {}

    /// The object is down.
    record Bad() implements Level {}

    /// The number in a track file.
    record Value(int number) implements Level {}
}
