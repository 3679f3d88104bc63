package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.app.process.Supervisor;
import dev.upkeep.app.warmup.Reexec;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tests the parts of [Reexec] and [DaemonScripts] that need no process of their own; that a daemon
/// goes to the background, writes its pid files and ends by a signal is seen in the lab.
@Timeout(60)
class StartTest {

    @TempDir private Path folder;

    @Test
    void newStart_whereNothingAsksForOne_goesOn() throws IOException {
        Configuration configuration = read("global_defs {\n}\n");
        assertThatCode(() -> ifNeeded(configuration)).doesNotThrowAnyException();
    }

    @Test
    void newStart_inANamespaceThatIsMissing_namesIt() throws IOException {
        Configuration configuration = read("net_namespace upkeep-missing\n");
        assertThatThrownBy(() -> ifNeeded(configuration))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("upkeep-missing");
    }

    @Test
    void scripts_runAtStartAndAtTheEnd_thoseOfTheLastConfiguration() throws IOException {
        Path log = folder.resolve("log");
        DaemonScripts scripts =
                DaemonScripts.start(
                        read(scripts("startup_script", log, "started")), new RealSystem());
        assertThat(log).hasContent("started");
        assertThat(scripts.reload(read(scripts("shutdown_script", log, "stopped")))).isCompleted();
        assertThat(log).hasContent("started");
        scripts.close();
        assertThat(log).hasContent("started\nstopped");
    }

    private static void ifNeeded(Configuration configuration) throws IOException {
        try (Supervisor none = Supervisor.ofLaunch()) {
            Reexec.ifNeeded(DaemonSettings.of(CommandLine.parse(List.of())), configuration, none);
        }
    }

    private String scripts(String keyword, Path log, String text) throws IOException {
        Path script =
                Files.writeString(
                        folder.resolve(text), "#!/bin/sh\necho " + text + " >>" + log + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return "global_defs {\n " + keyword + " " + script + "\n script_user root\n}\n";
    }

    private Configuration read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), text);
        return ConfigurationReader.read(
                        file.toString(),
                        new ReaderOptions(
                                "",
                                _ -> null,
                                Set.of(),
                                new SplittableRandom(1),
                                false,
                                new RealSystem()))
                .configuration();
    }
}
