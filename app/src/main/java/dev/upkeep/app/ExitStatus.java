package dev.upkeep.app;

/// The exit statuses that supervisors of keepalived know.
public final class ExitStatus {

    /// All went well.
    public static final int OK = 0;

    /// A failure that a new start may cure.
    public static final int FATAL = 1;

    /// The configuration cannot be run.
    public static final int CONFIGURATION = 2;

    /// A privilege is missing. With `-t`: only fatal findings.
    public static final int PERMISSION = 4;

    /// With `-t`: findings.
    public static final int FINDINGS = 5;

    /// There is no configuration. With `-t`: scripts that others than root can change.
    public static final int NO_CONFIGURATION = 6;

    private ExitStatus() {}
}
