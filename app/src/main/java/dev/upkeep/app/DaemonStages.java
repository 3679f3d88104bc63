package dev.upkeep.app;

import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.app.dump.StateDumps;
import dev.upkeep.app.log.LogSettings;
import dev.upkeep.app.log.Logs;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.LoopWatch;
import dev.upkeep.app.process.PidFiles;
import dev.upkeep.app.process.ProcessNames;
import dev.upkeep.app.process.Supervisor;
import dev.upkeep.app.process.Watchdog;
import dev.upkeep.config.model.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The outward signs of a daemon's life: pid files of its parts, its control socket, its log, and
/// messages to the service manager. Belongs to the main thread.
final class DaemonStages implements Lifecycle, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DaemonStages.class);

    private final LogSettings logs;
    private final Supervisor supervisor;
    private final PidFiles pids;
    private final PidPaths.Files files;
    private final ProcessNames names;
    private final ControlSocket control;
    private final StateDumps dumps;
    private final Watchdog watchdog;
    private final Subsystems parts;
    private final Set<String> running = new LinkedHashSet<>();

    /// @param pids has the parent's file already
    /// @param names of the processes
    /// @param watches the threads to be watched
    /// @param silence after which the process ends; zero for never
    /// @param parts answers requests to the control socket, and what dumps ask
    DaemonStages(
            LogSettings logs,
            Supervisor supervisor,
            PidFiles pids,
            PidPaths.Files files,
            Subsystems parts,
            ProcessNames names,
            Duration silence,
            List<LoopWatch> watches) {
        this.parts = parts;
        this.logs = logs;
        this.supervisor = supervisor;
        this.pids = pids;
        this.files = files;
        this.names = names;
        control = new ControlSocket(ControlSocket.beside(files.parent()), parts::answer);
        dumps = new StateDumps(parts);
        watchdog =
                new Watchdog(
                        silence,
                        watches,
                        supervisor,
                        System.getenv("WATCHDOG_USEC"),
                        reason -> FatalErrors.end(reason, new IllegalStateException("it hangs")));
    }

    @Override
    public void partStarted(Subsystem.Kind kind) throws IOException {
        Path file = fileOf(kind);
        if (file != null) {
            supervisor.owns(file);
            pids.write(file, ProcessHandle.current().pid());
            running.add(kind.name());
            rename();
        }
    }

    /// A wrong name in a list of processes is no reason not to run.
    private void rename() {
        String name = names.bfd();
        if (running.contains(Subsystem.VRRP)) {
            name = names.vrrp();
        } else if (running.contains(Subsystem.HEALTHCHECK)) {
            name = names.checkers();
        }
        if (name != null) {
            try {
                ProcessNames.rename(name);
            } catch (IOException e) {
                log.warn("{}", e.getMessage());
            }
        }
    }

    @Override
    public void partStopped(Subsystem.Kind kind) {
        Path file = fileOf(kind);
        if (file != null) {
            running.remove(kind.name());
            try {
                pids.remove(file);
            } catch (IOException e) {
                log.warn("{}", e.getMessage());
            }
        }
    }

    /// keepalived has a process for each of these; here the file names the process they share, so
    /// that scripts which signal a part still work. Other parts have no file.
    private @Nullable Path fileOf(Subsystem.Kind kind) {
        return switch (kind.name()) {
            case Subsystem.VRRP -> files.vrrp();
            case Subsystem.HEALTHCHECK -> files.checkers();
            case Subsystem.BFD -> files.bfd();
            default -> null;
        };
    }

    @Override
    public void started() {
        if (names.parent() != null) {
            supervisor.name(names.parent());
        }
        Logs.start(logs);
        control.open();
        supervisor.ready(status());
        watchdog.start();
    }

    @Override
    public void reloading() {
        supervisor.reloading();
    }

    @Override
    public void reloaded() {
        parts.verify();
        supervisor.ready(status());
    }

    @Override
    public void dumpOn(DaemonSignal signal, Configuration running) throws InterruptedException {
        dumps.write(signal, running);
    }

    @Override
    public boolean startsAgain() {
        return supervisor.respawns();
    }

    @Override
    public void leaving() throws InterruptedException {
        control.awaitAnswers();
    }

    @Override
    public void stopping() {
        watchdog.close();
        supervisor.stopping();
    }

    private String status() {
        return running.isEmpty() ? "Nothing to do" : "Running: " + String.join(", ", running);
    }

    @Override
    public void close() {
        control.close();
    }
}
