package dev.upkeep.vrrp.machine;

import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.condition.TrackedCondition;

/// A tracked object of an instance and what is known of it.
public record TrackedLevel(TrackedCondition condition, Level level) {

    /// `up`, `down`, `unknown`, or the number in a track file.
    public String text() {
        return switch (level) {
            case Level.Unknown() -> "unknown";
            case Level.Good() -> "up";
            case Level.Bad() -> "down";
            case Level.Value(int number) -> Integer.toString(number);
        };
    }

    /// Returns what it adds to the priority of the instance now.
    public int adds() {
        return condition.effect(level).adjustment();
    }
}
