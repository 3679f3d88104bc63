package dev.upkeep.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `upkeep handover`: the end of the daemon while addresses, routes and services stay in the
/// kernel, for a daemon that is started by other means, for instance from the next container image.
@Command(
        name = "handover",
        description = {
            "Has the running daemon end, without releasing anything: a daemon that is started before a",
            "backup takes over (three advert intervals) goes on as master and adverts at once, and the",
            "table of the load balancer stays. What no daemon takes over remains in the kernel.",
            "Exit status: 0 begun, 1 refused (the configuration cannot be run) or a wrong command line,",
            "2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class HandoverCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Override
    public Integer call() {
        return daemon.print(
                List.of("handover"),
                DaemonExchange.LIMIT,
                DaemonExchange.Form.sentence().refusal("handover refused: "));
    }
}
