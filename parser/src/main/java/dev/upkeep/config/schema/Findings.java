package dev.upkeep.config.schema;

import dev.upkeep.config.read.Diagnostic;
import dev.upkeep.config.read.Severity;
import dev.upkeep.config.read.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects diagnostics. One collector belongs to one thread.
public final class Findings {
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    public void add(
            Severity severity, String id, Span where, String message, @Nullable String hint) {
        diagnostics.add(new Diagnostic(severity, id, where, message, hint));
    }

    public void error(String id, Span where, String message, @Nullable String hint) {
        add(Severity.ERROR, id, where, message, hint);
    }

    public void warning(String id, Span where, String message, @Nullable String hint) {
        add(Severity.WARNING, id, where, message, hint);
    }

    public void hint(String id, Span where, String message, @Nullable String hint) {
        add(Severity.HINT, id, where, message, hint);
    }

    public void addAll(List<Diagnostic> others) {
        diagnostics.addAll(others);
    }

    public List<Diagnostic> list() {
        return List.copyOf(diagnostics);
    }
}
