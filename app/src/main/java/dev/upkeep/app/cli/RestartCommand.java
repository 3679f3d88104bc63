package dev.upkeep.app.cli;

import dev.upkeep.app.control.Answer;
import dev.upkeep.app.control.ControlClient;
import dev.upkeep.app.control.ControlSocket;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        PrintWriter out = command.getOut();
        PrintWriter err = command.getErr();
        try {
            Answer answer = ControlClient.restart(ControlSocket.beside(Path.of(pidFile)));
            answer.lines().forEach(out::println);
            if (answer.error() != null) {
                err.println("restart refused: " + answer.error());
                return 1;
            }
            return 0;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 2;
        } finally {
            out.flush();
            err.flush();
        }
    }
}
