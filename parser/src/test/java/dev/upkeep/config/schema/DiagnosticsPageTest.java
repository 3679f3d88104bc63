package dev.upkeep.config.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page `docs/diagnostics.md`: every kind of finding with an example from the directory of bad
/// configurations.
class DiagnosticsPageTest {
    private static final Path PAGE = Repository.path("docs/diagnostics.md");

    /// Text that stands for the directory of the odd files.
    private static final String CONFIGURATIONS = "/etc/keepalived";

    /// Files that a repository of text does not keep well, by their names.
    private static final Map<String, byte[]> ODD_FILES =
            Map.of(
                    "wide.conf", "vrrp_instance".getBytes(StandardCharsets.UTF_16),
                    "macintosh.conf",
                            "vrrp_instance VI_1 {\r    interface eth0\r}\r".getBytes(UTF_8),
                    "nul.conf", "# a NUL byte: \0\n".getBytes(UTF_8),
                    "long.conf", ("# " + "x".repeat(1100) + "\n").getBytes(UTF_8));

    /// Files that are too large for a repository, each for one kind of finding.
    private static final Map<DiagnosticCode, String> LARGE_FILES =
            Map.of(
                    DiagnosticCode.DIAGNOSTICS_TOO_MANY,
                    "no_such_keyword\n".repeat(20_001),
                    DiagnosticCode.DEFINITION_TOO_MUCH,
                    "global_defs {\n~SEQ(I, 1, 50000) router_id " + "x".repeat(980) + "\n}\n");

    /// Names to read besides these: a file that is not there, several, a directory.
    private static final List<String> ODD_NAMES = List.of("nothing.conf", "[ln]*.conf", ".");

    private static final String HEAD =
            """
            # Diagnostics

            Every kind of finding about a configuration, with the stable id that messages carry in brackets. Written
            by a test from the list in the code and from the faulty configurations of the test suite; do not edit it
            here.

            A *fatal* finding means that the configuration, or the block it stands in, cannot be used. An *error*
            costs what the message says, the rest is used. A *warning* costs nothing. A *security* finding means
            that a script is not run, or runs as root unguarded. A *hint* is advice and changes no exit status.
            """;

    private static final Map<DiagnosticCode, Diagnostic> EXAMPLES =
            new EnumMap<>(DiagnosticCode.class);

    @BeforeAll
    static void examples(@TempDir Path directory) throws IOException {
        for (Map.Entry<String, byte[]> odd : ODD_FILES.entrySet()) {
            Files.write(directory.resolve(odd.getKey()), odd.getValue());
        }
        Stream.concat(ODD_FILES.keySet().stream().sorted(), ODD_NAMES.stream())
                .flatMap(name -> FakeSystem.read(directory.resolve(name)).diagnostics().stream())
                .forEach(found ->
                        EXAMPLES.putIfAbsent(
                                found.code(),
                                found.saying(
                                        found.message()
                                                .replace(directory.toString(), CONFIGURATIONS))));
        for (Path file : BadConfigurationTest.files()) {
            FakeSystem.read(file)
                    .diagnostics()
                    .forEach(found -> EXAMPLES.putIfAbsent(found.code(), found));
        }
        for (Map.Entry<DiagnosticCode, String> large : LARGE_FILES.entrySet()) {
            Path file = Files.writeString(directory.resolve("large.conf"), large.getValue());
            FakeSystem.read(file).diagnostics().stream()
                    .filter(found -> found.code() == large.getKey())
                    .forEach(found -> EXAMPLES.put(found.code(), found));
        }
    }

    @Test
    void everyCode_hasABadFile() {
        assertThat(EnumSet.allOf(DiagnosticCode.class))
                .as("write a file in src/test/resources/bad")
                .allMatch(EXAMPLES::containsKey);
    }

    @Test
    void everyCode_hasHelpThatIsASentence() {
        assertThat(DiagnosticCode.values())
                .extracting(DiagnosticCode::help)
                .allMatch(Pattern.compile("[A-Za-z0-9].{9,110}[.]").asMatchPredicate());
    }

    @Test
    void page_inTheRepository_isWhatTheCodesSay() throws IOException {
        if (Repository.REWRITE) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE))
                .as("stale: run the test with -Dupkeep.rewrite=true and review")
                .isEqualTo(page());
    }

    private static String page() {
        StringBuilder out = new StringBuilder(HEAD);
        String topic = "";
        for (DiagnosticCode code : DiagnosticCode.values()) {
            if (!code.topic().equals(topic)) {
                topic = code.topic();
                out.append("\n## ").append(topic).append("\n\n");
            }
            out.append("- `").append(code.id()).append("`: ").append(code.help()).append('\n');
            Diagnostic example = EXAMPLES.get(code);
            if (example != null) {
                String severity = example.severity().name().toLowerCase(Locale.ROOT);
                String hint = example.hint() == null ? "" : " (" + example.hint() + ")";
                out.append("  *").append(severity).append("*: `` ").append(example.message());
                out.append(hint).append(" ``\n");
            }
        }
        return out.toString();
    }
}
