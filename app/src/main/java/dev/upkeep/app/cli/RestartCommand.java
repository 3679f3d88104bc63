package dev.upkeep.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `upkeep restart`: another process in the place of the daemon's, for instance after an upgrade,
/// while addresses, routes and services stay in the kernel.
@Command(
        name = "restart",
        description = {
            "Has the running daemon end its process and start it again, without releasing anything:",
            "masters go on as masters when the next process is up before a backup takes over",
            "(three advert intervals), and the table of the load balancer stays.",
            "Exit status: 0 begun, 1 refused (nothing would start it again, or the configuration",
            "cannot be run) or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class RestartCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Override
    public Integer call() {
        return daemon.print(
                List.of("restart"),
                DaemonExchange.LIMIT,
                DaemonExchange.Form.sentence().refusal("restart refused: "));
    }
}
