package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.status.DaemonSnapshot;
import dev.upkeep.app.status.InstanceSnapshot;
import dev.upkeep.app.status.SnapshotJson;
import dev.upkeep.app.status.StatusText;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep priority`: shows or sets the priority of a VRRP instance.
@Command(
        name = "priority",
        description = {
            "Shows the priority of a VRRP instance with its parts, or sets what stands for the",
            "configured one until 'reset' or the end of the daemon; reloads keep it.",
            "Exit status: 0 done, 1 refused or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class PriorityCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Name of the vrrp_instance")
    private String instance = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NUMBER|reset",
            description = "1-254; reset for the configured one")
    private @Nullable String priority;

    @Override
    public Integer call() {
        return priority == null
                ? show()
                : daemon.print(
                        List.of("priority", instance, priority),
                        DaemonExchange.LIMIT,
                        DaemonExchange.Form.sentence());
    }

    private int show() {
        try {
            Answer answer = daemon.ask(List.of("status"), DaemonExchange.LIMIT);
            if (answer.error() != null) {
                daemon.err().println(answer.error());
                return DaemonExchange.REFUSED;
            }
            DaemonSnapshot all = SnapshotJson.read(String.join("", answer.lines()));
            for (InstanceSnapshot each : all.instances()) {
                if (each.name().equals(instance)) {
                    daemon.out()
                            .println(
                                    daemon.json()
                                            ? SnapshotJson.of(each.priority())
                                            : StatusText.priority(each));
                    return DaemonExchange.DONE;
                }
            }
            daemon.err().println("there is no instance " + instance);
            return DaemonExchange.REFUSED;
        } catch (IOException e) {
            return daemon.noDaemon(e);
        }
    }
}
