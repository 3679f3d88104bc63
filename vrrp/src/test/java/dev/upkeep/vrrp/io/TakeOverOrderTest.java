package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Action;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/// Many instances that take over together: no advert waits for an address, no address and no first
/// announcement for what concerns only one instance.
class TakeOverOrderTest {

    private static final int INSTANCES = 250;
    private static final IpAddress OWN = IpAddress.parse("10.0.0.1");

    private final ManualLoop loop = new ManualLoop();
    private final List<String> seen = new ArrayList<>();
    private boolean linesSeen;
    private final BulkWork bulk =
            new BulkWork(
                    loop,
                    steps -> {
                        steps.run();
                        seen.add("to kernel");
                    });

    @Test
    void takeOver_many_firstAnnouncementsComeBeforeOtherWork() {
        List<InstanceRunner> runners =
                IntStream.range(0, INSTANCES).mapToObj(_ -> runner()).toList();
        runners.forEach(runner -> runner.on(new Event.Started()));
        loop.runTasks();
        seen.clear();

        runners.forEach(runner -> runner.on(new Event.Expired(Timer.MASTER_DOWN)));
        loop.runTasks();

        assertThat(seen.subList(0, INSTANCES)).containsOnly("advert");
        int others = seen.indexOf("other");
        assertThat(seen.subList(others, seen.size())).containsOnly("other");
        List<String> first = seen.subList(INSTANCES, others);
        assertThat(first.stream().filter("first"::equals)).hasSize(INSTANCES);
        assertThat(first.stream().filter("hold"::equals)).hasSize(INSTANCES);
    }

    @Test
    void takeOver_many_noAddressIsAnnouncedBeforeTheKernelHasIt() {
        List<InstanceRunner> runners =
                IntStream.range(0, INSTANCES).mapToObj(_ -> runner()).toList();
        runners.forEach(runner -> runner.on(new Event.Started()));
        runners.forEach(runner -> runner.on(new Event.Expired(Timer.MASTER_DOWN)));
        loop.runTasks();

        int held = 0;
        int set = 0;
        int announced = 0;
        for (String each : seen) {
            held += each.equals("hold") ? 1 : 0;
            set = each.equals("to kernel") ? held : set;
            announced += each.equals("first") ? 1 : 0;
            assertThat(announced).isLessThanOrEqualTo(set);
        }
        assertThat(announced).isEqualTo(INSTANCES);
    }

    @Test
    void takeOver_one_linesFollowWhatIsSetAndAnnounced() {
        InstanceRunner runner = runner();
        runner.on(new Event.Started());
        loop.runTasks();
        seen.clear();
        linesSeen = true;

        runner.on(new Event.Expired(Timer.MASTER_DOWN));
        loop.runTasks();

        assertThat(seen.subList(0, 5))
                .containsExactly("advert", "hold", "to kernel", "first", "line");
        assertThat(seen.lastIndexOf("line")).isLessThan(seen.indexOf("other"));
    }

    @Test
    void say_withoutPromptWork_isWrittenAtOnce() {
        bulk.add(() -> bulk.say(() -> seen.add("line")));

        loop.runTasks();
        bulk.say(() -> seen.add("another"));

        assertThat(seen).containsExactly("line", "another");
    }

    @Test
    void say_insideOfWhatAnnounces_waitsForAllOfThat() {
        bulk.prompt(() -> {
            bulk.say(() -> seen.add("first line"));
            bulk.whenSet(() -> {
                bulk.say(() -> seen.add("second line"));
                seen.add("announced");
            });
        });
        bulk.add(() -> seen.add("late"));
        bulk.prompt(() -> seen.add("another"));

        loop.runTasks();

        assertThat(seen)
                .containsExactly(
                        "another", "to kernel", "announced", "first line", "second line", "late");
    }

    @Test
    void finishPrompt_withBothRanks_leavesWhatIsNotPrompt() {
        bulk.add(() -> seen.add("late"));
        bulk.prompt(() -> seen.add("early"));

        bulk.finishPrompt();

        assertThat(seen).containsExactly("early", "to kernel");
    }

    @Test
    void takeOver_endedBeforeItsTurn_releasesAfterItHeld() {
        InstanceRunner runner = runner();
        runner.on(new Event.Started());
        loop.runTasks();
        seen.clear();

        runner.on(new Event.Expired(Timer.MASTER_DOWN));
        runner.on(new Event.Stopped(true, Transition.STOP));
        loop.runTasks();

        assertThat(seen)
                .filteredOn(each -> each.equals("hold") || each.equals("release"))
                .containsExactly("hold", "release");
    }

    @Test
    void directly_withWorkThatWaits_runsThatFirst() {
        bulk.add(() -> seen.add("late"));
        bulk.prompt(() -> seen.add("early"));

        bulk.directly(() -> {
            bulk.add(() -> seen.add("at once"));
            bulk.prompt(() -> seen.add("in order"));
        });

        assertThat(seen).containsExactly("early", "to kernel", "late", "at once", "in order");
    }

    private InstanceRunner runner() {
        return new InstanceRunner(
                Instances.instance().config(),
                Environment.of(Set.of(), OWN),
                loop,
                new Recorder(),
                new Hooks(),
                Mastership.FORGOTTEN,
                NOPLogger.NOP_LOGGER,
                Level.DEBUG);
    }

    private final class Recorder implements InstanceRunner.InstanceEffects {
        @Override
        public boolean sendAdvert(InstanceRunner from, int priority) {
            seen.add("advert");
            return true;
        }

        @Override
        public void hold(InstanceRunner from) {
            seen.add("hold");
        }

        @Override
        public void release(InstanceRunner from) {
            seen.add("release");
        }

        @Override
        public void announce(InstanceRunner from, Action.Announce action, int first, int end) {
            bulk.whenSet(() -> seen.add(first == 0 ? "first" : "other"));
        }

        @Override
        public void dropAnnouncements(InstanceRunner from) {}

        @Override
        public void announceGroup(InstanceRunner from) {}

        @Override
        public void prompt(Runnable work) {
            bulk.prompt(work);
        }

        @Override
        public void say(Runnable line) {
            bulk.say(() -> {
                if (linesSeen) {
                    seen.add("line");
                }
                line.run();
            });
        }

        @Override
        public void defer(Runnable work) {
            bulk.add(work);
        }

        @Override
        public void transitioned(InstanceRunner from) {
            seen.add("other");
        }

        @Override
        public void stateChanged(InstanceRunner from) {}
    }

    private final class Hooks implements VrrpHooks {
        @Override
        public void instanceChanged(VrrpInstance instance, Transition transition, int priority) {
            seen.add("other");
        }

        @Override
        public void groupChanged(SyncGroup group, Transition transition) {
            seen.add("other");
        }
    }
}
