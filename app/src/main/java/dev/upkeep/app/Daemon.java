package dev.upkeep.app;

import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.app.process.ReloadOutcome;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.app.reload.FixedSettings;
import dev.upkeep.app.reload.ReloadGate;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.report.DiagnosticLine;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.ExitClass;
import dev.upkeep.config.source.Severity;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.FreeDescriptors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The life of a daemon: read, start the parts, obey signals, stop. Belongs to the main thread.
final class Daemon {

    private static final Logger log = LoggerFactory.getLogger(Daemon.class);

    private static final String ABANDONED = "Reload abandoned, the old configuration stays: {}";

    /// The files that are open at the same time while a configuration is read, and room for others.
    /// With fewer the file would seem to name users and interfaces that do not exist.
    private static final int RELOAD_DESCRIPTORS = 16;

    /// So long after a start or a reload its garbage is collected and the memory given back: what
    /// reading a configuration takes is many times what the daemon needs between reloads, and
    /// nothing else would come to make room. With ZGC that stops no thread; for the other collector
    /// the launcher leaves it out.
    private static final Duration SETTLING = Duration.ofMillis(500);

    /// Far longer than the change of a hundred thousand servers takes.
    static final Duration RELOAD_LIMIT = Duration.ofMinutes(2);

    private final List<Subsystem.Kind> kinds;
    private final Supplier<ReadResult> reader;
    private final Supplier<List<List<String>>> written;
    private final ReloadGate gate;
    private final SignalQueue signals;
    private final Lifecycle lifecycle;
    private final ReloadHistory history;
    private final Map<Subsystem.Kind, Subsystem> running = new LinkedHashMap<>();

    /// The configuration that runs.
    private @Nullable ReadResult current;

    /// Some of its settings last as long as the process.
    private @Nullable Configuration started;

    /// @param kinds the parts that may run, in the order in which they start
    /// @param reader reads the configuration afresh
    /// @param lifecycle follows what happens
    /// @param written the words of what the reader reads
    /// @param gate decides about reloads
    /// @param history takes what comes of reloads
    Daemon(
            List<Subsystem.Kind> kinds,
            Supplier<ReadResult> reader,
            Supplier<List<List<String>>> written,
            ReloadGate gate,
            SignalQueue signals,
            Lifecycle lifecycle,
            ReloadHistory history) {
        this.history = history;
        this.kinds = List.copyOf(kinds);
        this.reader = reader;
        this.written = written;
        this.gate = gate;
        this.signals = signals;
        this.lifecycle = lifecycle;
    }

    /// Runs until a signal ends it.
    ///
    /// @param read the configuration to begin with
    /// @return the exit status
    int run(ReadResult read) throws InterruptedException {
        logFindings(read.diagnostics());
        if (read.worst() == Severity.FATAL) {
            log.error("The configuration cannot be run. Terminating");
            return missing(read.diagnostics())
                    ? ExitStatus.NO_CONFIGURATION
                    : ExitStatus.CONFIGURATION;
        }
        gate.accept(read);
        int status = start(read.configuration());
        if (status == ExitStatus.OK) {
            log.info("Startup complete");
            lifecycle.started();
            switch (obey(read)) {
                // every part leaves its state to the next process
                case RESTART -> {
                    return ExitStatus.RESTART;
                }
                case HANDOVER -> {
                    return ExitStatus.OK;
                }
                default -> {}
            }
        }
        stop();
        return status;
    }

    private int start(Configuration configuration) {
        try {
            startNeeded(configuration);
        } catch (KernelException refused) {
            log.error("{}. Terminating", refused.getMessage());
            return refused.errno() == Errno.EPERM || refused.errno() == Errno.EACCES
                    ? ExitStatus.PERMISSION
                    : ExitStatus.FATAL;
        } catch (IOException e) {
            log.error("{}. Terminating", e.getMessage());
            return ExitStatus.FATAL;
        }
        if (running.isEmpty()) {
            log.warn("Warning - keepalived has no configuration to run");
        }
        return ExitStatus.OK;
    }

    /// Starts each part that has work in the configuration and does not run yet.
    private void startNeeded(Configuration configuration) throws IOException {
        for (Subsystem.Kind kind : kinds) {
            if (!running.containsKey(kind) && kind.needed().test(configuration)) {
                running.put(kind, kind.starter().start(configuration));
                lifecycle.partStarted(kind);
            }
        }
    }

    /// @return what ended it
    private DaemonSignal obey(ReadResult first) throws InterruptedException {
        current = first;
        started = first.configuration();
        boolean garbage = true; // of reading and starting
        while (true) {
            if (garbage && signals.quiet(SETTLING)) {
                System.gc();
                garbage = false;
            }
            DaemonSignal signal = signals.take();
            switch (signal) {
                case STOP -> {
                    return signal;
                }
                case RESTART, HANDOVER -> {
                    String refusal = whyNotLeave(signal);
                    signals.leaving(refusal);
                    if (refusal.isEmpty()) {
                        lifecycle.leaving();
                        return signal;
                    }
                }
                case RELOAD -> {
                    lifecycle.reloading();
                    signals.reloaded(reload(signals.options()));
                    lifecycle.reloaded();
                    garbage = true;
                }
                case ROLL_BACK -> {
                    ReadResult confirmed = history.takeFallback();
                    if (confirmed != null) {
                        lifecycle.reloading();
                        rollBack(confirmed);
                        lifecycle.reloaded();
                        garbage = true;
                    }
                }
                case DATA, STATS, STATS_CLEAR, JSON -> lifecycle.dumpOn(signal, running());
            }
        }
    }

