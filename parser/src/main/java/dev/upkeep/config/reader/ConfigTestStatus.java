package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import java.util.List;

/// The exit status of `--config-test`, as keepalived's contract has it: the gravest *class*
/// decides, and a warning is a graver class there than a fatal error.
public final class ConfigTestStatus {

    /// Nothing to report.
    public static final int OK = 0;

    /// The configuration cannot be used, and nothing else was reported.
    public static final int FATAL = 4;

    /// Something was reported.
    public static final int REPORTED = 5;

    /// No configuration, a checked include is missing, or scripts are not safe.
    public static final int INSECURE_OR_MISSING = 6;

    /// The finding that `net_namespace` names a namespace that is not there. keepalived then ends
    /// its test with status 0 whatever it has found, and tools that test a configuration outside of
    /// its namespace rely on it.
    public static final String NO_NAMESPACE = "namespace.missing";

    /// The finding that an interface does not exist: fatal, but keepalived warns of it as well.
    public static final String NO_INTERFACE = "interface.unknown";

    /// The finding that scripts run as root without `enable_script_security`. A single script that
    /// others may change is not run, which is a report like any other.
    public static final String UNGUARDED = "script.security";

    private ConfigTestStatus() {}

    /// The status for these findings.
    public static int of(List<Diagnostic> diagnostics) {
        int status = OK;
        boolean insecure = false;
        boolean stopped = false; // keepalived does not get as far as its scripts
        for (Diagnostic each : diagnostics) {
            if (each.id().equals(NO_NAMESPACE)) {
                return OK;
            }
            switch (each.severity()) {
                case FATAL -> {
                    if (each.id().startsWith("source.") || each.id().startsWith("include.")) {
                        return INSECURE_OR_MISSING;
                    }
                    boolean other =
                            each.id().equals(NO_INTERFACE)
                                    || each.id().startsWith("number.")
                                    || each.id().startsWith("argument.");
                    status = Math.max(status, other ? REPORTED : FATAL);
                }
                case ERROR, WARNING -> status = Math.max(status, REPORTED);
                case SECURITY -> {
                    status = Math.max(status, REPORTED);
                    insecure |= each.id().equals(UNGUARDED);
                }
                case HINT -> {} // never counts
            }
            stopped |= each.id().equals("argument.missing");
        }
        if (insecure) {
            return stopped ? REPORTED : INSECURE_OR_MISSING;
        }
        return status;
    }
}
