package dev.upkeep.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

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
