package dev.upkeep.config.schema;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes diagnostics and passes them on.
public record DiagnosticReporter(Consumer<Diagnostic> to) {

    public void add(
            Severity severity,
            DiagnosticCode code,
            SourceLocation where,
            String message,
            @Nullable String hint) {
        to.accept(new Diagnostic(severity, code, where, message, hint));
    }

    public void fatal(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.FATAL, code, where, message, hint);
    }

    public void error(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.ERROR, code, where, message, hint);
    }

    public void warning(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.WARNING, code, where, message, hint);
    }

    public void hint(
            DiagnosticCode code, SourceLocation where, String message, @Nullable String hint) {
        add(Severity.HINT, code, where, message, hint);
    }
}
