package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void check_ofTheStandardInput_namesItWithAHyphen() {
        InputStream before = System.in;
        System.setIn(
                new ByteArrayInputStream(
                        "global_defs {\n x\n}\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(run("check", "-")).isEqualTo(5);
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("-:2:2: error: unknown keyword 'x'");
    }

    @Test
    void explain_keyword_printsItsEntries() {
        assertThat(run("explain", "virtual_router_id")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("vrrp_instance/virtual_router_id");
    }

    @Test
    void explain_misspeltKeyword_suggestsTheNearest() {
        assertThat(run("explain", "virtual_ruoter_id")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("'virtual_ruoter_id' is no keyword")
                .contains("did you mean 'virtual_router_id'?");
    }

    @Test
    void check_misspeltKeyword_showsTheLineWithACaret(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "global_defs {\n  roter_id x\n}\n");
        assertThat(run("check", file.toString())).isEqualTo(5);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("a.conf:2:3: error")
                .contains("  roter_id x")
                .contains("^")
                .contains("router_id");
    }

    @Test
    void check_asJson_printsOneArrayOfFindings(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), "global_defs {\n  roter_id x\n}\n");
        assertThat(run("check", "--json", file.toString())).isEqualTo(5);
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .startsWith("[")
                .endsWith("]")
                .contains("\"line\": 2");
    }

    @Test
    void check_withoutAFile_saysHowToCallIt() {
        assertThat(run("check")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: upkeep check");
    }

    private int run(String... words) {
        return Commands.run(List.of(words), stream(out), stream(err));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
