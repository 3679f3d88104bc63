package dev.upkeep.app.cli;

import dev.upkeep.app.control.ControlRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `upkeep check-now`: has the running daemon check a real server once, and shows what happened.
@Command(
        name = "check-now",
        description = {
            "Runs the configured checks of a real server once, from the running daemon, and shows",
            "what they sent, what they received and what they found. Their verdicts stay as they",
            "are.",
            "Exit status: 0 every check passed, 1 one has not or a wrong command line, 2 no daemon",
            "can be asked."
        },
        mixinStandardHelpOptions = true)
final class CheckNowCommand implements Callable<Integer> {

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Parameters(paramLabel = "VIRTUAL REAL", arity = "1..*", description = "As of upkeep server")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        List<String> words = new ArrayList<>(List.of("check-now"));
        words.addAll(names);
        return daemon.print(
                words,
                ControlRequest.CheckNow.LIMIT.plusSeconds(5),
                DaemonExchange.Form.lines("lines"));
    }
}
