package dev.upkeep.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.report.DiagnosticExcerpt;
import dev.upkeep.config.report.DiagnosticJson;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Diagnostic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Includes, with the files `a.conf`, `b.conf`, `c.conf` (executable), `d/d.conf` (which includes
/// `../a.conf`) and `loop.conf` (which includes itself) beside the main file. The statements are
/// those keepalived 2.2.7 reads.
class IncludeTest {

    @TempDir Path directory;

    @BeforeEach
    void files() throws IOException {
        write("a.conf", "from_a\n");
        write("b.conf", "from_b\n");
        write("c.conf", "from_c\n");
        Files.setPosixFilePermissions(
                directory.resolve("c.conf"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(directory.resolve("d"));
        write("d/d.conf", "in_d ${_PWD}\ninclude ../a.conf\n");
        write("loop.conf", "once\ninclude loop.conf\n");
        write("bad.conf", "ok\n  \"unclosed\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("includes")
    void include_read_givesStatementsAndFindings(
            String rule, String text, String statements, String findings) throws IOException {
        Reading reading = Reading.of(directory, text);
        String here = directory.toRealPath().toString();
        assertThat(reading.statements().replace(here, "HERE")).as(rule).isEqualTo(statements);
        StringBuilder found = new StringBuilder();
        for (Diagnostic each : reading.findings()) {
            found.append(found.isEmpty() ? "" : "; ").append(each.severity()).append(' ');
            found.append(each.code().id());
        }
        assertThat(found.toString()).as(rule).isEqualTo(findings);
    }

    static Stream<Arguments> includes() {
        return Stream.of(
                arguments("plain", "x\ninclude a.conf\ny\n", "x; from_a; y", ""),
                arguments("set", "include [ab].conf\n", "from_a; from_b", ""),
                arguments("braces in their order", "include {b,a}.conf\n", "from_b; from_a", ""),
                arguments(
                        "relative to the including file",
                        "include d/d.conf\nx ${_PWD}\n",
                        "in_d HERE/d; from_a; x HERE",
                        ""),
                arguments("in a block", "x {\ninclude a.conf\n}\n", "x {from_a}", ""),
                arguments("definition in the name", "$F=a\ninclude ${F}.conf\n", "from_a", ""),
                arguments(
                        "condition",
                        "@other include a.conf\n@testhost include b.conf\n",
                        "from_b",
                        ""),
                arguments("word made by a definition", "$A=incl\n${A}ude a.conf\n", "from_a", ""),
                arguments(
                        "not the keyword",
                        "includex a.conf\ninclude\n",
                        "includex a.conf; include",
                        ""),
                arguments(
                        "quotes are not removed",
                        "include \"a.conf\"\n",
                        "",
                        "HINT include.missing"),
                arguments(
                        "one name per line", "include a.conf b.conf\n", "", "HINT include.missing"),
                arguments("missing", "include nothere\n", "", "HINT include.missing"),
                arguments(
                        "missing, readable required",
                        "includer nothere\n",
                        "",
                        "HINT include.missing"),
                arguments(
                        "missing, match required",
                        "includem nothere\n",
                        "",
                        "FATAL include.missing"),
                arguments(
                        "match brings readable",
                        "includem c.conf\n",
                        "",
                        "FATAL include.unreadable"),
                arguments("executable", "include c.conf\n", "", "HINT include.unreadable"),
                arguments("directory", "include d\n", "", "HINT include.unreadable"),
                arguments("no match", "includem *.none\n", "", "HINT include.no-match"),
                arguments("no match, required", "includew *.none\n", "", "FATAL include.no-match"),
                arguments(
                        "alternative missing",
                        "includeb {b,none}.conf\n",
                        "from_b",
                        "FATAL include.missing-alternative"),
                arguments(
                        "include_check",
                        "global_defs {\ninclude_check match\n}\ninclude nothere\n",
                        "global_defs {include_check match}",
                        "FATAL include.missing"),
                arguments("itself", "include loop.conf\n", "once", "ERROR include.cycle"));
    }

    @Test
    void fault_inAnInclude_namesBothPlaces() {
        Reading reading = Reading.of(directory, "x\ninclude bad.conf\n");
        assertThat(DiagnosticLine.of(reading.findings().getFirst()))
                .isEqualTo(
                        "%1$s/bad.conf:2:3: error: the quote is not closed; the rest of the line is ignored [syntax.unclosed-quote] (add '\"'); included at %1$s/test.conf:2:9"
                                .formatted(directory));
        assertThat(DiagnosticJson.of(reading.findings()))
                .contains("\"line\": 2, \"column\": 3, \"severity\": \"error\"")
                .contains(
                        "\"from\": {\"file\": \"%s/test.conf\", \"line\": 2".formatted(directory));
    }

    @Test
    void fault_inAnExcerpt_showsTheLineAndACaret() {
        Reading reading = Reading.of(directory, "x\n  y ${Q} z\n");
        try (DiagnosticExcerpt excerpt = new DiagnosticExcerpt(false)) {
            assertThat(excerpt.of(reading.findings().getFirst()))
                    .isEqualTo(
                            """
                            %s/test.conf:2:5: error: '${Q}' is not defined [definition.unknown]
                                y ${Q} z
                                  ^
                              define it in a line before: $NAME=VALUE
                            """
                                    .formatted(directory));
        }
    }

    @Test
    void mainFile_missing_isFatal() {
        Reading reading = Reading.ofFile(directory.resolve("none").toString(), Reading.options());
        assertThat(reading.findings().getFirst().code().id()).isEqualTo("source.missing");
        assertThat(ConfigTestStatus.of(reading.findings())).isEqualTo(6);
    }
}
