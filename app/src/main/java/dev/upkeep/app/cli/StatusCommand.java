package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.status.SnapshotJson;
import dev.upkeep.app.status.StatusText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `upkeep status`: what the running daemon does.
@Command(
        name = "status",
        description = {
            "Shows the VRRP instances, virtual servers and real servers of the running daemon, why",
            "each is what it is, and whether the kernel has what it should.",
            "Exit status: 0 shown, 1 refused or a wrong command line, 2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    /// A table of a hundred thousand servers takes its time.
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

    @Mixin private DaemonExchange daemon = new DaemonExchange();

    @Option(
            names = {"-w", "--watch"},
            arity = "0..1",
            fallbackValue = "1",
            paramLabel = "SECONDS",
            description = "Shows it again every second, or every SECONDS, until interrupted.")
    private @Nullable Double watch;

    @Override
    public Integer call() throws InterruptedException {
        if (watch != null && !(watch >= 0.1 && watch <= 3600)) {
            daemon.err().println("--watch: expected 0.1 to 3600 seconds");
            return DaemonExchange.REFUSED;
        }
        Terminal terminal = Terminal.ofThisProcess();
        while (true) {
            int status = show(terminal);
            if (watch == null || status != DaemonExchange.DONE) {
                return status;
            }
            Thread.sleep(Duration.ofMillis((long) (watch * 1000)));
        }
    }

    private int show(Terminal terminal) {
        try {
            Answer answer = daemon.ask(List.of("status"), LIMIT);
            if (answer.error() != null) {
                daemon.err().println(answer.error());
                return DaemonExchange.REFUSED;
            }
            String json = String.join("", answer.lines());
            if (daemon.json()) {
                daemon.out().println(json);
            } else {
                String text =
                        StatusText.of(
                                SnapshotJson.read(json), terminal.columns(), terminal.colour());
                boolean clear = watch != null && terminal.isTerminal();
                daemon.out().print((clear ? CLEAR_SCREEN : "") + text);
            }
            daemon.out().flush();
            return DaemonExchange.DONE;
        } catch (IOException e) {
            return daemon.noDaemon(e);
        }
    }
}
