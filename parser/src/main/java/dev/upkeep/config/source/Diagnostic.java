package dev.upkeep.config.source;

import org.jspecify.annotations.Nullable;

/// A finding. `Diagnostic` is a value; printing it is another class.
///
/// @param code the kind of finding
/// @param message what is wrong, quoting what was written and naming what is legal
/// @param hint what to do instead, null when there is nothing to add
public record Diagnostic(
        Severity severity,
        DiagnosticCode code,
        SourceLocation where,
        String message,
        @Nullable String hint) {

    /// Returns the same finding with another severity.
    public Diagnostic as(Severity other) {
        return new Diagnostic(other, code, where, message, hint);
    }

    /// Returns the same finding with another message.
    public Diagnostic saying(String other) {
        return new Diagnostic(severity, code, where, other, hint);
    }
}
