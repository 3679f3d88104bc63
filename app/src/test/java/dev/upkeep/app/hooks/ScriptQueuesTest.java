package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.ManualLoop;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScriptQueuesTest {

    private final ManualLoop loop = new ManualLoop();
    private final List<String> started = new ArrayList<>();
    private final Map<String, Runnable> running = new LinkedHashMap<>();
    private final ScriptQueues queues =
            new ScriptQueues(
                    loop,
                    (script, ended) -> {
                        started.add(script.commandLine());
                        running.put(script.commandLine(), ended);
                    });

    @Test
    void scriptsOfOneEvent_startTogether() {
        run("VI_1", "master", "generic");

        assertThat(started).containsExactly("master", "generic");
    }

    @Test
    void nextEvent_waitsForBothScriptsOfTheLast() {
        run("VI_1", "master", "generic");
        run("VI_1", "backup");
        end("master");

        assertThat(started).containsExactly("master", "generic");
        end("generic");
        assertThat(started).endsWith("backup");
    }

    @Test
    void otherSource_doesNotWait() {
        run("VI_1", "master");
        run("VI_2", "other");

        assertThat(started).containsExactly("master", "other");
    }

    @Test
    void scriptThatNeverEnds_holdsTheNextUpForALimitedTime() {
        run("VI_1", "endless");
        run("VI_1", "next");
        loop.advance(ScriptQueues.PATIENCE.minusMillis(1));
        assertThat(started).containsExactly("endless");

        loop.advance(java.time.Duration.ofMillis(1));
        assertThat(started).containsExactly("endless", "next");
    }

    @Test
    void scriptThatNeverEnds_doesNotHoldUpWhatComesLater() {
        run("VI_1", "endless");
        loop.advance(ScriptQueues.PATIENCE);
        run("VI_1", "later");

        assertThat(started).containsExactly("endless", "later");
    }

    @Test
    void lateEndOfAnOvertakenScript_doesNotReleaseTheNext() {
        run("VI_1", "endless");
        run("VI_1", "second");
        loop.advance(ScriptQueues.PATIENCE);
        run("VI_1", "third");
        end("endless");

        assertThat(started).containsExactly("endless", "second");
        end("second");
        assertThat(started).endsWith("third");
    }

    @Test
    void script_thatCannotStart_letsTheNextThrough() {
        List<String> tried = new ArrayList<>();
        var failing =
                new ScriptQueues(
                        loop,
                        (script, ended) -> {
                            tried.add(script.commandLine());
                            ended.run();
                        });
        failing.run("VI_1", List.of(script("one"), script("two")));
        failing.run("VI_1", List.of(script("three")));
        loop.runTasks();

        assertThat(tried).containsExactly("one", "two", "three");
    }

    @Test
    void hurry_startsWhatWaits_andWhatComesLater_inOrder() {
        run("VI_1", "endless");
        run("VI_1", "second");
        run("VI_1", "third");
        queues.hurry();
        run("VI_1", "stop");

        assertThat(started).containsExactly("endless", "second", "third", "stop");
    }

    @Test
    void queue_isBounded() {
        run("VI_1", "endless");
        for (int i = 0; i < ScriptQueues.CAPACITY + 5; i++) {
            run("VI_1", "event " + i);
        }
        for (int i = 0; i < ScriptQueues.CAPACITY + 5; i++) {
            end(started.getLast());
        }

        assertThat(started).hasSize(1 + ScriptQueues.CAPACITY);
    }

    private void run(String source, String... names) {
        queues.run(source, List.of(names).stream().map(ScriptQueuesTest::script).toList());
        loop.runTasks();
    }

    private void end(String name) {
        Runnable ended = running.remove(name);
        if (ended != null) {
            ended.run();
        }
    }

    private static Script script(String name) {
        return new Script(name, List.of(name), null);
    }
}
