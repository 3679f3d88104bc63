package dev.upkeep.netlink.socket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Host;
import dev.upkeep.netlink.wire.Netlink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Compares the kernel's buffers with the sizes that a configuration asks for: twice as much,
/// within limits.
class ReceiveBuffersTest {

    private static final Path LIMIT = Path.of("/proc/sys/net/core/rmem_max");

    private static int made(int bytes, boolean force) throws KernelException {
        try (NetlinkSocket socket = NetlinkSocket.open("test socket", Netlink.NETLINK_ROUTE)) {
            socket.receiveBuffer(new ReceiveBuffers.Size(bytes, force));
            return socket.receiveBuffer();
        }
    }

    @ParameterizedTest(name = "{0} bytes, force {1}: {2}")
    @CsvSource({"1, false, 2304", "4096, false, 8192", "100000, false, 200000"})
    void size_whenBelowTheLimit_isTwiceOfWhatWasAskedFor(int bytes, boolean force, int made)
            throws KernelException {
        assertThat(made(bytes, force)).isEqualTo(made);
    }

    @Test
    void size_whenBeyondTheLimit_isCutUnlessForced() throws IOException {
        int limit = Integer.parseInt(Files.readAllLines(LIMIT).getFirst());
        assertThat(made(limit + 100_000, false)).isEqualTo(2 * limit);
        if (Host.effectiveUser() == 0) {
            assertThat(made(limit + 100_000, true)).isEqualTo(2 * (limit + 100_000));
        }
    }

    @Test
    void size_whenConfiguredAsZero_isOurOwnChoice() {
        assertThat(ReceiveBuffers.size(0, true)).isNull();
        assertThat(ReceiveBuffers.size(5, true)).isEqualTo(new ReceiveBuffers.Size(5, true));
    }
}
