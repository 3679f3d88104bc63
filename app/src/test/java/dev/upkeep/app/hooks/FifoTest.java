package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.config.model.NotifyFifos;
import dev.upkeep.netlink.socket.NamedPipes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FifoTest {

    @TempDir private Path directory;

    private Path path() {
        return directory.resolve("fifo");
    }

    private Fifo open() throws IOException {
        return Fifo.open(new NotifyFifos.Fifo(path().toString(), null, null), null);
    }

    @Test
    void missingFifo_isMade_andRemovedAtTheEnd() throws IOException {
        try (Fifo _ = open()) {
            assertThat(Files.getAttribute(path(), "unix:mode"))
                    .isInstanceOfSatisfying(
                            Integer.class, mode -> assertThat(mode & 0170000).isEqualTo(0010000));
        }
        assertThat(path()).doesNotExist();
    }

    @Test
    void existingFifo_isUsed_andStays() throws IOException {
        NamedPipes.create(path().toString(), 0600);
        open().close();

        assertThat(path()).exists();
    }

    @Test
    void otherFile_isRefused_andStays() throws IOException {
        Files.writeString(path(), "precious");

        assertThatThrownBy(this::open).hasMessage("it exists and is not a FIFO");
        assertThat(path()).hasContent("precious");
    }

    @Test
    void lines_waitForTheirReader() throws IOException {
        try (Fifo fifo = open()) {
            fifo.write("INSTANCE \"VI_1\" MASTER 100");
            fifo.write("GROUP \"G\" MASTER 0");
            try (BufferedReader reader = Files.newBufferedReader(path())) {
                assertThat(reader.readLine()).isEqualTo("INSTANCE \"VI_1\" MASTER 100");
                assertThat(reader.readLine()).isEqualTo("GROUP \"G\" MASTER 0");
            }
        }
    }

    @Test
    void fullFifo_losesLines_withoutWaiting_andHasRoomAgain() throws IOException {
        String line = "x".repeat(1023);
        try (Fifo fifo = open()) {
            for (int i = 0; i < 2000; i++) { // a pipe has room for 64 of them, 1 MiB at most
                fifo.write(line);
            }
            try (BufferedReader reader = Files.newBufferedReader(path())) {
                for (int i = 0; i < 10; i++) {
                    assertThat(reader.readLine()).isEqualTo(line);
                }
                fifo.write("last");
                String read = reader.readLine();
                while (!"last".equals(read)) {
                    assertThat(read).as("no line is cut").isEqualTo(line);
                    read = reader.readLine();
                }
            }
        }
    }
}
