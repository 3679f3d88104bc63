package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.RouterState;
import dev.upkeep.vrrp.machine.Step;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.VirtualRouter;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A flood of adverts that lose the election must not become one of log lines, with `-D` neither.
class FloodTest {

    private static final IpAddress LOWER = IpAddress.parse("10.0.0.0");
    private static final long SECOND = 1_000_000_000L;

    private final RouterConfig config = Instances.instance().config();
    private final LogLimiter answers = new LogLimiter();
    private RouterState state =
            RouterState.initial(Environment.of(Set.of(), IpAddress.parse("10.0.0.1")));
    private int lines;

    @Test
    void master_floodedWithLowerPriority_logsLittleInDetailToo() {
        step(new Event.Started(), 0);
        step(new Event.Expired(Timer.MASTER_DOWN), 0);
        lines = 0;

        for (int second = 1; second <= 5; second++) {
            for (int i = 0; i < 1_000; i++) {
                step(new Event.AdvertReceived(LOWER, 1, Duration.ofSeconds(1)), second);
            }
            step(new Event.Expired(Timer.ADVERT), second);
        }
        step(new Event.Expired(Timer.LOWER_PRIORITY_BURST), 6);
        step(new Event.Expired(Timer.ADVERT), 6);

        assertThat(lines).isBetween(2, 19);
    }

    @Test
    void backup_floodedWithLowerPriority_logsLittle() {
        step(new Event.Started(), 0);
        lines = 0;

        for (int i = 0; i < 5_000; i++) {
            step(new Event.AdvertReceived(LOWER, 1, Duration.ofSeconds(1)), 1);
        }

        assertThat(lines).isBetween(2, 19);
    }

    /// Counts lines as [VirtualRouters] writes them with `-D`: those of the machine, and of an
    /// announcement one to begin and one for each message.
    private void step(Event event, int second) {
        Step step = VirtualRouter.on(config, state, event);
        state = step.state();
        for (Action action : step.actions()) {
            if (action instanceof Action.Say) {
                lines++;
            } else if (action instanceof Action.Announce(var addresses, int repeat, boolean answer)
                    && (!answer || answers.admit("VI_1", second * SECOND) != null)) {
                lines += addresses.size() * (1 + repeat);
            }
        }
    }
}
