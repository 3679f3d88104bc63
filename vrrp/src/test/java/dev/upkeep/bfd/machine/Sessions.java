package dev.upkeep.bfd.machine;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.fixture.Records;
import dev.upkeep.config.model.BfdInstance;
import java.time.Duration;

/// Configurations of sessions for tests.
public final class Sessions {
    private static final BfdInstance INSTANCE =
            Configurations.of(
                            """
                            bfd_instance B {
                                source_ip 10.0.0.1
                                neighbor_ip 10.0.0.2
                            }
                            """)
                    .trackers()
                    .bfdInstances()
                    .getFirst();

    private Sessions() {}

    /// 3 x 50 ms between 10.0.0.1 and 10.0.0.2.
    public static BfdInstance instance() {
        return instance(50, 50, 3, false);
    }

    /// With intervals in milliseconds.
    public static BfdInstance instance(int minTx, int minRx, int multiplier, boolean passive) {
        BfdInstance.Timing timing =
                new BfdInstance.Timing(
                        Duration.ofMillis(minRx),
                        Duration.ofMillis(minTx),
                        Duration.ofSeconds(1),
                        multiplier);
        return Records.with(Records.with(INSTANCE, "timing", timing), "passive", passive);
    }
}
