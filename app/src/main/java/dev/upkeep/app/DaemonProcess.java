package dev.upkeep.app;

import dev.upkeep.app.control.Timeouts;
import dev.upkeep.app.doctor.Finding;
import dev.upkeep.app.doctor.Privileges;
import dev.upkeep.app.log.Logs;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.PidFiles;
import dev.upkeep.app.process.ProcessNames;
import dev.upkeep.app.process.ReloadTimer;
import dev.upkeep.app.process.SavedConfigurations;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.app.process.StateDirectory;
import dev.upkeep.app.process.Supervisor;
import dev.upkeep.app.reload.ReloadGate;
import dev.upkeep.app.warmup.Reexec;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.DaemonGlobals;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.socket.NamedPipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A daemon as a process of the system: once only, with pid files, signals and logs, and a clean
/// end. Going to the background and starting again after a crash is the work of the native launcher
/// around it, see [Supervisor].
public final class DaemonProcess {

    private static final Logger log = LoggerFactory.getLogger(DaemonProcess.class);

    /// keepalived's default, until the configuration is read.
    private static final int STRICT_UMASK = 0177;

    private static final Path CORE_PATTERN = Path.of("/proc/sys/kernel/core_pattern");

    private final DaemonSettings settings;
    private final ConfigurationSource source;
    private final SignalQueue signals;
    private final Subsystems.IpvsOpener ipvs;

    private final SavedConfigurations saved =
            new SavedConfigurations(ProcessHandle.current().pid());

    private DaemonProcess(
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Subsystems.IpvsOpener ipvs) {
        this.settings = settings;
        this.source = source;
        this.signals = signals;
        this.ipvs = ipvs;
    }

    /// Runs until the end of the daemon.
    ///
    /// @param words of the command line
    /// @return the exit status
    public static int run(
            List<String> words,
            DaemonSettings settings,
            ConfigurationSource source,
            SignalQueue signals,
            Subsystems.IpvsOpener ipvs) {
        FatalErrors.install();
        try (Supervisor supervisor = Supervisor.ofLaunch()) {
            if (StartMessages.log(words)) {
                Logs.start(
                        settings.logging()
                                .destinations()); // the next end may come before the log is started
            }
            settings.notices().forEach(log::warn);
            return new DaemonProcess(settings, source, signals, ipvs).unlessRunning(supervisor);
        } catch (IOException e) {
            log.error("{}", e.getMessage());
            return ExitStatus.FATAL;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitStatus.FATAL;
        } finally {
            if (!settings.logging().destinations().console()) {
                Logs.waitingErrors().forEach(System.err::println); // of a start that failed
            }
            Logs.start(settings.logging().destinations());
            Logs.stop();
            signals.close();
        }
    }

    private int unlessRunning(Supervisor supervisor) throws IOException, InterruptedException {
        signals.install(settings.process().ignoreInterrupt());
        Thread warmUp = Thread.ofPlatform().name("warm-up").daemon().start(DaemonProcess::warmUp);
        ReadResult read = read();
        Configuration configuration = read.configuration();
        warmUp.join();
        Reexec.ifNeeded(settings, configuration, supervisor);
        supervisor.listening(); // what is executed anew would be ended by them
        String namespace = settings.namespaceFor(configuration.process());
        PidPaths.Files files = settings.pids().files(configuration.process(), namespace);
        // The same one twice where there is no launcher.
        Set<Long> own = new HashSet<>(List.of(ProcessHandle.current().pid(), supervisor.pid()));
        Long other = PidFiles.runningDaemon(files.all(), own);
        if (other != null) {
            log.info("daemon is already running (pid {})", other);
            return ExitStatus.OK;
        }
        try (PidFiles pids = new PidFiles()) {
            supervisor.stopSeconds(configuration.process().childWait());
            for (Path directory : files.ownDirectories()) {
                makeDirectory(directory);
            }
            supervisor.owns(files.parent());
            pids.write(files.parent(), supervisor.pid());
            return serve(read, supervisor, pids, files);
        } finally {
            log.info("Stopped Upkeep v{}", Main.RELEASE);
        }
    }

    /// Work that needs no configuration, done while it is read.
    private static void warmUp() {
        makeDirectory(StateDirectory.PATH);
        NamedPipes.umask(STRICT_UMASK);
    }

    private int serve(ReadResult read, Supervisor supervisor, PidFiles pids, PidPaths.Files files)
            throws InterruptedException {
        DaemonGlobals global = read.configuration().global().daemon();
        NamedPipes.umask(settings.process().umaskOr(global.files().umask()));
        setCorePattern(settings.process().corePattern());
        Privileges.missing(read.configuration(), Privileges.held())
                .forEach(DaemonProcess::logMissing);
        ReloadTimer timer = new ReloadTimer(() -> signals.add(DaemonSignal.RELOAD));
        ReloadReader readings = new ReloadReader(this::read, global.reload(), timer::configure);
        ReloadGate gate = new ReloadGate();
        ReloadHistory history =
                new ReloadHistory(Timeouts.clock(), () -> signals.add(DaemonSignal.ROLL_BACK));
        Subsystems parts =
                new Subsystems(
                        settings,
                        new RealSystem(),
                        ipvs,
                        signals::reload,
                        signals::leave,
                        signals::add,
                        history,
                        gate);
        timer.configure(global.reload());
        try (timer;
                DaemonStages stages =
                        new DaemonStages(
                                settings.logging().destinations(),
                                supervisor,
                                pids,
                                files,
                                parts,
                                ProcessNames.of(global.identity()),
                                global.watchdog(),
                                WatchedThreads.of(parts, signals, global.watchdog()))) {
            return new Daemon(
                            parts.kinds(), readings, source::lines, gate, signals, stages, history)
                    .run(read);
        }
    }

    /// Reads the configuration, and with `-d` logs what it amounts to.
    private ReadResult read() {
        ReadResult read = source.readAndLog();
        Function<Configuration, String> dump = settings.dumps().configuration();
        if (dump != null) {
            dump.apply(read.configuration()).lines().forEach(log::info);
        }
        String directory = read.configuration().global().daemon().files().configSaveDirectory();
        if (directory != null) {
            saved.save(directory, source.merged());
        }
        return read;
    }

    /// Core dumps themselves are allowed by the launcher.
    private static void setCorePattern(@Nullable String pattern) {
        if (pattern != null) {
            try {
                Files.writeString(CORE_PATTERN, pattern);
            } catch (IOException e) {
                log.warn("Unable to set {}: {}", CORE_PATTERN, FileErrors.reason(e));
            }
        }
    }

    private static void logMissing(Finding finding) {
        switch (finding.severity()) {
            case PROBLEM -> log.error("{} {}", finding.text(), finding.advice());
            case WARNING -> log.warn("{} {}", finding.text(), finding.advice());
        }
    }

    /// With the usual permissions, whatever the umask: `upkeep plan` may be run by others.
    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            log.warn("Unable to make {}: {}", directory, FileErrors.reason(e));
        }
    }
}
