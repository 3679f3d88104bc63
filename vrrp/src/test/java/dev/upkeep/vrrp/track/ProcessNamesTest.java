package dev.upkeep.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A directory in the place of `/proc`.
class ProcessNamesTest {

    @TempDir private Path proc;
    private ProcessNames names;

    @BeforeEach
    void setUp() throws IOException {
        names = new ProcessNames(proc);
        Files.createDirectory(proc.resolve("7"));
        Files.writeString(proc.resolve("7/comm"), "haproxy\n");
        Files.writeString(proc.resolve("uptime"), "1 1");
    }

    @Test
    void processes_areListed_andNamed() throws IOException {
        List<Integer> pids = new ArrayList<>();
        names.forEach(pids::add);
        assertThat(pids).containsExactly(7);
        assertThat(names.of(7, false)).isEqualTo(new ProcessNames.Named("haproxy", List.of()));
        assertThat(names.of(8, false)).isNull();
    }

    @Test
    void hidden_withoutTheFirstProcess_saysWhy() throws IOException {
        assertThat(names.hidden()).contains("hidepid");
        Files.createDirectory(proc.resolve("1"));
        Files.writeString(proc.resolve("1/comm"), "init\n");
        assertThat(names.hidden()).isNull();
    }

    @Test
    void unreadable_isNotTheEndOfAProcess() throws IOException {
        Files.createDirectories(proc.resolve("9/comm")); // EISDIR
        assertThatIOException().isThrownBy(() -> names.of(9, false));
        assertThatIOException()
                .isThrownBy(() -> new ProcessNames(proc.resolve("none")).forEach(_ -> {}));
    }
}
