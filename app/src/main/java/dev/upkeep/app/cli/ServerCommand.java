package dev.upkeep.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep server`: the real servers of a running daemon, asked over its socket. Names are checked
/// there, so that this knows nothing of their form.
@Command(
        name = "server",
        description = {
            "Shows or changes real servers of the running daemon.",
            "VIRTUAL is written 10.1.0.1:80, [2001:db8::1]:80, fwmark:5 or group:NAME, where more",
            "than one has that name with tcp:, udp:, sctp:, inet: or inet6: before it.",
            "Changes last until the daemon ends; a reload keeps them.",
            "Exit status: 0 done, 1 refused or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|checks|drain|disable|enable|weight")
final class ServerCommand {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Command(
            name = "list",
            description = {
                "Health, weights, state and connections of all real servers, or of those of one",
                "virtual server. EFFECTIVE is the weight in the kernel, - for no entry."
            },
            mixinStandardHelpOptions = true)
    int list(
            @Parameters(paramLabel = "VIRTUAL", arity = "0..*", description = "Virtual server")
                    @Nullable List<String> names) {
        return ask("list", names == null ? List.of() : names, table("servers"));
    }

    @Command(
            name = "checks",
            description = {
                "Each check of all real servers, or of those of one virtual server: its verdict, how",
                "long the last attempt took and ended ago, and the last ten attempts, the newest",
                "first: + passed, - failed, ? could not run."
            },
            mixinStandardHelpOptions = true)
    int checks(
            @Parameters(paramLabel = "VIRTUAL", arity = "0..*", description = "Virtual server")
                    @Nullable List<String> names) {
        return ask("checks", names == null ? List.of() : names, table("checks"));
    }

    @Command(
            name = "drain",
            description = {
                "Weight 0: new connections go elsewhere, the present ones go on, until 'enable'."
            },
            mixinStandardHelpOptions = true)
    int drain(@Parameters(paramLabel = "VIRTUAL REAL", arity = "1..*") List<String> names) {
        return ask("drain", names, DaemonExchange.Form.sentence());
    }

    @Command(
            name = "disable",
            description = {
                "Takes the server out, as if it were not configured, until 'enable': at once, or",
                "with drain_timeout when its connections have ended or that time has passed."
            },
            mixinStandardHelpOptions = true)
    int disable(@Parameters(paramLabel = "VIRTUAL REAL", arity = "1..*") List<String> names) {
        return ask("disable", names, DaemonExchange.Form.sentence());
    }

    @Command(
            name = "enable",
            description = "Ends 'drain' and 'disable'.",
            mixinStandardHelpOptions = true)
    int enable(@Parameters(paramLabel = "VIRTUAL REAL", arity = "1..*") List<String> names) {
        return ask("enable", names, DaemonExchange.Form.sentence());
    }

    @Command(
            name = "weight",
            description = {
                "Sets the weight that stands for the configured one, 0-2147483647, until 'reset'.",
                "What checks and tracked files ask for counts as before."
            },
            mixinStandardHelpOptions = true)
    int weight(
            @Parameters(paramLabel = "VIRTUAL REAL WEIGHT|reset", arity = "1..*")
                    List<String> names) {
        return ask("weight", names, DaemonExchange.Form.sentence());
    }

    private static DaemonExchange.Form table(String key) {
        return new DaemonExchange.Form(ServerTable::of, key, ServerTable::values);
    }

    private int ask(String verb, List<String> names, DaemonExchange.Form form) {
        List<String> words = new ArrayList<>(List.of("server", verb));
        words.addAll(names);
        return daemon.print(words, DaemonExchange.LIMIT, form);
    }
}
