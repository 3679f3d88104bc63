package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.Gap;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Fault;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.ReceivedAdvertisement;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.Transition;
import dev.upkeep.vrrp.wire.AdvertisementReader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Times in this test are those of a clock turned by hand.
class InstanceRunnerTest {

    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");
    private static final Fault DOWN = new Fault.InterfaceDown("eth0");
    private static final Environment HEALTHY = Environment.of(Set.of(), OWN);

    private final ManualLoop loop = new ManualLoop();
    private Duration lateness = Duration.ZERO;
    private final List<String> seen = new ArrayList<>();
    private final InstanceRunner runner =
            new InstanceRunner(
                    Instances.instance().config(),
                    HEALTHY,
                    new LateLoop(),
                    new Recorder(),
                    new Hooks(),
                    Mastership.FORGOTTEN,
                    NOPLogger.NOP_LOGGER,
                    Level.DEBUG);

    @Test
    void started_aloneOnTheSegment_advertisesAndAnnouncesOnTime() {
        runner.on(new Event.Started());

        loop.advance(Duration.ofMillis(8_700));

        assertThat(seen)
                .containsExactly(
                        "0 release",
                        "0 BACKUP 100",
                        "3609 advert 100",
                        "3609 hold",
                        "3609 announce 1x1",
                        "3609 announce 1x4",
                        "3609 MASTER 100",
                        "4609 advert 100",
                        "5609 advert 100",
                        "6609 advert 100",
                        "7609 advert 100",
                        "8609 announce 1x1",
                        "8609 announce 1x4",
                        "8609 advert 100");
    }

    @Test
    void adverts_everyTimerLate_doNotDrift() {
        lateness = Duration.ofMillis(3);
        becomeMaster();

        loop.advance(Duration.ofSeconds(10));

        assertThat(seen).contains("12615 advert 100"); // late twice before the first, never again
    }

    @Test
    void stopped_forLongerThanMasterDown_whileTheMasterLives_staysBackup() throws Exception {
        runner.on(new Event.Started());

        loop.pause(Duration.ofSeconds(5));
        runner.receive(advert("2133 7801 0101 f903 0a000064 31313131 00000000"));
        loop.advance(Duration.ofSeconds(3));

        assertThat(runner.isMaster()).isFalse();
        assertThat(seen).noneMatch(line -> line.contains("advert"));
    }

    @Test
    void stopped_forLongerThanMasterDown_whileNobodyIsHeard_listensFirst() {
        runner.on(new Event.Started());

        loop.pause(Duration.ofSeconds(5));
        loop.advance(Duration.ofMillis(1_609));
        assertThat(runner.isMaster()).isFalse();
        loop.advance(Duration.ofMillis(1));

        assertThat(runner.isMaster()).isTrue();
        assertThat(seen).contains("6609 advert 100");
    }

    @Test
    void received_goodAdvert_isCountedAndObeyed() throws Exception {
        becomeMaster();

        runner.receive(advert("2133 7801 0101 f903 0a000064 31313131 00000000"));

        assertThat(runner.isMaster()).isFalse();
        assertThat(seen).endsWith("3609 drop", "3609 release", "3609 BACKUP 100");
        assertThat(runner.status(false).counters())
                .containsEntry(Counter.ADVERT_RCVD, 1L)
                .containsEntry(Counter.ADVERT_SENT, 1L)
                .containsEntry(Counter.BECOME_MASTER, 1L)
                .containsEntry(Counter.RELEASE_MASTER, 1L);
    }

    @Test
    void stop_priorityZeroAheadOfIt_isSentOnceAndNothingAfterIt() throws Exception {
        becomeMaster();
        seen.clear();

        runner.sendPriorityZero();
        runner.receive(advert("2133 7801 0101 f903 0a000064 31313131 00000000"));
        loop.advance(Duration.ofSeconds(2));
        runner.on(new Event.Stopped(true, Transition.STOP));

        assertThat(seen)
                .containsExactly("3609 advert 0", "5609 drop", "5609 release", "5609 STOP 100");
        assertThat(runner.status(false).counters()).containsEntry(Counter.PRI_ZERO_SENT, 1L);
    }

