package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedPipesTest {

    private static final int S_IFMT = 0170000;
    private static final int S_IFIFO = 0010000;

    @Test
    void create_makesAFifoOnce(@TempDir Path directory) throws Exception {
        Path fifo = directory.resolve("fifo");
        NamedPipes.create(fifo.toString(), 0600);

        assertThat(Files.getAttribute(fifo, "unix:mode"))
                .isInstanceOfSatisfying(
                        Integer.class, mode -> assertThat(mode & S_IFMT).isEqualTo(S_IFIFO));
        assertThatThrownBy(() -> NamedPipes.create(fifo.toString(), 0600))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST))
                .hasMessageStartingWith("make FIFO " + fifo);
    }

    @Test
    void write_withoutAReader_keepsTheLines_untilThePipeIsFull(@TempDir Path directory)
            throws Exception {
        Path fifo = directory.resolve("fifo");
        NamedPipes.create(fifo.toString(), 0600);
        byte[] line = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
        try (PipeWriter writer = NamedPipes.open(fifo.toString())) {
            int written = 0;
            while (writer.write(line)) {
                written++;
            }

            assertThat(written).isBetween(1, 1024); // 64 in a pipe of the usual size
            try (InputStream reader = Files.newInputStream(fifo)) {
                assertThat(reader.readNBytes(4096)).hasSize(4096);
            }
            assertThat(writer.write(line)).as("there is room again").isTrue();
        }
    }

    @Test
    void write_afterClose_isNoWrite(@TempDir Path directory) throws Exception {
        Path fifo = directory.resolve("fifo");
        NamedPipes.create(fifo.toString(), 0600);
        PipeWriter writer = NamedPipes.open(fifo.toString());
        writer.close();

        assertThat(writer.write(new byte[] {'x'})).isFalse();
    }

    @Test
    void open_whatIsNotThere_saysSo() {
        assertThatThrownBy(() -> NamedPipes.open("/nowhere/fifo"))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
    }
}
