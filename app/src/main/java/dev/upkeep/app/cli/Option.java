package dev.upkeep.app.cli;

import org.jspecify.annotations.Nullable;

/// keepalived's options, in the order of its help text. The one table behind parsing and `--help`.
public enum Option {
    USE_FILE('f', "use-file", "FILE", "Use the specified configuration file"),
    VRRP('P', "vrrp", "Only run the VRRP subsystem"),
    CHECK('C', "check", "Only run the health-checker subsystem"),
    NO_BFD('B', "no_bfd", "Don't run the BFD subsystem"),
    ALL('\0', "all", "Run every subsystem, even without configuration"),
    LOG_CONSOLE('l', "log-console", "Log messages to the standard error output"),
    LOG_DETAIL('D', "log-detail", "Detailed log messages; twice for every packet and probe"),
    LOG_FACILITY('S', "log-facility", "([0-7]|local[0-7]|user|daemon)", "Syslog facility (daemon)"),
    LOG_FILE(
            'g',
            "log-file",
            Argument.OPTIONAL,
            "FILE",
            "Also log to FILE, by default /tmp/keepalived.log"),
    FLUSH_LOG_FILE('\0', "flush-log-file", "No effect: each line of -g is written at once"),
    NO_SYSLOG('G', "no-syslog", "Don't log via syslog"),
    UMASK('u', "umask", "MASK", "umask for file creation (in numeric form)"),
    RELEASE_VIPS('X', "release-vips", "Drop VIP on transition from signal"),
    DONT_RELEASE_VRRP('V', "dont-release-vrrp", "Keep VIPs and routes on stop"),
    DONT_RELEASE_IPVS('I', "dont-release-ipvs", "Keep the IPVS table on stop"),
    DONT_RESPAWN('R', "dont-respawn", "End when a subsystem fails"),
    DONT_FORK('n', "dont-fork", "Stay in the foreground"),
    DUMP_CONF('d', "dump-conf", "Dump the configuration data"),
    SHOW_SECRETS('\0', "show-secrets", "Show passwords and keys in dumps"),
    PID('p', "pid", "FILE", "Use the specified pid file"),
    VRRP_PID('r', "vrrp_pid", "FILE", "Use the specified pid file for the VRRP part"),
    GENHASH('T', "genhash", "Act as genhash (must be the first word)"),
    CHECKERS_PID('c', "checkers_pid", "FILE", "Use the specified pid file for the checkers"),
    ADDRESS_MONITORING('a', "address-monitoring", "Report all address additions and deletions"),
    BFD_PID('b', "bfd_pid", "FILE", "Use the specified pid file for the BFD part"),
    SNMP('x', "snmp", "Enable the SNMP subsystem"),
    SNMP_AGENT_SOCKET('A', "snmp-agent-socket", "FILE", "Socket of the SNMP master agent"),
    NAMESPACE('s', "namespace", "NAME", "Run in network namespace NAME (overrides config)"),
    CORE_DUMP('m', "core-dump", "Produce a core dump if terminating abnormally"),
    CORE_DUMP_PATTERN(
            'M', "core-dump-pattern", Argument.OPTIONAL, "PATN", "Also set the core pattern"),
    ALL_CONFIG('e', "all-config", "Error if any configuration file is missing"),
    CONFIG_ID('i', "config-id", "ID", "Use the lines beginning with @ID (default: node name)"),
    SIGNUM(
            '\0',
            "signum",
            "SIGFUNC",
            "Print the number of STOP, RELOAD, DATA, STATS, STATS_CLEAR or JSON"),
    CONFIG_TEST(
            't',
            "config-test",
            Argument.OPTIONAL,
            "LOG_FILE",
            "Check the configuration, by default to the standard error output"),
    IGNORE_SIGINT('\0', "ignore-sigint", "Don't stop on SIGINT"),
    VERSION('v', "version", "Display the version number"),
    HELP('h', "help", "Display this help message");

    /// Describes whether an option takes a value.
    public enum Argument {
        NONE,
        REQUIRED,
        /// Attached to the option only: `-tFILE`, `--config-test=FILE`.
        OPTIONAL
    }

    private final char letter;
    private final String longName;
    private final Argument argument;
    private final @Nullable String placeholder;
    private final String help;

    Option(char letter, String longName, String help) {
        this(letter, longName, Argument.NONE, null, help);
    }

    Option(char letter, String longName, String placeholder, String help) {
        this(letter, longName, Argument.REQUIRED, placeholder, help);
    }

    Option(
            char letter,
            String longName,
            Argument argument,
            @Nullable String placeholder,
            String help) {
        this.letter = letter;
        this.longName = longName;
        this.argument = argument;
        this.placeholder = placeholder;
        this.help = help;
    }

    /// Returns the letter, NUL for an option that has none.
    public char letter() {
        return letter;
    }

    public String longName() {
        return longName;
    }

    public Argument argument() {
        return argument;
    }

    /// Returns the name of the value in the help text, null for a flag.
    public @Nullable String placeholder() {
        return placeholder;
    }

    public String help() {
        return help;
    }
}
