package dev.upkeep.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `upkeep confirm`: takes a reload as good that would be rolled back.
@Command(
        name = "confirm",
        description = {
            "Takes the running configuration as good after 'upkeep reload --confirm'.",
            "Exit status: 0 done, 1 nothing waits or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class ConfirmCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Override
    public Integer call() {
        return daemon.print(
                List.of("confirm"), DaemonExchange.LIMIT, DaemonExchange.Form.sentence());
    }
}
