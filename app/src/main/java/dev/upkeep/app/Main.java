package dev.upkeep.app;

import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.app.cli.Commands;
import dev.upkeep.app.cli.Option;
import dev.upkeep.app.cli.Usage;
import dev.upkeep.app.process.SignalNumbers;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.ipvs.IpvsSocket;
import java.io.PrintStream;
import java.util.List;

/// The program `upkeep`, also called `keepalived`.
public final class Main {

    /// Release of this program.
    static final String RELEASE = "0.1.0";

    private Main() {}

    /// Runs and exits with a status of [ExitStatus].
    public static void main(String[] arguments) {
        int status = run(List.of(arguments), System.err);
        System.out.flush();
        System.err.flush();
        // Everything is closed by now. System.exit would first start Java's own logging, to see
        // whether exits are to be logged: 30 ms at the end of every run.
        Runtime.getRuntime().halt(status);
    }

    public static int run(List<String> given, PrintStream err) {
        List<String> words = Commands.genhash(StartMessages.program(), given);
        if (Commands.begins(words)) {
            return Commands.run(words, System.out, err);
        }
        CommandLine line = CommandLine.parse(words);
        line.errors().forEach(err::println);
        String function = line.value(Option.SIGNUM);
        String testLog = line.value(Option.CONFIG_TEST);
        if (line.has(Option.VERSION)) {
            err.print(Usage.version(RELEASE));
            return ExitStatus.OK;
        }
        if (line.has(Option.HELP)) {
            err.print(Usage.help("upkeep"));
            return ExitStatus.OK;
        }
        if (function != null) {
            return SignalNumbers.print(function, System.out, err);
        }
        if (!line.errors().isEmpty()) {
            return ExitStatus.FATAL;
        }
        DaemonSettings settings = DaemonSettings.of(line);
        ConfigurationSource source =
                new ConfigurationSource(
                        settings,
                        () -> new RealSystem(Subsystems::virtualAddresses),
                        testLog != null);
        if (testLog != null) {
            settings.notices().forEach(err::println);
            var dump = settings.dumps().configuration();
            return ConfigTest.run(
                    source,
                    testLog,
                    dump == null ? null : read -> System.out.print(dump.apply(read)),
                    err);
        }
        return DaemonProcess.run(words, settings, source, new SignalQueue(), IpvsSocket::open);
    }
}
