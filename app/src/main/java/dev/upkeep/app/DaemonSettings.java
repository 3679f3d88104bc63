package dev.upkeep.app;

import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.app.cli.Option;
import dev.upkeep.app.log.LogSettings;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ProcessSettings;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.config.print.ConfigurationDump;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The settings of a run of the daemon that come from the command line.
///
/// @param snmp what the command line says of SNMP
/// @param notices findings about the options themselves, to be logged
public record DaemonSettings(
        Source source,
        Parts parts,
        Kept kept,
        Dumps dumps,
        Logging logging,
        OwnProcess process,
        PidPaths pids,
        Snmp snmp,
        List<String> notices) {

    /// The configuration to read.
    ///
    /// @param file path or pattern
    /// @param configId for `@ID` lines, null for the node name
    /// @param everyIncludeChecked whether an include without a match refuses the file
    public record Source(String file, @Nullable String configId, boolean everyIncludeChecked) {}

    /// The parts that run where the configuration has work for them.
    ///
    /// @param always whether they run without work, too (`--all`)
    public record Parts(boolean vrrp, boolean checkers, boolean bfd, boolean always) {}

    /// What is shown of the configuration and of the state.
    ///
    /// @param configuration writes the configuration at the start (`-d`), null for not
    /// @param showSecrets whether dumps show passwords and keys
    public record Dumps(
            @Nullable Function<Configuration, String> configuration, boolean showSecrets) {}

    /// What is logged, and where.
    ///
    /// @param detail `-D`
    /// @param addresses whether every address that appears or goes is logged (`-a`)
    public record Logging(LogSettings destinations, boolean detail, boolean addresses) {}

    /// Properties of the process.
    ///
    /// @param namespace the network namespace; null for the configuration's
    /// @param umask of files written; null for the configuration's
    /// @param corePattern for the kernel's names of core dumps, null to leave it
    public record OwnProcess(
            boolean foreground,
            boolean ignoreInterrupt,
            @Nullable String namespace,
            @Nullable Integer umask,
            @Nullable String corePattern) {

        int umaskOr(int other) {
            return umask == null ? other : umask;
        }
    }

    /// What the command line says of SNMP.
    ///
    /// @param all whether every MIB is served
    /// @param socket of the master agent, null for the configuration's
    public record Snmp(boolean all, @Nullable String socket) {

        /// The settings of the configuration with those of the command line over them.
        SnmpSettings over(SnmpSettings file) {
            return new SnmpSettings(
                    socket == null ? file.socket() : socket,
                    file.traps(),
                    all || file.vrrp(),
                    all || file.rfcV2(),
                    all || file.rfcV3(),
                    all || file.checker(),
                    file.virtualServerInterval(),
                    file.realServerInterval());
        }
    }

    /// State of the kernel that outlives the daemon.
    public record Kept(boolean vrrp, boolean ipvs) {}

    /// keepalived's default configuration.
    private static final String DEFAULT_FILE = "/etc/keepalived/keepalived.conf";

    /// Set by the launcher: the working directory of the command line. What `-g` without a value
    /// names.
    private static final String LOG_FILE = "/tmp/keepalived.log";

    private static final String DIRECTORY = "upkeep.directory";

    public DaemonSettings {
        notices = List.copyOf(notices);
    }

    /// Returns the network namespace to run in, null for the one it was started in.
    public @Nullable String namespaceFor(ProcessSettings configured) {
        String namespace = process.namespace();
        return namespace == null ? configured.netNamespace() : namespace;
    }

    public static DaemonSettings of(CommandLine line) {
        List<String> notices = new ArrayList<>();
        if (!line.stray().isEmpty()) {
            notices.add("Unexpected argument(s): " + String.join(" ", line.stray()));
        }
        boolean onlyVrrp = line.has(Option.VRRP);
        boolean onlyCheckers = line.has(Option.CHECK);
        return new DaemonSettings(
                new Source(
                        Objects.requireNonNullElse(
                                absolute(line.value(Option.USE_FILE)), DEFAULT_FILE),
                        line.value(Option.CONFIG_ID),
                        line.has(Option.ALL_CONFIG)),
                new Parts(
                        onlyVrrp || !onlyCheckers,
                        onlyCheckers || !onlyVrrp,
                        !line.has(Option.NO_BFD),
                        line.has(Option.ALL)),
                new Kept(line.has(Option.DONT_RELEASE_VRRP), line.has(Option.DONT_RELEASE_IPVS)),
                new Dumps(dump(line), line.has(Option.SHOW_SECRETS)),
                new Logging(
                        logs(line, notices),
                        line.has(Option.LOG_DETAIL),
                        line.has(Option.ADDRESS_MONITORING)),
                new OwnProcess(
                        line.has(Option.DONT_FORK),
                        line.has(Option.IGNORE_SIGINT),
                        line.value(Option.NAMESPACE),
                        umask(line.value(Option.UMASK), notices),
                        corePattern(line)),
                new PidPaths(
                        absolute(line.value(Option.PID)),
                        absolute(line.value(Option.VRRP_PID)),
                        absolute(line.value(Option.CHECKERS_PID)),
                        absolute(line.value(Option.BFD_PID))),
                new Snmp(line.has(Option.SNMP), line.value(Option.SNMP_AGENT_SOCKET)),
                notices);
    }

    private static @Nullable Function<Configuration, String> dump(CommandLine line) {
        if (!line.has(Option.DUMP_CONF)) {
            return null;
        }
        return line.has(Option.SHOW_SECRETS) ? ConfigurationDump::of : ConfigurationDump::masked;
    }

    /// A name as it was meant where the program was started: the launcher has gone to `/` when it
    /// runs in the background.
    private static @Nullable String absolute(@Nullable String name) {
        String directory = System.getProperty(DIRECTORY);
        boolean relative = name != null && directory != null && !name.startsWith("/");
        return relative ? directory + "/" + name : name;
    }

    /// `core` when `-M` has no value, as keepalived's.
    private static @Nullable String corePattern(CommandLine line) {
        String pattern = line.value(Option.CORE_DUMP_PATTERN);
        return "".equals(pattern) ? "core" : pattern;
    }

    private static LogSettings logs(CommandLine line, List<String> notices) {
        int facility = LogSettings.DAEMON;
        String named = line.value(Option.LOG_FACILITY);
        if (named != null) {
            int found = LogSettings.facility(named);
            if (found < 0) {
                notices.add("Invalid log facility '" + named + "'");
            } else {
                facility = found;
            }
        }
        return new LogSettings(
                line.has(Option.LOG_CONSOLE) && line.has(Option.DONT_FORK),
                !line.has(Option.NO_SYSLOG),
                logFile(line),
                facility,
                line.count(Option.LOG_DETAIL) > 1);
    }

    private static @Nullable Path logFile(CommandLine line) {
        String named = line.value(Option.LOG_FILE);
        String name = absolute("".equals(named) ? LOG_FILE : named);
        return name == null ? null : Path.of(name);
    }

    /// A mask in C's notation: octal with a leading 0, hexadecimal with 0x, else decimal.
    private static @Nullable Integer umask(@Nullable String text, List<String> notices) {
        if (text == null) {
            return null;
        }
        try {
            int mask =
                    text.length() > 1 && text.startsWith("0") && Character.isDigit(text.charAt(1))
                            ? Integer.parseInt(text, 8)
                            : Integer.decode(text);
            if (mask >= 0 && mask <= 0777) {
                return mask;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        notices.add("Invalid --umask option " + text);
        return null;
    }
}
