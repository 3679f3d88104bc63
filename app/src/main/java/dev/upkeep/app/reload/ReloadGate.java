package dev.upkeep.app.reload;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ReloadPolicy;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.reader.ReadResult;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Knows what runs, and decides about what shall take its place. Any thread.
public final class ReloadGate {
    private volatile @Nullable Running running;

    private record Running(Configuration configuration, Set<String> faults) {}

    /// Called when a configuration begins to run.
    public void accept(ReadResult read) {
        running = new Running(read.configuration(), ReloadDecision.faults(read));
    }

    /// Returns the configuration that runs, null before the first.
    public @Nullable Configuration running() {
        Running now = running;
        return now == null ? null : now.configuration;
    }

    /// Decides whether a reload applies what was read.
    ///
    /// @param lines the words of what was read, see `WrittenLines`; asked for only when they matter
    public ReloadDecision decide(ReadResult read, Supplier<List<List<String>>> lines) {
        return decide(read, lines, false);
    }

    /// Decides whether a reload applies what was read.
    ///
    /// @param lines the words of what was read, asked for only when they matter
    /// @param insists whether the operator asks for it in spite of what would be lost
    public ReloadDecision decide(
            ReadResult read, Supplier<List<List<String>>> lines, boolean insists) {
        Running now = running;
        if (now == null) {
            return new ReloadDecision(null);
        }
        return ReloadDecision.of(
                insists ? ReloadPolicy.KEEPALIVED : policy(now.configuration, read.configuration()),
                now.configuration,
                now.faults,
                read,
                lines);
    }

    /// The more specific of both: a text that says how it is to be taken is taken so.
    private static ReloadPolicy policy(Configuration running, Configuration next) {
        ReloadPolicy own = settings(next).policy();
        return own == ReloadPolicy.DEFAULT ? settings(running).policy() : own;
    }

    private static ReloadSettings settings(Configuration configuration) {
        return configuration.global().daemon().reload();
    }
}
