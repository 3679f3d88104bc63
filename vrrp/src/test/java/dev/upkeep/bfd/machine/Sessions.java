package dev.upkeep.bfd.machine;

import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.net.IpAddress;
import java.time.Duration;

/// Configurations of sessions for tests.
public final class Sessions {
    private Sessions() {}

    /// 3 x 50 ms between 10.0.0.1 and 10.0.0.2.
    public static BfdInstance instance() {
        return instance(50, 50, 3, false);
    }

    /// With intervals in milliseconds.
    public static BfdInstance instance(int minTx, int minRx, int multiplier, boolean passive) {
        return new BfdInstance(
                "B",
                IpAddress.parse("10.0.0.1"),
                IpAddress.parse("10.0.0.2"),
                passive,
                new BfdInstance.Timing(
                        Duration.ofMillis(minRx),
                        Duration.ofMillis(minTx),
                        Duration.ofSeconds(1),
                        multiplier),
                new BfdInstance.Hops(255, 0, false),
                0,
                false,
                true,
                true);
    }
}
