package dev.upkeep.bfd;

import dev.upkeep.config.model.BfdInstance;

/// Gets the level of every session: when it starts, whenever it changes, and again after a reload.
/// Called on the bfd thread; an implementation must not block.
@FunctionalInterface
public interface BfdListener {

    /// Takes the level of a session.
    void sessionIs(BfdInstance session, Level level);

    /// The known state of the path to a neighbour.
    enum Level {
        /// The session has just started, and the neighbour had no time to answer yet.
        UNKNOWN,
        /// Both ends hear each other.
        UP,
        /// They do not.
        DOWN
    }
}
