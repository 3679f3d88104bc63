package dev.upkeep.app;

import dev.upkeep.app.log.Logs;
import dev.upkeep.app.process.Background;
import dev.upkeep.app.process.PidFiles;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.config.read.ReadResult;
import dev.upkeep.config.read.RealSystem;
import dev.upkeep.config.schema.print.ConfigurationDump;
import dev.upkeep.netlink.io.NamedPipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A daemon as a process of the system: in the background where wanted, once only, with pid files,
/// signals and logs, and a clean end.
final class DaemonProcess {

    private static final Logger log = LoggerFactory.getLogger(DaemonProcess.class);

    private DaemonProcess() {}

    /// Runs until the end of the daemon.
    ///
    /// @return the exit status
    static int run(
            List<String> words,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Parts.IpvsOpener ipvs) {
        try {
            return unlessRunning(words, settings, source, signals, ipvs);
        } catch (IOException e) {
            log.error("{}", e.getMessage());
            return ExitStatus.FATAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.FATAL;
        } finally {
            Logs.start(settings.logs());
            Logs.stop();
        }
    }

    private static int unlessRunning(
            List<String> words,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Parts.IpvsOpener ipvs)
            throws IOException, InterruptedException {
        log.info("Starting Upkeep v{}", Main.RELEASE);
        log.info("Command line: 'upkeep' {}", quoted(words));
        settings.notices().forEach(log::warn);
        List<Path> pidPaths = settings.pids().all();
        Long other = PidFiles.runningDaemon(pidPaths);
        if (other != null) {
            log.info("daemon is already running (pid {})", other);
            return ExitStatus.OK;
        }
        if (!settings.foreground() && !Background.reached()) {
            if (!source.exists()) {
                log.error("Config files missing '{}'.", settings.file());
                return ExitStatus.NO_CONFIGURATION;
            }
            Background.startAgain();
            return ExitStatus.OK;
        }
        try (PidFiles pids = new PidFiles()) {
            for (Path path : pidPaths) {
                pids.write(path);
            }
            return serve(words, settings, source, signals, ipvs);
        } finally {
            log.info("Stopped Upkeep v{}", Main.RELEASE);
        }
    }

    private static int serve(
            List<String> words,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Parts.IpvsOpener ipvs)
            throws InterruptedException {
        Thread.ofPlatform()
                .name("warm-up")
                .daemon()
                .start(() -> {
                    makeStateDirectory();
                    NamedPipes.umask(settings.umaskOr(DEFAULT_UMASK));
                    signals.install(settings.ignoreInterrupt());
                });
        ReadResult first = read(source, settings.dump());
        Collector.change(words, first.configuration());
        Parts parts = new Parts(settings, new RealSystem(), ipvs);
        Daemon daemon =
                new Daemon(
                        parts.kinds(),
                        () -> read(source, settings.dump()),
                        signals,
                        () -> Logs.start(settings.logs()));
        return daemon.run(first);
    }

    /// Reads the configuration, and with `-d` logs what it amounts to.
    private static ReadResult read(ConfigurationSource source, boolean dump) {
        ReadResult read = source.read();
        if (dump) {
            ConfigurationDump.of(read.configuration()).lines().forEach(log::info);
        }
        return read;
    }

    /// With the usual permissions, whatever the umask: `upkeep plan` may be run by others.
    private static void makeStateDirectory() {
        try {
            Files.createDirectories(Parts.STATE);
            Files.setPosixFilePermissions(
                    Parts.STATE, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            log.warn("Unable to make {}: {}", Parts.STATE, e.getMessage());
        }
    }

    /// keepalived's: what it writes is for root alone.
    private static final int DEFAULT_UMASK = 0177;

    private static String quoted(List<String> words) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            out.append(out.isEmpty() ? "'" : " '").append(word).append('\'');
        }
        return out.toString();
    }
}
