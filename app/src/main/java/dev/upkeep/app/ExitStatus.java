package dev.upkeep.app;

/// The exit statuses of the daemon that supervisors of keepalived know. Those of `-t` are
/// [dev.upkeep.config.reader.ConfigTestStatus].
public final class ExitStatus {

    /// All went well.
    public static final int OK = 0;

    /// A failure that a new start may cure.
    public static final int FATAL = 1;

    /// The configuration cannot be run.
    public static final int CONFIGURATION = 2;

    /// A privilege is missing.
    public static final int PERMISSION = 4;

    /// There is no configuration.
    public static final int NO_CONFIGURATION = 6;

    /// The parent is to start the process again at once (`supervisor.c`).
    public static final int RESTART = 75;

    private ExitStatus() {}
}