    @Test
    void received_badAdvert_isCountedEachTimeAndLeavesTheTimerAlone() throws Exception {
        runner.on(new Event.Started());
        loop.advance(Duration.ofSeconds(3));

        runner.receive(advert("2133 7801 0101 f904 0a000064 31313131 00000000"));
        runner.receive(advert("2133 7801 0103 f901 0a000064 31313131 00000000"));
        runner.receive(advert("2133 7801 0103 f901 0a000064 31313131 00000000"));
        loop.advance(Duration.ofMillis(700));

        assertThat(runner.isMaster()).isTrue();
        assertThat(runner.status(false).counters())
                .containsEntry(Counter.ADVERT_INTERVAL_ERR, 2L)
                .containsEntry(Counter.ADVERT_RCVD, 0L);
    }

    @Test
    void look_linkGoesAndComes_isFaultThenBackup() {
        becomeMaster();

        runner.look(Environment.of(Set.of(DOWN), OWN));
        loop.advance(Duration.ofSeconds(60));
        runner.look(HEALTHY);

        assertThat(seen)
                .endsWith(
                        "3609 advert 0",
                        "3609 drop",
                        "3609 release",
                        "3609 FAULT 100",
                        "63609 BACKUP 100");
    }

    @Test
    void stopped_master_leavesNoTimer() {
        becomeMaster();

        runner.on(new Event.Stopped(true, Transition.STOP));

        assertThat(runner.running()).isEmpty();
        assertThat(loop.timers()).isZero();
        assertThat(seen).endsWith("3609 advert 0", "3609 drop", "3609 release", "3609 STOP 100");
    }

    @Test
    void reconfigured_otherName_keepsMastership() {
        becomeMaster();

        runner.reconfigure(Instances.instance().name("VI_NEW").config());

        assertThat(runner.isMaster()).isTrue();
        assertThat(runner.running()).contains(Timer.ADVERT);
        assertThat(seen).endsWith("3609 MASTER 100", "3609 advert 100");
    }

    @Test
    void reconfigured_nothing_doesNothing() {
        becomeMaster();
        int before = seen.size();

        runner.reconfigure(Instances.instance().config());

        assertThat(seen).hasSize(before);
    }

    private void becomeMaster() {
        runner.on(new Event.Started());
        loop.advance(Duration.ofNanos(3_609_375_000L).plus(lateness));
    }

    private static ReceivedAdvertisement advert(String hex) throws Exception {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return new ReceivedAdvertisement(
                PEER,
                IpAddress.parse("224.0.0.18"),
                255,
                20,
                null,
                AdvertisementReader.of(ByteBuffer.wrap(bytes), PEER.family()));
    }

    private void note(String what) {
        seen.add(loop.now() / 1_000_000 + " " + what);
    }

    private final class Recorder implements InstanceRunner.InstanceEffects {
        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            note("advert " + priority);
            return true;
        }

        @Override
        public void hold(InstanceRunner from) {
            note("hold");
        }

        @Override
        public void release(InstanceRunner from) {
            note("release");
        }

        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {
            note("announce " + action.addresses().size() + "x" + (end - first));
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {
            note("drop");
        }

        @Override
        public void announceGroup(InstanceRunner from) {
            note("announce group");
        }

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

    private final class Hooks implements VrrpHooks {
        @Override
        public void instanceChanged(VrrpInstance instance, Transition transition, int priority) {
            note(transition + " " + priority);
        }

        @Override
        public void groupChanged(SyncGroup group, Transition transition) {
            note("group " + transition);
        }
    }

    /// A loop whose clock is ahead of when its timers run.
    private final class LateLoop implements EventLoop {
        @Override
        public long now() {
            return loop.now() + lateness.toNanos();
        }

        @Override
        public void onGap(Consumer<Gap> listener) {
            loop.onGap(listener);
        }

        @Override
        public void defer(Runnable task) {
            loop.defer(task);
        }

        @Override
        public EventLoop.Timer at(long nanos, Runnable task) {
            return loop.at(nanos, task);
        }

        @Override
        public Watch watch(int fd, int events, IntConsumer ready) {
            return loop.watch(fd, events, ready);
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(task);
        }

        @Override
        public void run() {
            loop.run();
        }

        @Override
        public void stop() {
            loop.stop();
        }
    }
}
