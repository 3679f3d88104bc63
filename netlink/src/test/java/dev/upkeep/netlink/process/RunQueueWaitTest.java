package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunQueueWaitTest {

    @TempDir Path tasks;

    @Test
    void thread_isFoundByTheNameThatTheKernelKeeps() throws IOException {
        task("7", "checks", "10 20 3");
        task("8", "a-name-of-more-", "10 1234567890123 3");
        assertThat(new RunQueueWait("a-name-of-more-than-15", tasks).nanos())
                .isEqualTo(1_234_567_890_123L);
    }

    @Test
    void thread_thatStartsLater_isFoundThen() throws IOException {
        RunQueueWait wait = new RunQueueWait("vrrp", tasks);
        assertThat(wait.nanos()).isZero();
        task("9", "vrrp", "5 6 7");
        assertThat(wait.nanos()).isEqualTo(6);
    }

    @Test
    void thread_thatEnded_isLookedForAgain() throws IOException {
        task("9", "vrrp", "5 6 7");
        RunQueueWait wait = new RunQueueWait("vrrp", tasks);
        assertThat(wait.nanos()).isEqualTo(6);
        Files.delete(tasks.resolve("9/schedstat"));
        Files.delete(tasks.resolve("9/comm"));
        assertThat(wait.nanos()).isZero();
        task("10", "vrrp", "5 8 7");
        assertThat(wait.nanos()).isEqualTo(8);
    }

    private void task(String id, String name, String schedstat) throws IOException {
        Path task = Files.createDirectory(tasks.resolve(id));
        Files.writeString(task.resolve("comm"), name + "\n");
        Files.writeString(task.resolve("schedstat"), schedstat + "\n");
    }
}
