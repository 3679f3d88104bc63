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

/// `upkeep reload`: what SIGHUP does, and waits for what comes of it.
@Command(
        name = "reload",
        description = {
            "Has the running daemon read its configuration anew, and waits until the kernel has it.",
            "Prints the findings on the configuration.",
            "Exit status: 0 in force, 1 refused (the old one stays) or a wrong command line,",
            "2 no daemon can be asked."
        },
        mixinStandardHelpOptions = true)
final class ReloadCommand implements Callable<Integer> {

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
            Answer answer = ControlClient.reload(ControlSocket.beside(Path.of(pidFile)));
            answer.lines().forEach(out::println);
            if (answer.error() != null) {
                err.println("reload refused: " + answer.error());
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
