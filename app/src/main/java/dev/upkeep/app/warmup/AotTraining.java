package dev.upkeep.app.warmup;

import dev.upkeep.app.ConfigurationSource;
import dev.upkeep.app.DaemonProcess;
import dev.upkeep.app.DaemonSettings;
import dev.upkeep.app.Main;
import dev.upkeep.app.cli.CommandLine;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.config.syntax.RealSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs what a start runs, so that the AOT cache made from this run holds it. Only the build calls
/// this, where it can in a network namespace of its own; the kernel's load balancer is not touched.
public final class AotTraining {

    /// Longer than three advertisements and the skew, so that the instance becomes master.
    private static final long MASTER_MILLIS = 4_500;

    private static final long RELOAD_MILLIS = 500;

    /// So often all weights in the file change and then one of them: how a daemon reads, recognises
    /// what is as before, compares and sends is in the cache too, and its first reload under load
    /// need not be learnt first.
    private static final int ROUNDS = 4;

    private AotTraining() {}

    /// Checks a configuration and runs it for some seconds, changing the weights in the file.
    ///
    /// @param arguments options of the daemon, the last one `-f` with its file
    public static void main(String[] arguments) throws InterruptedException, IOException {
        List<String> words = List.of(arguments);
        Path file = Path.of(words.getLast());
        String text = Files.readString(file);
        Main.run(List.of("-v"), System.err);
        Main.run(List.of("-h"), System.err);
        Main.run(List.of("-t", "-f", words.getLast()), System.err);
        SignalQueue signals = new SignalQueue();
        Thread operator =
                Thread.ofPlatform()
                        .start(() -> {
                            pause(MASTER_MILLIS);
                            for (int i = 0; i < ROUNDS; i++) {
                                String all = text.replace("weight 1\n", "weight " + (i + 2) + "\n");
                                reload(signals, file, all);
                                reload(signals, file, all.replaceFirst("weight \\d+", "weight 1"));
                            }
                            signals.add(DaemonSignal.STOP);
                        });
        DaemonSettings settings = DaemonSettings.of(CommandLine.parse(words));
        ConfigurationSource source = new ConfigurationSource(settings, RealSystem::new, false);
        int status = DaemonProcess.run(words, settings, source, signals, InMemoryIpvs::open);
        operator.join();
        System.exit(status);
    }

    private static void reload(SignalQueue signals, Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        signals.add(DaemonSignal.RELOAD);
        pause(RELOAD_MILLIS);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
