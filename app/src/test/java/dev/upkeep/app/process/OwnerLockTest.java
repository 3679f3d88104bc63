package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// That another process is kept out is seen in the lab.
class OwnerLockTest {

    @TempDir private Path folder;

    @Test
    void lock_namesItsHolder_andCanBeTakenAgainAfterwards() throws IOException {
        Path file = folder.resolve("ipvs.lock");
        for (int i = 0; i < 2; i++) {
            try (OwnerLock lock = Objects.requireNonNull(OwnerLock.take(file))) {
                assertThat(lock).isNotNull();
                assertThat(OwnerLock.holder(file))
                        .isEqualTo(Long.toString(ProcessHandle.current().pid()));
            }
        }
    }

    @Test
    void lock_throughASymbolicLink_isRefused() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("ipvs.lock"), target);
        assertThatThrownBy(() -> OwnerLock.take(link)).hasMessageContaining("cannot lock " + link);
        assertThat(target).hasContent("precious");
    }
}
