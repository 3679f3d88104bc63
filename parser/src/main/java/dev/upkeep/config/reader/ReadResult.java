package dev.upkeep.config.reader;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import java.util.List;

/// The result of reading: always a configuration (of whatever could be understood), and all that
/// was found wrong, sorted by place, nothing twice.
public record ReadResult(Configuration configuration, List<Diagnostic> diagnostics) {

    public ReadResult {
        diagnostics = List.copyOf(diagnostics);
    }

    /// Returns the worst severity found; [Severity#HINT] when there is nothing to act on.
    public Severity worst() {
        Severity worst = Severity.HINT;
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.severity().compareTo(worst) < 0) {
                worst = diagnostic.severity();
            }
        }
        return worst;
    }
}
