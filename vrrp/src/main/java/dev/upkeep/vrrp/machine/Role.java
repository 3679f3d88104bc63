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
    /// @param wantsMaster the master is dead, but the sync group is not ready
    record Backup(
            Duration masterInterval,
            @Nullable IpAddress master,
            PreemptDelay preemptDelay,
            boolean wantsMaster)
            implements Role {}

    /// Holds the addresses and sends adverts.
    record Master() implements Role {}

    /// Cannot take part while [RouterState#faults] is not empty, or its sync group is in fault.
    record Faulty() implements Role {}

    /// `preempt_delay` begins with the first advert of lower priority after becoming backup.
    enum PreemptDelay {
        NOT_BEGUN,
        RUNNING,
        OVER
    }
}
