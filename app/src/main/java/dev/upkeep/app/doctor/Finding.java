package dev.upkeep.app.doctor;

import java.util.Locale;

/// Something that keeps an address from answering, or may do so.
///
/// @param text a sentence that names the object
/// @param advice what to do, as a sentence
public record Finding(Severity severity, String text, String advice) {

    /// Severity of a finding.
    public enum Severity {
        /// It does not work like this.
        PROBLEM,
        /// It works until something else happens, or only in some networks.
        WARNING
    }

    static Finding problem(String text, String advice) {
        return new Finding(Severity.PROBLEM, text, advice);
    }

    static Finding warning(String text, String advice) {
        return new Finding(Severity.WARNING, text, advice);
    }

    /// Two lines for a terminal.
    @Override
    public String toString() {
        return severity.name().toLowerCase(Locale.ROOT) + ": " + text + "\n    " + advice;
    }
}
