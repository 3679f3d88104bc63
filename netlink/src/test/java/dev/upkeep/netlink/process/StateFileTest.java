package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFileTest {

    @TempDir private Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("ipvs.owned");
    }

    @Test
    void replaced_isRead() throws IOException {
        StateFile.replace(file, out -> out.write("service tcp\nmark 7\n"));

        assertThat(StateFile.lines(file)).containsExactly("service tcp", "mark 7");
    }

    @Test
    void missing_isNoSuchFile() {
        assertThatThrownBy(() -> StateFile.lines(file)).isInstanceOf(NoSuchFileException.class);
    }

    /// A device never ends, and a link leads to what somebody else owns.
    @ParameterizedTest
    @ValueSource(strings = {"/dev/full", "/dev/zero", "/etc/passwd", "/nonexistent"})
    void link_isNotRead_andReplaced(String target) throws IOException {
        Files.createSymbolicLink(file, Path.of(target));

        assertThatThrownBy(() -> StateFile.lines(file))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot read " + file + ": it is no regular file");

        StateFile.replace(file, out -> out.write("mark 7\n"));
        assertThat(Files.isSymbolicLink(file)).isFalse();
        assertThat(StateFile.lines(file)).containsExactly("mark 7");
    }

    @Test
    void directory_isNotRead() throws IOException {
        Files.createDirectory(file);

        assertThatThrownBy(() -> StateFile.lines(file))
                .hasMessage("cannot read " + file + ": it is no regular file");
    }

    @Test
    void binary_isNoText() throws IOException {
        Files.write(file, new byte[] {'a', (byte) 0xff, '\n'});

        assertThatThrownBy(() -> StateFile.lines(file))
                .hasMessage("cannot read " + file + ": it is no text");
    }

    /// Where the next content is written, somebody may have put a link.
    @Test
    void linkInPlaceOfTheNextContent_isNotFollowed() throws IOException {
        Path victim = Files.writeString(directory.resolve("victim"), "mine");
        Files.createSymbolicLink(directory.resolve("ipvs.owned.new"), victim);

        StateFile.replace(file, out -> out.write("mark 7\n"));

        assertThat(victim).hasContent("mine");
        assertThat(StateFile.lines(file)).containsExactly("mark 7");
    }
}
