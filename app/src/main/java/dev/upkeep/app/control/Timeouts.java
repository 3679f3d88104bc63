package dev.upkeep.app.control;

import java.time.Duration;

/// Runs something later, unless it is called off.
@FunctionalInterface
public interface Timeouts {

    /// Sets it.
    ///
    /// @return calls it off; harmless when it was too late for that
    Runnable after(Duration delay, Runnable action);

    /// By the clock.
    static Timeouts clock() {
        return (delay, action) -> {
            Thread sleeper =
                    Thread.startVirtualThread(() -> {
                        try {
                            Thread.sleep(delay);
                            action.run();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt(); // called off; the thread ends
                        }
                    });
            return sleeper::interrupt;
        };
    }
}
