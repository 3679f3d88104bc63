package dev.upkeep.app.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep transition`: hands mastership over, and takes part in elections again.
@Command(
        name = "transition",
        description = {
            "backup: the instance and its sync group hand mastership over (priority 0) and lose",
            "every election; where no other router is they take over all the same. It lasts until",
            "'release' or the end of the daemon; reloads keep it.",
            "release: they take part in elections again.",
            "Exit status: 0 done, 1 refused or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class TransitionCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Name of the vrrp_instance")
    private String instance = "";

    @Parameters(index = "1", paramLabel = "backup|release", description = "What it shall do")
    private String state = "";

    @Override
    public Integer call() {
        return daemon.print(
                List.of("transition", instance, state),
                DaemonExchange.LIMIT,
                DaemonExchange.Form.sentence());
    }
}
