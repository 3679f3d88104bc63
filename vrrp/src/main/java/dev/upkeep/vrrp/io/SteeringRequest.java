package dev.upkeep.vrrp.io;

import org.jspecify.annotations.Nullable;

/// A request of the operator to a VRRP instance at run time.
public sealed interface SteeringRequest {

    /// Sets the priority of an instance until it is reset or the daemon ends.
    ///
    /// @param priority 1-254, null for the configured one
    record Priority(String instance, @Nullable Integer priority) implements SteeringRequest {}

    /// Lets an instance preempt a lower master, or not, until the daemon ends.
    ///
    /// @param preempts null for what is configured
    record Preemption(String instance, @Nullable Boolean preempts) implements SteeringRequest {}

    /// Gives mastership away and loses every election, until [Release]. Where no other router is,
    /// the instance takes over all the same. Its whole sync group follows.
    record Backup(String instance) implements SteeringRequest {}

    /// Ends [Backup].
    record Release(String instance) implements SteeringRequest {}

    /// Announces the addresses of a master once.
    record Announce(String instance) implements SteeringRequest {}

    /// The name of the instance.
    String instance();

    /// Outcome of a request.
    ///
    /// @param done false when nothing was done
    /// @param text one sentence
    record Outcome(boolean done, String text) {

        /// Returns a request that changed nothing.
        ///
        /// @param reason one sentence
        static Outcome refused(String reason) {
            return new Outcome(false, reason);
        }
    }
}
