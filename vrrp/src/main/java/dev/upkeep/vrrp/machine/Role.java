package dev.upkeep.vrrp.machine;

import dev.upkeep.net.IpAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The states of RFC 9568 section 6.3, and keepalived's FAULT.
public sealed interface Role {

    /// Not started, or stopped.
    record Initial() implements Role {}

    /// Watches the master.
    ///
    /// @param masterInterval advert interval of the master, our own until one is heard
    /// @param master source of the last advert, null before the first
    /// @param preemptDelay what became of `preempt_delay`
    /// @param silence what the silence of the master means so far
    record Backup(
            Duration masterInterval,
            @Nullable IpAddress master,
            PreemptDelay preemptDelay,
            Silence silence)
            implements Role {

        /// Whether the master is dead, but the sync group is not ready.
        public boolean wantsMaster() {
            return silence == Silence.MASTER_DEAD;
        }

        Backup with(Silence next) {
            return new Backup(masterInterval, master, preemptDelay, next);
        }

        Backup with(PreemptDelay next) {
            return new Backup(masterInterval, master, next, silence);
        }

        Backup with(Duration interval) {
            return new Backup(interval, master, preemptDelay, silence);
        }
    }

    /// Holds the addresses and sends adverts.
    record Master() implements Role {}

    /// Cannot take part while [RouterState#faults] is not empty, or its sync group is in fault.
    record Faulty() implements Role {}

    /// What a backup concludes from not hearing the master.
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
