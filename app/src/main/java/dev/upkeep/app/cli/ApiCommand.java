package dev.upkeep.app.cli;

import dev.upkeep.app.log.LogSettings;
import dev.upkeep.app.log.Logs;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.lbaas.ApiProcess;
import dev.upkeep.lbaas.settings.SettingsReader;
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

/// `upkeep api`: load balancers as a service, until a signal ends it.
@Command(
        name = "api",
        description = {
            "Serves the load balancer API of OpenStack (Octavia v2) over this director's daemon.",
            "Runs in the foreground until SIGTERM or SIGINT.",
            "Exit status: 0 ended by a signal, 1 wrong settings or command line."
        },
        mixinStandardHelpOptions = true)
final class ApiCommand implements Callable<Integer> {

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            defaultValue = "/etc/upkeep/lbaas.json",
            description = "The settings (default: ${DEFAULT-VALUE})")
    private String settings = "";

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
        SignalQueue signals = new SignalQueue();
        Logs.start(new LogSettings(true, false, null, LogSettings.DAEMON, false));
        try (ApiProcess api = ApiProcess.start(SettingsReader.read(Path.of(settings)))) {
            signals.install(false);
            err.println("upkeep api: listening at port " + api.port());
            DaemonSignal signal = signals.take();
            while (signal != DaemonSignal.STOP) { // the others are for the daemon
                signal = signals.take();
            }
            return 0;
        } catch (IOException e) {
            err.println("upkeep api: " + e.getMessage());
            return 1;
        } finally {
            Logs.stop();
            signals.close();
        }
    }
}
