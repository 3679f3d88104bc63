package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// An event of a virtual router.
public sealed interface Event {

    /// A change of what the instance depends on, which counts in every state.
    sealed interface EnvironmentEvent extends Event {}

    /// Something that each state answers in its own way.
    sealed interface ProtocolEvent extends Event {}

    /// The present environment of the instance.
    record EnvironmentChanged(Environment now) implements EnvironmentEvent {}

    /// The configuration changed; the identity of the instance did not.
    record Reconfigured(RouterConfig before) implements EnvironmentEvent {}

    /// The daemon starts it, and nothing delays the start any more.
    record Started() implements ProtocolEvent {}

    /// As [Started], of an instance that was master when an earlier process ended without releasing
    /// its resources, so recently that no backup can have taken over.
    ///
    /// @param silence since its last advert
    /// @param left until the first backup may take over
    record Resumed(Duration silence, Duration left) implements ProtocolEvent {}

    /// The daemon stops, or the instance left the configuration.
    ///
    /// @param release false leaves the addresses and sends nothing (`--dont-release-vrrp`)
    /// @param last [Transition#STOP], or [Transition#FAULT] or [Transition#DELETED] when the
    ///   instance left the configuration
    record Stopped(boolean release, Transition last) implements ProtocolEvent {}

    /// An advert that passed every check of [AdvertisementValidator].
    ///
    /// @param interval the sender's advert interval
    record AdvertReceived(IpAddress source, int priority, Duration interval)
            implements ProtocolEvent {}

    /// A timer ran out, and everything that arrived before it was handled has been delivered.
    ///
    /// @param late how long after its time the event loop came to it
    record Expired(Timer timer, Duration late) implements ProtocolEvent {
        private static final Map<Timer, Expired> ON_TIME = new EnumMap<>(Timer.class);

        static {
            for (Timer timer : Timer.values()) {
                ON_TIME.put(timer, new Expired(timer));
            }
        }

        /// Makes the event of a timer that ran on time.
        public Expired(Timer timer) {
            this(timer, Duration.ZERO);
        }

        /// The event of a timer: the same one each time for a delay below a millisecond, which
        /// counts as none.
        public static Expired of(Timer timer, long lateNanos) {
            Expired onTime = ON_TIME.get(timer);
            return lateNanos < 1_000_000 && onTime != null
                    ? onTime
                    : new Expired(timer, Duration.ofNanos(lateNanos));
        }
    }

    /// Another program removed a resource of ours, and it is not put back.
    ///
    /// @param text the log line
    record ResourceLost(String text) implements ProtocolEvent {}

    /// The decision of the sync group for all its members.
    record Synced(Decision decision) implements ProtocolEvent {}

    /// The decisions of a sync group.
    enum Decision {
        /// All members are ready to be master.
        MASTER,
        /// A member became backup.
        BACKUP,
        /// A member is in fault.
        FAULT,
        /// No member is in fault any more.
        RECOVERED,
        /// A member heard an advert of lower priority as master.
        ANNOUNCE,
        /// The operator asks for another router as master.
        YIELD
    }
}
