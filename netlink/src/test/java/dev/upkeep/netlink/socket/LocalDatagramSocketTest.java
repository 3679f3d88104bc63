package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDatagramSocketTest {

    @Test
    void connect_toAPathWithoutListener_namesThePathAndTheError(@TempDir Path directory) {
        String path = directory.resolve("log").toString();

        assertThatThrownBy(() -> LocalDatagramSocket.connect(path))
                .isInstanceOfSatisfying(
                        KernelException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT))
                .hasMessageStartingWith("connect to " + path);
    }

    @Test
    void connect_toATooLongPath_isRefused() {
        assertThatThrownBy(() -> LocalDatagramSocket.connect("/" + "x".repeat(107)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
