package dev.upkeep.vrrp.io;

import java.time.Duration;

/// Takes note of the mastership of one instance, so that a next process can go on with it. Called
/// on the vrrp thread for every advert: does not block, does not allocate.
interface Mastership {

    /// Remembers nothing.
    Mastership FORGOTTEN =
            new Mastership() {
                @Override
                public void advertised(long nanos, Duration interval) {}

                @Override
                public void ended() {}
            };

    /// The instance sent an advert as master.
    ///
    /// @param nanos CLOCK_MONOTONIC
    /// @param interval for which backups expect the next one
    void advertised(long nanos, Duration interval);

    /// The instance is not master any more, or is about to say so.
    void ended();
}
