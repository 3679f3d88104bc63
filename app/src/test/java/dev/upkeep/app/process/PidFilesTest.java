package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFilesTest {

    @TempDir Path folder;

    @Test
    void file_holdsThePidForEveryReader_untilItIsClosed() throws IOException {
        Path file = folder.resolve("a.pid");
        try (PidFiles files = new PidFiles()) {
            files.write(file, 4711);
            assertThat(file).hasContent("4711\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-r--r--");
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void file_ofAnEarlierRunWithALongerPid_holdsOnlyTheNewOne() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pid"), "12345678\n");
        try (PidFiles files = new PidFiles()) {
            files.write(file, 7);
            assertThat(file).hasContent("7\n");
        }
    }

    @Test
    void file_ofAPartThatStopped_isGoneAndTheOthersStay() throws IOException {
        Path parent = folder.resolve("keepalived.pid");
        Path part = folder.resolve("vrrp.pid");
        try (PidFiles files = new PidFiles()) {
            files.write(parent, 1);
            files.write(part, 2);
            files.remove(part);
            assertThat(part).doesNotExist();
            assertThat(parent).exists();
        }
    }

    @Test
    void file_inADirectoryThatIsMissing_isAnErrorThatNamesPathAndCause() throws IOException {
        try (PidFiles files = new PidFiles()) {
            assertThatThrownBy(() -> files.write(Path.of("/no/such/dir/x.pid"), 1))
                    .isInstanceOf(IOException.class)
                    .hasMessage(
                            "cannot write pid file /no/such/dir/x.pid: no such file or directory");
        }
    }

    @Test
    void file_thatIsASymbolicLink_isRefusedAndItsTargetUntouched() throws IOException {
        Path target = Files.writeString(folder.resolve("target"), "precious");
        Path link = Files.createSymbolicLink(folder.resolve("a.pid"), target);
        try (PidFiles files = new PidFiles()) {
            assertThatThrownBy(() -> files.write(link, 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(link.toString());
        }
        assertThat(target).hasContent("precious");
        assertThat(link).isSymbolicLink();
    }

    @Test
    void runningDaemon_whosePidIsOurOwn_isNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pid"), "1\n");
        assertThat(PidFiles.runningDaemon(List.of(file), Set.of(1L))).isNull();
    }

    @Test
    void runningDaemon_whoseFileHoldsRubbish_isNone() throws IOException {
        Path file = Files.writeString(folder.resolve("a.pid"), "abc\n");
        assertThat(PidFiles.runningDaemon(List.of(file), Set.of())).isNull();
    }
}