    /// A configuration that cannot be run would end the next process at its start.
    private String whyNotLeave(DaemonSignal signal) {
        if (signal == DaemonSignal.RESTART && !lifecycle.startsAgain()) {
            return "nothing would start the process again";
        }
        if (reader.get().worst() == Severity.FATAL) {
            return "the configuration cannot be run";
        }
        log.info(signal == DaemonSignal.RESTART ? "Restarting" : "Handing over");
        return "";
    }

    private Configuration running() {
        return Objects.requireNonNull(current).configuration();
    }

    private ReloadOutcome reload(ReloadOptions options) {
        log.info("Reloading ...");
        long begin = System.nanoTime();
        try {
            FreeDescriptors.require(RELOAD_DESCRIPTORS, "a reload");
        } catch (KernelException none) {
            log.error(ABANDONED, none.getMessage());
            return finished(
                    new ReloadOutcome(List.of(), List.of(), 0, String.valueOf(none.getMessage())));
        }
        ReadResult read = reader.get();
        logFindings(read.diagnostics());
        String refusal = gate.decide(read, written).refusal();
        if (refusal != null
                && options.force()
                && gate.decide(read, written, true).refusal() == null) {
            log.warn("Reload forced: {}", refusal);
            refusal = null;
        }
        if (refusal != null) {
            log.error(ABANDONED, refusal);
            return finished(outcome(read, List.of(), begin, refusal));
        }
        FixedSettings.kept(Objects.requireNonNull(started), read.configuration())
                .forEach(log::warn);
        ReadResult before = Objects.requireNonNull(current);
        List<String> changes;
        try {
            changes = options.changes() ? changes(read.configuration()) : List.of();
            apply(read);
        } catch (IOException e) {
            log.error("Reload: {}", e.getMessage());
            return finished(outcome(read, List.of(), begin, String.valueOf(e.getMessage())));
        }
        ReloadOutcome done = outcome(read, changes, begin, null);
        log.info("Reload finished in {} ms", done.elapsedMs());
        if (options.confirm() != null) {
            history.awaitConfirmation(before, options.confirm());
            log.info(
                    "The reload is rolled back in {} s unless it is confirmed",
                    options.confirm().toSeconds());
        }
        return finished(done);
    }

    private ReloadOutcome finished(ReloadOutcome outcome) {
        history.finished(outcome);
        return outcome;
    }

    /// Goes back to a configuration that ran before; the file stays as it is.
    private void rollBack(ReadResult confirmed) {
        log.warn("The reload was not confirmed in time: back to the configuration before it");
        try {
            apply(confirmed);
            log.warn("Rolled back; the file is unchanged, so that the next reload takes it again");
        } catch (IOException e) {
            log.error("Roll back: {}", e.getMessage());
        }
        history.rolledBack();
    }

    private void apply(ReadResult next) throws IOException {
        gate.accept(next);
        List<CompletableFuture<Void>> changes = new ArrayList<>();
        running.values().forEach(part -> changes.add(part.reload(next.configuration())));
        await(changes);
        current = next;
        startNeeded(next.configuration());
    }

    /// Returns what going over to a configuration changes, one line each.
    private List<String> changes(Configuration next) throws IOException {
        List<CompletableFuture<List<String>>> asked = new ArrayList<>();
        for (Subsystem part : running.values()) {
            asked.add(part.changes(running(), next));
        }
        await(asked);
        return asked.stream().flatMap(lines -> lines.join().stream()).toList();
    }

    private static ReloadOutcome outcome(
            ReadResult read, List<String> changes, long begin, @Nullable String refused) {
        return new ReloadOutcome(
                read.diagnostics().stream().map(DiagnosticLine::of).toList(),
                changes,
                Duration.ofNanos(System.nanoTime() - begin).toMillis(),
                refused);
    }

    /// Waits until every part has changed. What a part throws that is no refusal of the kernel
    /// leaves it in an unknown state: then the process ends, and the next one adopts.
    private static void await(List<? extends CompletableFuture<?>> changes) throws IOException {
        try {
            CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new))
                    .get(RELOAD_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException refused) {
                throw refused;
            }
            throw new IllegalStateException("a part did not change", failed.getCause());
        } catch (TimeoutException late) {
            throw new IllegalStateException("a part does not change", late);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The parts stop in the order opposite to their start.
    private void stop() {
        log.info("Stopping");
        lifecycle.stopping();
        for (Subsystem.Kind kind : kinds.reversed()) {
            Subsystem part = running.remove(kind);
            if (part != null) {
                part.close();
                lifecycle.partStopped(kind);
            }
        }
    }

    /// The errors of a reading, without their places: what is written around an error may move it.
    /// True when there is no file to be read, or none that may be.
    private static boolean missing(List<Diagnostic> findings) {
        return findings.stream()
                .anyMatch(finding ->
                        finding.severity() == Severity.FATAL
                                && finding.code().exitClass() == ExitClass.NO_CONFIGURATION);
    }

    private static void logFindings(List<Diagnostic> findings) {
        for (Diagnostic finding : findings) {
            String text = DiagnosticLine.of(finding);
            switch (finding.severity()) {
                case FATAL -> log.error(text);
                case ERROR, WARNING, SECURITY -> log.warn(text);
                case HINT -> log.info(text);
            }
        }
    }
}
