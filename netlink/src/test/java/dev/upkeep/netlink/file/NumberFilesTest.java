package dev.upkeep.netlink.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.loop.EpollLoop;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberFilesTest {

    private static final long LIMIT_SECONDS = 20;

    @TempDir Path directory;

    private final BlockingQueue<String> reported = new LinkedBlockingQueue<>();

    @ParameterizedTest(name = "''{0}''")
    @CsvSource({
        "'', 0",
        "'\n', 0",
        "'20\n', 20",
        "'  -3 later', -3",
        "+7, 7",
        "12abc, 12",
        "abc, 0",
        "-, 0",
        "99999999999, 99999999999"
    })
    void fileNumber_isTheFirstWord(String contents, BigInteger number) {
        assertThat(FileNumber.of(contents)).isEqualTo(number);
    }

    /// keepalived 2.2.7 leaves the priority as it is and says so.
    @Test
    void numberBeyond32Bits_keepsTheOneBefore() throws Exception {
        Path file = write("5");
        EpollLoop loop = new EpollLoop(failure -> reported.add("failed: " + failure));
        NumberFiles files =
                new NumberFiles(
                        loop, (name, number) -> reported.add(name + "=" + number), reported::add);
        Thread thread = Thread.ofPlatform().daemon().start(loop::run);
        try {
            loop.execute(
                    () -> files.watch(Map.of("load", file, "none", directory.resolve("none"))));
            assertThat(List.of(next(), next())).containsExactlyInAnyOrder("load=5", "none=0");

            write("2147483648");
            assertThat(next())
                    .isEqualTo("Invalid number 2147483648 read from " + file + " - ignoring");
            assertThat(next()).isEqualTo("load=5");
            write("-2147483648");
            assertThat(next()).isEqualTo("load=-2147483648");
            Files.delete(file);
            assertThat(next()).isEqualTo("load=0");
        } finally {
            loop.execute(() -> {
                files.close();
                loop.stop();
            });
            thread.join();
        }
    }

    /// In place at once, so that it is read once.
    private Path write(String contents) throws IOException {
        Path written = Files.writeString(directory.resolve("written"), contents);
        return Files.move(written, directory.resolve("load"), StandardCopyOption.ATOMIC_MOVE);
    }

    private String next() throws InterruptedException {
        return reported.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
