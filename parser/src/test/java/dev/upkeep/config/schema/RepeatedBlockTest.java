package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A block that comes twice adds to the first, as in keepalived 2.2.7 (its dump of the same texts).
class RepeatedBlockTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication {\nauth_type PASS\n}\nauthentication {\nauth_pass secret12\n}",
                "authentication {\nauth_pass secret12\n}\nauthentication {\nauth_type PASS\n}",
                "authentication {\nauth_type PASS\nauth_pass secret12\n}\nauthentication {\n}",
                "authentication {\nauth_type PASS\nauth_pass other\n}\n"
                        + "authentication {\nauth_pass secret12\n}",
                "authentication {\nauth_type PASS\nauth_pass secret12\n}\n"
                        + "authentication {\nauth_type none\n}",
            })
    void authentication_addsToTheBlockBefore(String blocks) throws IOException {
        assertThat(read(blocks).vrrpInstances().getFirst().adverts().authentication())
                .isEqualTo(new Authentication.Password("secret12"));
    }

    @Test
    void addresses_addToTheBlockBefore() throws IOException {
        Configuration found = read("virtual_ipaddress {\n192.0.2.1\n}\nvirtual_ipaddress {\n}");
        assertThat(found.vrrpInstances().getFirst().resources().addresses()).hasSize(2);
    }

    /// Every block of the files that have every keyword, with a second one behind it that has
    /// nothing to use.
    static Stream<Arguments> secondBlocks() throws IOException {
        List<Arguments> all = new ArrayList<>();
        for (Path file : Repository.files(Path.of("src/test/resources/dump"), ".conf")) {
            List<String> lines = Files.readAllLines(file);
            Deque<String> open = new ArrayDeque<>();
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i).strip();
                if (line.endsWith("{") && !line.startsWith("#")) {
                    open.push(line);
                } else if (line.equals("}")) {
                    String header = open.pop();
                    all.add(arguments(file, i + 1, header, ""));
                    all.add(arguments(file, i + 1, header, "no_such_keyword 7\n"));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} after line {1}: {2} {3}")
    @MethodSource("secondBlocks")
    void secondBlockOfNothing_takesNothingAway_orIsAnError(
            Path file, int line, String header, String inside) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        ReadResult once = FakeSystem.read(file);
        lines.add(line, header + "\n" + inside + "}");
        ReadResult twice =
                FakeSystem.read(Files.write(directory.resolve("keepalived.conf"), lines));
        if (reported(twice) <= reported(once) + (inside.isEmpty() ? 0 : 1)) {
            assertThat(dump(twice)).as(header + inside).containsSubsequence(dump(once));
        }
    }

    private static List<String> dump(ReadResult read) {
        return ConfigurationDump.of(read.configuration()).lines().toList();
    }

    /// Errors, and the warning that a block replaces another, as it does in keepalived.
    private static long reported(ReadResult read) {
        return read.diagnostics().stream()
                .filter(each ->
                        each.severity().compareTo(Severity.ERROR) <= 0
                                || each.code() == DiagnosticCode.BLOCK_REPLACED)
                .count();
    }

    private Configuration read(String blocks) throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(
                file,
                "vrrp_instance A {\ninterface eth0\nvirtual_router_id 1\n"
                        + "virtual_ipaddress {\n192.0.2.10\n}\n"
                        + blocks
                        + "\n}\n");
        return FakeSystem.read(file).configuration();
    }
}
