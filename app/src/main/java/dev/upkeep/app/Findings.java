package dev.upkeep.app;

import dev.upkeep.config.read.Diagnostic;
import dev.upkeep.config.read.Severity;
import java.util.List;
import java.util.Locale;

/// Findings of the reader as text and as an exit status.
public final class Findings {

    private Findings() {}

    /// `keepalived.conf:12:23: error: message [id] (hint)`.
    public static String line(Diagnostic finding) {
        String hint = finding.hint();
        return finding.where()
                + ": "
                + finding.severity().name().toLowerCase(Locale.ROOT)
                + ": "
                + finding.message()
                + " ["
                + finding.id()
                + "]"
                + (hint == null ? "" : " (" + hint + ")");
    }

    /// True when there is no configuration to be read at all.
    public static boolean missing(List<Diagnostic> findings) {
        return findings.stream().anyMatch(finding -> finding.id().equals("file.missing"));
    }

    /// The status of `--config-test`, keepalived's contract: scripts that others than root can
    /// change outweigh other findings, and those outweigh what alone would be fatal.
    public static int status(List<Diagnostic> findings) {
        if (missing(findings) || any(findings, Severity.SECURITY)) {
            return ExitStatus.NO_CONFIGURATION;
        }
        if (any(findings, Severity.ERROR) || any(findings, Severity.WARNING)) {
            return ExitStatus.FINDINGS;
        }
        return any(findings, Severity.FATAL) ? ExitStatus.PERMISSION : ExitStatus.OK;
    }

    private static boolean any(List<Diagnostic> findings, Severity severity) {
        return findings.stream().anyMatch(finding -> finding.severity() == severity);
    }
}
