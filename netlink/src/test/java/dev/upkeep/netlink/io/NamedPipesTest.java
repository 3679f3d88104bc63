package dev.upkeep.netlink.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
