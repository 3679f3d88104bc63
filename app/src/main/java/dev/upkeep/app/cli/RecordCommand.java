package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import dev.upkeep.app.control.ControlSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `upkeep record`: shows the last events of a VRRP instance of the running daemon.
@Command(
        name = "record",
        description = {
            "Shows the last 256 events of a VRRP instance of the running daemon: adverts, refused",
            "ones with the reason, timers, and what it depends on; each with the seconds before",
            "now and the state after it. Then who sends adverts of the same virtual router.",
            "Exit status: 0 shown, 1 no such instance or a wrong command line, 2 no daemon can be",
            "asked."
        },
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {

    private static final int SHOWN = 0;
    private static final int REFUSED = 1;
    private static final int NO_DAEMON = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

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

    @Parameters(paramLabel = "INSTANCE", arity = "1", description = "Name of the vrrp_instance")
    private String instance = "";

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        try {
            Answer answer =
                    ControlClient.ask(
                            ControlSocket.beside(Path.of(pidFile)),
                            List.of("record", instance),
                            PATIENCE);
            answer.lines().forEach(out::println);
            if (answer.error() == null) {
                return SHOWN;
            }
            err.println(answer.error());
            return REFUSED;
        } catch (IOException e) {
            err.println(e.getMessage());
            return NO_DAEMON;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
