package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.Transition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Two processes, one after the other; intervals are 1 s, times those of a clock turned by hand.
class ResumptionTest {

    private static final RouterConfig ONE = Instances.instance().config();
    private static final RouterConfig OTHER =
            Instances.instance().with("virtual_router_id", "52").name("VI_2").config();

    @TempDir private Path directory;
    private final ManualLoop loop = new ManualLoop();

    /// Of the first process, whose timers do not run after its end.
    private final ManualLoop first = new ManualLoop();

    @BeforeEach
    void setUp() {
        loop.advance(Duration.ofMinutes(1));
        first.advance(Duration.ofMinutes(1));
    }

    @Test
    void master_afterLessThanThreeIntervals_resumes() throws IOException {
        runner(new Resumption(open()), ONE, true);
        loop.advance(Duration.ofMillis(2_900));

        Resumption next = new Resumption(open());
        InstanceRunner again = runner(next, ONE, false);
        next.consider(Map.of(key(ONE), again), List.of(), loop.now());

        assertThat(next.resumes(again)).isTrue();
        assertThat(next.take(again))
                .isEqualTo(new Event.Resumed(Duration.ofMillis(2_900), Duration.ofMillis(100)));
        assertThat(next.take(again)).as("once").isNull();
    }

    @Test
    void master_afterThreeIntervals_isBackup_andSoIsTheProcessAfterThat() throws IOException {
        runner(new Resumption(open()), ONE, true);
        loop.advance(Duration.ofSeconds(3));

        Resumption next = new Resumption(open());
        InstanceRunner again = runner(next, ONE, false);
        next.consider(Map.of(key(ONE), again), List.of(), loop.now());

        assertThat(next.resumes(again)).isFalse();
        assertThat(open().past()).isEmpty();
    }

    @Test
    void master_thatYielded_isBackup() throws IOException {
        InstanceRunner master = runner(new Resumption(open()), ONE, true);
        master.on(
                new Event.AdvertReceived(IpAddress.parse("10.0.0.9"), 200, Duration.ofSeconds(1)));

        assertThat(open().past()).isEmpty();
    }

    @Test
    void master_thatStopped_isRememberedOnlyIfItLeavesItsAddresses() throws IOException {
        InstanceRunner released = runner(new Resumption(open()), ONE, true);
        InstanceRunner kept = runner(new Resumption(open()), OTHER, true);

        released.on(new Event.Stopped(true, Transition.STOP));
        kept.on(new Event.Stopped(false, Transition.STOP));

        assertThat(open().past()).containsOnlyKeys(key(OTHER));
    }

    @Test
    void group_resumesAsAWholeOrNotAtAll() throws IOException {
        runner(new Resumption(open()), ONE, true);
        Resumption next = new Resumption(open());
        InstanceRunner one = runner(next, ONE, false);
        InstanceRunner other = runner(next, OTHER, false);
        Map<RouterKey, InstanceRunner> both = new LinkedHashMap<>();
        both.put(key(ONE), one);
        both.put(key(OTHER), other);

        next.consider(both, List.of(List.of(one, other)), loop.now());

        assertThat(next.resumes(one)).isFalse();
        assertThat(next.resumes(other)).isFalse();
    }

    private MastershipFile open() throws IOException {
        return MastershipFile.open(directory.resolve("mastership"), "boot", 2);
    }

    private static RouterKey key(RouterConfig config) {
        return RouterKey.of(config.instance());
    }

    private InstanceRunner runner(Resumption resumption, RouterConfig config, boolean master) {
        InstanceRunner runner =
                new InstanceRunner(
                        config,
                        Environment.of(Set.of(), IpAddress.parse("10.0.0.1")),
                        first,
                        new Sent(),
                        VrrpHooks.none(),
                        resumption.of(key(config)),
                        NOPLogger.NOP_LOGGER,
                        Level.DEBUG);
        if (master) {
            runner.on(new Event.Resumed(Duration.ZERO, Duration.ofSeconds(3)));
        }
        return runner;
    }

    /// All adverts go out.
    private static final class Sent implements InstanceRunner.InstanceEffects {
        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            return true;
        }

        @Override
        public void hold(InstanceRunner from) {}

        @Override
        public void release(InstanceRunner from) {}

        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {}

        @Override
        public void dropAnnouncements(InstanceRunner from) {}

        @Override
        public void announceGroup(InstanceRunner from) {}

        @Override
        public void prompt(Runnable work) {
            work.run();
        }

        @Override
        public void say(Runnable line) {
            line.run();
        }

        @Override
        public void defer(Runnable work) {
            work.run();
        }

        @Override
        public void transitioned(InstanceRunner from) {}

        @Override
        public void stateChanged(InstanceRunner from) {}
    }
}
