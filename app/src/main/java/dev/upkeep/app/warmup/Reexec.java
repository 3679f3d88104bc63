package dev.upkeep.app.warmup;

import dev.upkeep.app.DaemonSettings;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Command;
import dev.upkeep.netlink.process.NetworkNamespace;
import dev.upkeep.netlink.process.ProcessImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A second start of the program in the same process, before the first one has done anything: some
/// things that the configuration decides must be so from the first instruction on, the collector
/// and, because every thread has its own, the network namespace.
public final class Reexec {

    /// Set by the launcher: the directory of the distribution.
    private static final String HOME = "upkeep.home";

    /// Tells the second start where it is.
    private static final String NAMESPACE = "UPKEEP_NAMESPACE";

    private Reexec() {}

    /// Does not return when another start is needed.
    ///
    /// @param words of the command line
    /// @throws KernelException when the namespace is missing or the program cannot be started
    public static void ifNeeded(
            List<String> words, DaemonSettings settings, Configuration configuration)
            throws KernelException {
        Map<String, String> changes = new HashMap<>();
        if (GcSelection.unsuitable(configuration)) {
            changes.put(GcSelection.WANTED, GcSelection.ZGC);
        }
        String namespace = settings.namespaceFor(configuration.process());
        if (namespace != null && !namespace.equals(System.getenv(NAMESPACE))) {
            NetworkNamespace.enter(namespace);
            changes.put(NAMESPACE, namespace);
        }
        if (!changes.isEmpty()) {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.putAll(changes);
            List<String> command = new ArrayList<>(words);
            command.addFirst(System.getProperty(HOME) + "/bin/upkeep");
            ProcessImage.replace(new Command(command, environment, null));
        }
    }
}
