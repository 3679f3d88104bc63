package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import dev.upkeep.app.control.ControlRequest;
import dev.upkeep.app.control.ControlSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    private static final int PASSED = 0;
    private static final int NOT_PASSED = 1;
    private static final int NO_DAEMON = 2;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-p", "--pid"},
            paramLabel = "FILE",
            defaultValue = "/run/keepalived.pid",
            description = {
                "The pid file of the daemon (default: ${DEFAULT-VALUE}); its socket lies beside",
                "it, with .sock for .pid"
            })
    private String pidFile = "";

    @Parameters(paramLabel = "VIRTUAL REAL", arity = "1..*", description = "As of upkeep server")
    private List<String> names = List.of();

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        List<String> words = new ArrayList<>(List.of("check-now"));
        words.addAll(names);
        try {
            Answer answer =
                    ControlClient.ask(
                            ControlSocket.beside(Path.of(pidFile)),
                            words,
                            ControlRequest.CheckNow.LIMIT.plusSeconds(5));
            answer.lines().forEach(out::println);
            if (answer.error() == null) {
                return PASSED;
            }
            err.println(answer.error());
            return NOT_PASSED;
        } catch (IOException e) {
            err.println(e.getMessage());
            return NO_DAEMON;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
