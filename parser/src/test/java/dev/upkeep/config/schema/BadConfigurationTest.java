package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.source.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Configurations with one fault each. The first line of a file says what must be found: `#
/// LINE:COLUMN SEVERITY ID message (hint)`; hints about keywords without an effect do not count.
class BadConfigurationTest {
    private static final Path DIRECTORY = Path.of("src/test/resources/bad");

    static List<Path> files() {
        return Repository.files(DIRECTORY, ".conf");
    }

    @ParameterizedTest
    @MethodSource("files")
    void fault_isFoundWhereItIs(Path file) throws IOException {
        String found =
                FakeSystem.read(file).diagnostics().stream()
                        .filter(d -> !d.code().id().equals("keyword.newer"))
                        .map(BadConfigurationTest::text)
                        .collect(Collectors.joining(" | "));
        List<String> lines = Files.readAllLines(file);
        if (Repository.REWRITE) {
            Files.writeString(
                    file,
                    "# " + found + "\n" + String.join("\n", lines.subList(1, lines.size())) + "\n");
        }
        assertThat("# " + found).isEqualTo(Files.readAllLines(file).getFirst());
    }

    private static String text(Diagnostic finding) {
        return finding.where().line()
                + ":"
                + finding.where().column()
                + " "
                + finding.severity().name().toLowerCase(Locale.ROOT)
                + " "
                + finding.code().id()
                + " "
                + finding.message()
                + (finding.hint() == null ? "" : " (" + finding.hint() + ")");
    }

    @Test
    void everyFile_hasAFault() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(150);
        for (Path file : files()) {
            assertThat(FakeSystem.read(file).diagnostics())
                    .as(file.toString())
                    .anyMatch(d -> !d.code().id().equals("keyword.newer"));
        }
    }
}
