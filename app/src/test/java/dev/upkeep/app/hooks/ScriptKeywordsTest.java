package dev.upkeep.app.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.DaemonGlobals;
import dev.upkeep.config.model.Script;
import dev.upkeep.netlink.process.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keywords of `global_defs` about scripts and their FIFOs, from the text to what is run.
class ScriptKeywordsTest {

    @TempDir private Path folder;

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "script_user nobody, [65534]",
        "script_user nobody\\nset_supplementary_groups, '[65534, 4, 27]'",
        "script_user nobody\\nset_supplementary_groups off, [65534]",
    })
    void groups_ofTheUserOfScripts_areThoseOfTheKeyword(String lines, String groups)
            throws Exception {
        Path file = folder.resolve("group");
        Files.writeString(file, "adm:x:4:nobody\nroot:x:0:\nsudo:x:27:else,nobody\nx:x:9:else\n");
        DaemonGlobals daemon = daemon(lines.replace("\\n", "\n"));
        Command.User user =
                new ScriptAccounts(new FakeSystem(), daemon.scripts(), file)
                        .of(daemon.scripts().user());

        assertThat(Objects.requireNonNull(user).groups()).hasToString(groups);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "notify_fifo, notify_fifo_script",
        "vrrp_notify_fifo, vrrp_notify_fifo_script",
        "lvs_notify_fifo, lvs_notify_fifo_script"
    })
    void fifo_withAScript_startsItWithTheNameOfTheFifo(String keyword, String script)
            throws IOException {
        Path path = folder.resolve("fifo");
        List<List<String>> started = new ArrayList<>();
        DaemonGlobals daemon = daemon(keyword + " " + path + "\n" + script + " \"/bin/check a\"");
        Fifos fifos =
                new Fifos(
                        new ScriptAccounts(new FakeSystem(), daemon.scripts()),
                        reader -> {
                            started.add(reader.arguments());
                            return () -> started.add(List.of("end"));
                        });

        fifos.configure(daemon.fifos());
        assertThat(started).containsExactly(List.of("/bin/check", "a", path.toString()));
        fifos.configure(daemon("router_id x").fifos());
        assertThat(started).endsWith(List.of("end"));
        assertThat(path).doesNotExist();
    }

    @Test
    void timeouts_ofTheScriptsOfTheDaemon_areThoseOfTheKeywords() {
        var scripts =
                daemon(
                                """
                                startup_script "/bin/check up"
                                startup_script_timeout 3
                                shutdown_script "/bin/check down"
                                shutdown_script_timeout 4
                                """)
                        .scripts();

        assertThat(scripts.startup()).extracting(Script::arguments).hasToString("[/bin/check, up]");
        assertThat(scripts.startupTimeout()).hasSeconds(3);
        assertThat(scripts.shutdown())
                .extracting(Script::arguments)
                .hasToString("[/bin/check, down]");
        assertThat(scripts.shutdownTimeout()).hasSeconds(4);
    }

    private static DaemonGlobals daemon(String lines) {
        return Configurations.of("global_defs {\n" + lines + "\n}\n").global().daemon();
    }
}
