package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/// The states of RFC 9568 section 6.3, and keepalived's FAULT.
public sealed interface Role {

    /// Not started, waiting for the first result of a tracked object, or stopped.
    ///
    /// @param started whether it begins as soon as nothing is undetermined
    record Initial(boolean started) implements Role {}

    /// Watches the master.
    ///
    /// @param masterInterval advert interval of the master, our own until one is heard
    /// @param master source of the last advert, null before the first
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

        /// A backup that has heard nothing yet.
        static Backup waiting(Duration interval) {
            return new Backup(interval, null, PreemptDelay.NOT_BEGUN, Silence.SHORT, 0);
        }

        /// Whether the master is dead, but the sync group is not ready.
        public boolean wantsMaster() {
            return silence == Silence.MASTER_DEAD;
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
    record Master(int heardInInterval, int heardInARow) implements Role {

        /// A master that has heard nobody.
        static final Master ALONE = new Master(0, 0);

        Master heardOneMore() {
            return new Master(heardInInterval + 1, heardInARow + 1);
        }

        Master intervalOver() {
            return heardInInterval == 0 ? ALONE : new Master(0, heardInARow);
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
