package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The states of RFC 9568 section 6.3, and keepalived's FAULT.
public sealed interface Role {

    /// Not started, waiting for the first result of a tracked object, or stopped.
    ///
    /// @param started whether it begins as soon as nothing is undetermined
    /// @param resuming whether it begins as the master that it was in an earlier process
    record Initial(boolean started, boolean resuming) implements Role {

        /// One that was not master before.
        static Initial of(boolean started) {
            return new Initial(started, false);
        }
    }

    /// Watches the master.
    ///
    /// @param masterInterval advert interval of the master, our own until one is heard
    /// @param master source of the last advert, null before the first and after priority 0
    /// @param preemptDelay what became of `preempt_delay`
    /// @param silence what the silence of the master means so far
    /// @param discarded adverts of lower priority that were not obeyed since the last obeyed one
    record Backup(
            Duration masterInterval,
            @Nullable IpAddress master,
            PreemptDelay preemptDelay,
            Silence silence,
            int discarded)
            implements Role {

        /// Returns a backup that has heard nothing yet and waits by its own interval.
        static Backup waiting(Duration interval) {
            return new Backup(interval, null, PreemptDelay.NOT_BEGUN, Silence.SHORT, 0);
        }

        /// Returns whether the master is dead, but the sync group is not ready.
        public boolean wantsMaster() {
            return silence == Silence.MASTER_DEAD;
        }

        /// Returns a copy after an advert of priority 0: the master shuts down.
        Backup left() {
            return new Backup(masterInterval, null, preemptDelay, silence, discarded);
        }

        Backup with(Silence next) {
            return new Backup(masterInterval, master, preemptDelay, next, discarded);
        }

        Backup with(PreemptDelay next) {
            return new Backup(masterInterval, master, next, silence, discarded);
        }

        Backup with(Duration interval) {
            return new Backup(interval, master, preemptDelay, silence, discarded);
        }

        Backup discardedOneMore() {
            return new Backup(masterInterval, master, preemptDelay, silence, discarded + 1);
        }
    }

    /// Holds the addresses and sends adverts.
    ///
    /// @param heardInInterval adverts that lost the election since our last advert
    /// @param heardInARow such adverts since the last interval without any
    /// @param silent the master that this one took over from because it fell silent, perhaps on the
    ///   other side of a partition; null when it left, or when there was none
    record Master(int heardInInterval, int heardInARow, @Nullable IpAddress silent)
            implements Role {

        /// A master that has heard nobody.
        static final Master ALONE = new Master(0, 0, null);

        /// Returns a master that has taken over from a router that fell silent, if there was one.
        static Master after(@Nullable IpAddress silent) {
            return silent == null ? ALONE : new Master(0, 0, silent);
        }

        Master heardOneMore() {
            return new Master(heardInInterval + 1, heardInARow + 1, silent);
        }

        Master intervalOver() {
            return heardInInterval == 0 ? after(silent) : new Master(0, heardInARow, silent);
        }
    }

    /// Cannot take part while [RouterState#faults] is not empty, or its sync group is in fault.
    record Faulty() implements Role {}

    /// The conclusions of a backup that does not hear the master.
    enum Silence {
        /// The master down timer has not run out.
        SHORT,
        /// It ran out while this process did not run, so adverts may have been lost: a second,
        /// short silence has to confirm it.
        UNCERTAIN,
        /// The master is dead; the sync group decides.
        MASTER_DEAD
    }

    /// `preempt_delay` begins with the first advert of lower priority after becoming backup.
    enum PreemptDelay {
        NOT_BEGUN,
        RUNNING,
        OVER
    }
}
