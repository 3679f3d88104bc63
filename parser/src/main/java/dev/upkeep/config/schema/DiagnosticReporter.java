package dev.upkeep.config.schema;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes diagnostics and passes them on.
public record DiagnosticReporter(Consumer<Diagnostic> to) {

    public void add(
            Severity severity,
            String id,
            SourceLocation where,
            String message,
            @Nullable String hint) {
        to.accept(new Diagnostic(severity, id, where, message, hint));
    }

    public void fatal(String id, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.FATAL, id, where, message, hint);
    }

    public void error(String id, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.ERROR, id, where, message, hint);
    }

    public void warning(String id, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.WARNING, id, where, message, hint);
    }

    public void hint(String id, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.HINT, id, where, message, hint);
    }
}
