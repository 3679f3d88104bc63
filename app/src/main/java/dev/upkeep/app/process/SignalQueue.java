package dev.upkeep.app.process;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Signals in the order they came. A signal that comes again before it was handled counts once, as
/// with the kernel's own; so a HUP during a reload gives exactly one more.
public final class SignalQueue {

    private final Set<DaemonSignal> waiting = EnumSet.noneOf(DaemonSignal.class);

    /// Requests that wait for the next reload, and for the one that runs.
    private final List<CompletableFuture<ReloadOutcome>> next = new ArrayList<>();

    private final List<CompletableFuture<ReloadOutcome>> current = new ArrayList<>();

    /// Asked whether the thread that takes signals still does.
    private final List<CompletableFuture<Void>> beats = new ArrayList<>();

    /// Requests to end with the kernel's state left in place.
    private final List<CompletableFuture<String>> departures = new ArrayList<>();

    private ReloadOptions nextOptions = ReloadOptions.NONE;
    private ReloadOptions options = ReloadOptions.NONE;

    /// Takes over the signals of the process.
    ///
    /// @param ignoreInterrupt `--ignore-sigint`
    /// @throws IOException when no descriptor is left
    public void install(boolean ignoreInterrupt) throws IOException {
        ProcessSignals.handle(ignoreInterrupt, this::add);
    }

    /// Hears no more signals: the process is about to end.
    public void close() {
        ProcessSignals.end();
    }

    /// Any thread.
    public synchronized void add(DaemonSignal signal) {
        waiting.add(signal);
        notifyAll();
    }

    /// Gives a sign of life: completes when the thread that takes signals waits for them; any
    /// thread.
    public synchronized CompletableFuture<Void> beat() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        beats.add(answer);
        notifyAll();
        return answer;
    }

    private void answerBeats() {
        beats.forEach(each -> each.complete(null));
        beats.clear();
    }

    /// Returns the work that waits, in words; any thread.
    public synchronized String backlog() {
        return "signals " + waiting;
    }

    /// Asks for a reload that begins after this; any thread. Requests that come together share one.
    public synchronized CompletableFuture<ReloadOutcome> reload(ReloadOptions options) {
        CompletableFuture<ReloadOutcome> outcome = new CompletableFuture<>();
        next.add(outcome);
        nextOptions = nextOptions.and(options);
        add(DaemonSignal.RELOAD);
        return outcome;
    }

    /// Asks for the end of this process with the kernel's state left in place; any thread.
    ///
    /// @param signal [DaemonSignal#RESTART] or [DaemonSignal#HANDOVER]
    /// @return why it cannot be, or empty just before this process ends
    public synchronized CompletableFuture<String> leave(DaemonSignal signal) {
        CompletableFuture<String> refusal = new CompletableFuture<>();
        departures.add(refusal);
        add(signal);
        return refusal;
    }

    /// Answers those who asked the process to leave.
    ///
    /// @param refusal why it does not, empty when it is about to
    public void leaving(String refusal) {
        List<CompletableFuture<String>> answered;
        synchronized (this) {
            answered = List.copyOf(departures);
            departures.clear();
        }
        answered.forEach(each -> each.complete(refusal));
    }

    /// Returns the options of the reload that was taken last; the main thread.
    public synchronized ReloadOptions options() {
        return options;
    }

    /// Answers those who asked for the reload that was taken last.
    public void reloaded(ReloadOutcome outcome) {
        List<CompletableFuture<ReloadOutcome>> answered;
        synchronized (this) {
            answered = List.copyOf(current);
            current.clear();
        }
        answered.forEach(each -> each.complete(outcome));
    }

    /// Waits that long for a signal, and takes none.
    ///
    /// @return true when none came
    public synchronized boolean quiet(Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        long left = patience.toMillis();
        while (waiting.isEmpty() && left > 0) {
            answerBeats();
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
        return waiting.isEmpty();
    }

    /// Waits for a signal; STOP comes before all others.
    public synchronized DaemonSignal take() throws InterruptedException {
        answerBeats();
        while (waiting.isEmpty()) {
            wait();
            answerBeats();
        }
        DaemonSignal first = waiting.iterator().next(); // in the order of the enum
        waiting.remove(first);
        if (first == DaemonSignal.RELOAD) {
            current.addAll(next);
            next.clear();
            options = nextOptions;
            nextOptions = ReloadOptions.NONE;
        }
        return first;
    }
}
