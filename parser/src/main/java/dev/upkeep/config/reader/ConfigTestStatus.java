package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.ExitClass;
import dev.upkeep.config.source.Severity;
import java.util.List;

/// The exit status of `--config-test`, as keepalived's contract has it: the gravest *class*
/// decides, and a warning is a graver class there than a fatal error.
public final class ConfigTestStatus {

    /// Nothing to report.
    public static final int OK = 0;

    /// A keyword lacks its argument: keepalived ends its reading at once.
    public static final int ABORTED = 2;

    /// The configuration cannot be used, and nothing else was reported.
    public static final int FATAL = 4;

    /// Something was reported.
    public static final int REPORTED = 5;

    /// No configuration, a checked include is missing, or scripts are not safe.
    public static final int INSECURE_OR_MISSING = 6;

    private ConfigTestStatus() {}

    /// Returns the status for these findings.
    public static int of(List<Diagnostic> diagnostics) {
        int status = OK;
        boolean insecure = false;
        boolean aborted = false; // keepalived does not get as far as its scripts
        for (Diagnostic each : diagnostics) {
            ExitClass exitClass = each.code().exitClass();
            if (exitClass == ExitClass.SUCCESS) {
                return OK;
            }
            if (each.severity() == Severity.FATAL && exitClass == ExitClass.NO_CONFIGURATION) {
                return INSECURE_OR_MISSING;
            }
            status = Math.max(status, of(each.severity(), exitClass));
            insecure |= exitClass == ExitClass.INSECURE;
            aborted |= exitClass == ExitClass.ABORTS;
        }
        if (aborted) {
            return ABORTED;
        }
        return insecure ? INSECURE_OR_MISSING : status;
    }

    private static int of(Severity severity, ExitClass exitClass) {
        return switch (severity) {
            case FATAL ->
                    switch (exitClass) {
                        case REPORTED, ABORTS -> REPORTED;
                        case BY_SEVERITY,
                                UNCOUNTED,
                                UNUSABLE,
                                NO_CONFIGURATION,
                                INSECURE,
                                SUCCESS ->
                                FATAL;
                    };
            case ERROR, WARNING, SECURITY ->
                    switch (exitClass) {
                        case UNCOUNTED -> OK;
                        case UNUSABLE -> FATAL;
                        case BY_SEVERITY, REPORTED, ABORTS, NO_CONFIGURATION, INSECURE, SUCCESS ->
                                REPORTED;
                    };
            case HINT -> OK;
        };
    }
}
