package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.VirtualAddress;
import java.time.Duration;
import java.util.List;

/// The actions of the runner, in this order.
public sealed interface Action {

    /// Start a timer, again if it runs.
    record Arm(Timer timer, Duration delay) implements Action {}

    /// Stop a timer.
    record Disarm(Timer timer) implements Action {}

    /// Send an advert to the group or to every peer.
    ///
    /// @param priority 0 when the master leaves
    record SendAdvert(int priority) implements Action {}

    /// Holds everything the instance owns as master: addresses, routes, rules. What is in place
    /// stays, what it held before and owns no more goes.
    record HoldResources() implements Action {}

    /// Gives up everything the instance owns as master.
    record ReleaseResources() implements Action {}

    /// Queue gratuitous ARPs or neighbour advertisements.
    ///
    /// @param repeat messages per address, at least 1
    /// @param answer whether adverts of others cause it: their number bounds what is logged
    record Announce(List<VirtualAddress> addresses, int repeat, boolean answer) implements Action {
        public Announce {
            addresses = List.copyOf(addresses);
        }

        public Announce(List<VirtualAddress> addresses, int repeat) {
            this(addresses, repeat, false);
        }
    }

    /// Drop what is queued to be announced.
    record DropAnnouncements() implements Action {}

    /// Notify hooks, mail and whoever follows this instance.
    record Notify(Transition transition, int priority) implements Action {}

    /// Let the other members of the sync group announce their addresses too.
    record AnnounceGroup() implements Action {}

    /// Raise a counter by one.
    record Count(Counter counter) implements Action {}

    /// Log a line; the wording is keepalived's.
    record Say(Level level, String text) implements Action {}

    /// Importance of a log line.
    enum Level {
        /// Degraded; we carry on.
        WARNING,
        /// Life cycle and transitions.
        INFO,
        /// The addition of `-D`.
        DETAIL
    }
}
