package dev.upkeep.vrrp.condition;

/// The hysteresis of `rise` and `fall`: a counter from 0 to rise + fall - 1, up from `rise` on. The
/// first result decides alone.
///
/// @param known whether there was a result
public record ScriptHealth(boolean known, int counter) {

    /// Before the first result.
    public static final ScriptHealth UNKNOWN = new ScriptHealth(false, 0);

    /// Returns the health after a run.
    ///
    /// @param rise successes needed to become up, at least 1
    /// @param fall failures needed to become down, at least 1
    public ScriptHealth after(boolean success, int rise, int fall) {
        int best = rise + fall - 1;
        if (!known) {
            return new ScriptHealth(true, success ? best : 0);
        }
        int next;
        if (success) {
            next = counter < rise - 1 ? counter + 1 : best;
        } else {
            next = counter > rise ? counter - 1 : 0;
        }
        return new ScriptHealth(true, next);
    }

    /// Returns the same health under other limits: up stays up.
    public ScriptHealth under(int oldRise, int rise, int fall) {
        return !known ? this : new ScriptHealth(true, counter >= oldRise ? rise + fall - 1 : 0);
    }

    /// Returns the level that instances see.
    public Level level(int rise) {
        if (!known) {
            return Level.UNKNOWN;
        }
        return counter >= rise ? Level.GOOD : Level.BAD;
    }
}
