package dev.upkeep.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.vrrp.condition.Level;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/// Scripts that cannot be run.
class ScriptTrackerTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<Level> levels = new ArrayList<>();

    private ScriptTracker tracker(IOException refusal) {
        return new ScriptTracker(
                Configurations.of(
                                """
                                vrrp_script c {
                                    script "/bin/true"
                                    interval 1
                                    fall 2
                                }
                                vrrp_instance VI_1 {
                                    interface eth0
                                    virtual_router_id 51
                                    virtual_ipaddress {
                                        10.0.0.100
                                    }
                                    track_script {
                                        c
                                    }
                                }
                                """)
                        .trackers()
                        .scripts()
                        .getFirst(),
                loop,
                (_, level) -> levels.add(level),
                _ -> {
                    throw refusal;
                },
                NOPLogger.NOP_LOGGER);
    }

    @Test
    void run_thatTheMachineHasNoRoomFor_saysNothing() {
        tracker(new KernelException("run /bin/true", Errno.EMFILE, "too many")).start();
        loop.advance(Duration.ofSeconds(5));
        assertThat(levels).containsOnly(Level.UNKNOWN);
    }

    @Test
    void run_ofAProgramThatDoesNotExist_isAFailure() {
        tracker(new KernelException("run /bin/true", Errno.ENOENT, "absent")).start();
        loop.advance(Duration.ofSeconds(5));
        assertThat(levels.getLast()).isEqualTo(Level.BAD);
    }
}
