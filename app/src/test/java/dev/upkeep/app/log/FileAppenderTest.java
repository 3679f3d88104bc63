package dev.upkeep.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.log.LogMessage.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class FileAppenderTest {

    @TempDir private Path directory;

    private void write(Path file, LogMessage... messages) {
        try (Log4jOutput output =
                Log4jOutput.open(new LogSettings(false, false, file, LogSettings.DAEMON, false))) {
            List.of(messages).forEach(each -> output.write(each, true));
        }
    }

    private static LogMessage message(Role role, String text) {
        return new LogMessage(1000, Level.INFO, role, text, null);
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({
        "/var/log/k.log, Keepalived, /var/log/k.log",
        "/var/log/k.log, Keepalived_vrrp, /var/log/k_vrrp.log",
        "/var/log/k.1.log, Keepalived_healthcheckers, /var/log/k.1_healthcheckers.log",
        "/var/log.d/k, Keepalived_bfd, /var/log.d/k_bfd"
    })
    void fileOfAPart_hasItsNameBeforeTheLastDot(Path file, String ident, Path expected) {
        assertThat(FileAppender.ofPart(file, ident)).isEqualTo(expected);
    }

    @Test
    void lines_areAppendedToTheFileOfTheirPart() throws IOException {
        Path file = directory.resolve("k.log");
        Files.writeString(file, "before\n");

        write(
                file,
                message(Role.MAIN, "Starting"),
                message(Role.VRRP, "(VI_1) Entering MASTER STATE"));

        assertThat(Files.readAllLines(file)).hasSize(2);
        assertThat(Files.readString(file)).startsWith("before\n").endsWith(" 1970: Starting\n");
        assertThat(Files.readString(directory.resolve("k_vrrp.log")))
                .endsWith(": (VI_1) Entering MASTER STATE\n");
    }

    @Test
    void symbolicLink_isNotFollowed() throws IOException {
        Path target = Files.writeString(directory.resolve("target"), "kept");
        Path file = Files.createSymbolicLink(directory.resolve("k.log"), target);

        write(file, message(Role.MAIN, "one"), message(Role.VRRP, "two"));

        assertThat(target).hasContent("kept");
        assertThat(directory.resolve("k_vrrp.log")).content().endsWith("two\n");
    }
}
