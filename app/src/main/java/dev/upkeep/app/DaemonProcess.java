package dev.upkeep.app;

import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.app.log.Logs;
import dev.upkeep.app.process.Background;
import dev.upkeep.app.process.PidFiles;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.app.warmup.Reexec;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.print.ConfigurationDump;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.socket.NamedPipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A daemon as a process of the system: in the background where wanted, once only, with pid files,
/// signals and logs, and a clean end.
public final class DaemonProcess {

    private static final Logger log = LoggerFactory.getLogger(DaemonProcess.class);

    /// keepalived's default, until the configuration is read.
    private static final int STRICT_UMASK = 0177;

    private DaemonProcess() {}

    /// Runs until the end of the daemon.
    ///
    /// @return the exit status
    public static int run(
            List<String> words,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Subsystems.IpvsOpener ipvs) {
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
            Subsystems.IpvsOpener ipvs)
            throws IOException, InterruptedException {
        log.info("Starting Upkeep v{}", Main.RELEASE);
        log.info("Command line: 'upkeep' {}", quoted(words));
        settings.notices().forEach(log::warn);
        if (!settings.foreground() && !Background.reached()) {
            if (!source.exists()) {
                log.error("Config files missing '{}'.", settings.file());
                return ExitStatus.NO_CONFIGURATION;
            }
            Background.startAgain();
            return ExitStatus.OK;
        }
        Thread warmUp =
                Thread.ofPlatform()
                        .name("warm-up")
                        .daemon()
                        .start(() -> warmUp(settings.ignoreInterrupt(), signals));
        ReadResult read = read(source, settings.dump());
        Configuration configuration = read.configuration();
        warmUp.join();
        Reexec.ifNeeded(words, settings, configuration);
        String namespace = settings.namespaceFor(configuration.process());
        List<Path> pidPaths = settings.pids().all(configuration.process(), namespace);
        Long other = PidFiles.runningDaemon(pidPaths);
        if (other != null) {
            log.info("daemon is already running (pid {})", other);
            return ExitStatus.OK;
        }
        try (PidFiles pids = new PidFiles()) {
            for (Path path : pidPaths) {
                pids.write(path);
            }
            Path control = ControlSocket.beside(pidPaths.getFirst());
            return serve(read, settings, source, signals, ipvs, control);
        } finally {
            log.info("Stopped Upkeep v{}", Main.RELEASE);
        }
    }

    /// What can be done, and what can be loaded, while the configuration is read.
    private static void warmUp(boolean ignoreInterrupt, SignalQueue signals) {
        makeStateDirectory();
        NamedPipes.umask(STRICT_UMASK);
        signals.install(ignoreInterrupt);
    }

    private static int serve(
            ReadResult read,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Subsystems.IpvsOpener ipvs,
            Path controlPath)
            throws InterruptedException {
        DumpFiles files = read.configuration().global().daemon().files();
        NamedPipes.umask(settings.umaskOr(files.umask()));
        ReloadReader readings =
                new ReloadReader(
                        () -> read(source, settings.dump()),
                        read.configuration().global().daemon().reload());
        Subsystems parts = new Subsystems(settings, new RealSystem(), ipvs, signals::reload);
        try (ControlSocket control = new ControlSocket(controlPath, parts::answer)) {
            Runnable started =
                    () -> {
                        Logs.start(settings.logs());
                        control.open();
                    };
            return new Daemon(parts.kinds(), readings, signals, started).run(read);
        }
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
            Files.createDirectories(Subsystems.STATE);
            Files.setPosixFilePermissions(
                    Subsystems.STATE, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            log.warn("Unable to make {}: {}", Subsystems.STATE, e.getMessage());
        }
    }

    private static String quoted(List<String> words) {
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            out.append(out.isEmpty() ? "'" : " '").append(word).append('\'');
        }
        return out.toString();
    }
}
