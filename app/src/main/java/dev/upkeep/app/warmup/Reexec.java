package dev.upkeep.app.warmup;

import dev.upkeep.app.DaemonSettings;
import dev.upkeep.app.process.Supervisor;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.process.Command;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.NetworkNamespace;
import dev.upkeep.netlink.process.ProcessImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A second start of the program in the same process, before the first one has done anything: some
/// things that the configuration decides must be so from the first instruction on, the collector
/// and, because every thread has its own, the network namespace.
public final class Reexec {

    /// The launcher, whatever became of its file.
    private static final String PROGRAM = "/proc/self/exe";

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

    /// Read and removed by the launcher (`launcher.c`).
    private static final String VARIABLE = "UPKEEP_AGAIN";

    /// Set by the launcher: the namespace that an earlier start has entered.
    private static final String NAMESPACE = "upkeep.namespace";

    private Reexec() {}

    /// Does not return when another start is needed.
    ///
    /// @throws IOException when the namespace is missing or the program cannot be started
    public static void ifNeeded(
            DaemonSettings settings, Configuration configuration, Supervisor supervisor)
            throws IOException {
        String collector = GcSelection.collector(configuration);
        String namespace = settings.namespaceFor(configuration.process());
        boolean entered = namespace == null || namespace.equals(System.getProperty(NAMESPACE));
        if (namespace != null && !entered) {
            NetworkNamespace.enter(namespace);
        }
        if (!entered || collector != null) {
            again(supervisor, collector, namespace);
        }
    }

    private static void again(
            Supervisor supervisor, @Nullable String collector, @Nullable String namespace)
            throws IOException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.put(
                VARIABLE,
                String.join(
                        "\n",
                        Long.toString(supervisor.pid()),
                        Integer.toString(supervisor.descriptor()),
                        Integer.toString(Supervisor.stopDescriptor()),
                        Objects.requireNonNullElse(collector, GcSelection.current()),
                        System.getProperty("upkeep.directory", ""),
                        Objects.requireNonNullElse(namespace, "")));
        Command command = new Command(commandLine(), environment, null);
        ProcessImage.replace(
                PROGRAM, command, supervisor.descriptor(), Supervisor.stopDescriptor());
    }

    /// The words this process was started with, the program's name and its options among them.
    private static List<String> commandLine() throws IOException {
        try {
            String words = Files.readString(COMMAND_LINE, StandardCharsets.UTF_8);
            return List.of(words.split("\0"));
        } catch (IOException e) {
            throw FileErrors.named("read", COMMAND_LINE, e);
        }
    }
}
