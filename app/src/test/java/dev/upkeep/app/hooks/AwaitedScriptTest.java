package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Script;
import dev.upkeep.config.syntax.RealSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwaitedScriptTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir private Path folder;

    private final List<String> lines = new ArrayList<>();
    private final AwaitedScript runner = new AwaitedScript(new RealSystem(), lines::add);

    /// As keepalived 2.2.7 logged the same scripts; it says nothing of one that was killed.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "exit 0, startup script script succeeded",
        "exit 3, 'startup script script failed, status 3'",
        "kill -9 $$, startup script script exited due to signal 9",
    })
    void run_script_isLoggedWithKeepalivedsWords(String text, String line) {
        runner.run("startup_script", script(text), LONG, null);

        assertThat(lines).containsExactly("Running startup script /bin/sh", line);
    }

    @Test
    void run_slowScript_hasEndedOnReturn() {
        Path proof = folder.resolve("proof");
        runner.run("startup_script", script("sleep 0.1; echo done > " + proof), LONG, null);
        assertThat(proof).hasContent("done");
    }

    @Test
    @Timeout(30)
    void run_endlessScript_isKilledWithWhatItStarted() {
        runner.run("startup_script", script("sleep 100 & wait"), Duration.ofMillis(50), null);

        assertThat(lines)
                .containsExactly(
                        "Running startup script /bin/sh",
                        "startup script timed out after 0 s, it is killed");
    }

    @Test
    void run_missingScript_returns() {
        Script missing = new Script("/nowhere", List.of("/nowhere"), null);
        runner.run("shutdown_script", missing, LONG, null);
    }

    private static Script script(String text) {
        return new Script(text, List.of("/bin/sh", "-c", text), null);
    }
}
