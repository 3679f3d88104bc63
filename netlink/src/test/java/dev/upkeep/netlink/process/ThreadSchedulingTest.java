package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What needs no capability; the rest is in the lab.
class ThreadSchedulingTest {

    private static final Path STATUS = Path.of("/proc/thread-self/status");

    @Test
    void apply_niceAndProcessors_areThoseOfTheThreadAlone() throws IOException {
        String before = processors();
        int first = Integer.parseInt(before.split("[-,]", -1)[0]);

        String seen =
                inThread(() -> {
                    new ThreadScheduling(7, List.of(first), false, 0).apply();
                    return nice() + " " + processors();
                });

        assertThat(seen).isEqualTo("7 " + first);
        assertThat(processors()).isEqualTo(before);
    }

    @Test
    void apply_nothing_leavesTheThreadAsItIs() {
        assertThat(
                        inThread(() -> {
                            String before = nice() + " " + processors();
                            new ThreadScheduling(null, List.of(), false, 0).apply();
                            return before.equals(nice() + " " + processors()) ? "same" : before;
                        }))
                .isEqualTo("same");
    }

    @FunctionalInterface
    private interface Work {
        String run() throws IOException;
    }

    private static String inThread(Work work) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    try {
                        result.complete(work.run());
                    } catch (IOException | RuntimeException failed) {
                        result.completeExceptionally(failed);
                    }
                });
        return result.join();
    }

    /// Field 19 of proc_pid_stat(5); the name in field 2 may have spaces.
    private static String nice() throws IOException {
        String line = Files.readString(Path.of("/proc/thread-self/stat"));
        return line.substring(line.lastIndexOf(')') + 2).split(" ", -1)[16];
    }

    private static String processors() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("Cpus_allowed_list:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow(() -> new UncheckedIOException(new IOException("no processors")));
    }
}
