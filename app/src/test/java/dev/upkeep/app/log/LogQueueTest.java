package dev.upkeep.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.event.Level;

@Timeout(120)
class LogQueueTest {

    private final LogQueue queue = new LogQueue(2);

    @Test
    void take_afterTheEnd_stillGivesWhatWasQueued() throws Exception {
        queue.add(message("one"));
        queue.end();

        assertThat(queue.take()).extracting(LogMessage::text).containsExactly("one");
        assertThat(queue.take()).isNull();
    }

    @Test
    void add_whenFull_countsInsteadOfWaiting() throws Exception {
        queue.add(message("one"));
        queue.add(message("two"));
        queue.add(message("three"));

        assertThat(queue.takeLost()).isEqualTo(1);
        assertThat(queue.takeLost()).isZero();
        assertThat(queue.take()).extracting(LogMessage::text).containsExactly("one", "two");
    }

    @Test
    void gather_leavesWhatComesForOneTake() throws Exception {
        LogQueue roomy = new LogQueue(100);
        roomy.add(message("one"));
        assertThat(roomy.take()).hasSize(1);
        FutureTask<@Nullable List<LogMessage>> next =
                new FutureTask<>(() -> {
                    roomy.gather(Duration.ofMinutes(10));
                    return roomy.take();
                });
        Thread reader = Thread.ofPlatform().start(next);
        await(() -> reader.getState() == Thread.State.TIMED_WAITING);

        roomy.add(message("two"));
        await(() -> reader.getState() == Thread.State.TIMED_WAITING);
        roomy.add(message("three"));
        assertThat(next.isDone()).isFalse();
        roomy.end();

        assertThat(next.get(1, TimeUnit.MINUTES))
                .extracting(LogMessage::text)
                .containsExactly("two", "three");
    }

    @Test
    void gather_whenHalfFull_waitsNoLonger() throws Exception {
        queue.add(message("one"));

        queue.gather(Duration.ofMinutes(10));

        assertThat(queue.take()).hasSize(1);
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void role_followsThePackageOfTheLogger() {
        assertThat(LogMessage.Role.ofLogger("dev.upkeep.vrrp.io.VrrpService").ident())
                .isEqualTo("Keepalived_vrrp");
        assertThat(LogMessage.Role.ofLogger("dev.upkeep.checkers.service.CheckerService").ident())
                .isEqualTo("Keepalived_healthcheckers");
        assertThat(LogMessage.Role.ofLogger("dev.upkeep.app.Daemon").ident())
                .isEqualTo("Keepalived");
    }

    private static LogMessage message(String text) {
        return new LogMessage(0, Level.INFO, LogMessage.Role.MAIN, text, null);
    }
}
