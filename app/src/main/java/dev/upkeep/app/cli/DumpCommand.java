package dev.upkeep.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep dump`: prints what a signal would write into a file.
@Command(
        name = "dump",
        description = {
            "Prints what keepalived's signals write into files: data (SIGUSR1), stats (SIGUSR2) or",
            "json (SIGRTMIN + 2).",
            "Exit status: 0 done, 1 refused or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Parameters(
            arity = "0..1",
            paramLabel = "data|stats|json",
            defaultValue = "data",
            description = "Which one (default: ${DEFAULT-VALUE})")
    private String kind = "";

    @Override
    public Integer call() {
        return daemon.print(
                List.of("dump", kind), DaemonExchange.LIMIT, DaemonExchange.Form.lines("lines"));
    }
}
