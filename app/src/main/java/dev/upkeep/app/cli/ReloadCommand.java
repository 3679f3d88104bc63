package dev.upkeep.app.cli;

import dev.upkeep.app.control.ControlRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `upkeep reload`: what SIGHUP does, and waits for what comes of it.
@Command(
        name = "reload",
        description = {
            "Has the running daemon read its configuration anew, and waits until the kernel has it.",
            "Prints the findings on the configuration and what it changes.",
            "Exit status: 0 in force, 1 refused (the old one stays) or a wrong command line,",
            "2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Option(
            names = "--confirm",
            paramLabel = "SECONDS",
            description = {
                "Goes back to the configuration before unless 'upkeep confirm' follows within",
                "SECONDS, 1-86400. The file stays as it is."
            })
    private @Nullable String confirm;

    @Option(
            names = "--force",
            description = "Apply it even when an error costs something that runs")
    private boolean force;

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(List.of("reload", "changes"));
        if (force) {
            words.add("force");
        }
        if (confirm != null) {
            words.addAll(List.of("confirm", confirm));
        }
        return daemon.print(
                words,
                ControlRequest.Reload.LIMIT.plus(DaemonExchange.LIMIT),
                DaemonExchange.Form.lines("lines").refusal("reload refused: "));
    }
}
