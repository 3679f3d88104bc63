package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.Computation;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.netlink.loop.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An attempt that a [Probe] directs: gives it events, keeps its one timer and ends once. How the
/// other actions are carried out is up to each kind of attempt. It is itself the task that the loop
/// runs, as there are thousands of attempts a second.
abstract class ProbeAttempt implements Attempts.Attempt, Runnable {

    private static final String NOT_COMPUTED = "other computations took all of its time";

    /// Time that a computation may take; each has bounds of its own, which are far below.
    private static final long LONGEST_COMPUTATION_NANOS = 60_000_000_000L;

    private final Context context;
    private final Probe probe;
    private final Consumer<ProbeResult> done;
    private EventLoop.@Nullable Timer timer;
    private long timerDue;
    private boolean armed;
    private long armedAt;
    private long deadline;
    private Computations.@Nullable Task computation;
    private long submittedAt;
    private @Nullable ProbeResult result;
    private boolean begun;
    private boolean acting;
    private boolean over;

    /// The state that all attempts share.
    ///
    /// @param history how long computations of the check take
    /// @param observations what attempts learn beside their results
    record Context(
            EventLoop loop,
            GapClock gaps,
            Computations computations,
            Computations.History history,
            Observations observations) {}

    /// The data that attempts of one check collect besides their results.
    static final class Observations {
        @Nullable Instant certificateExpires;
    }

    ProbeAttempt(Context context, Probe probe, Consumer<ProbeResult> done) {
        this.context = context;
        this.probe = probe;
        this.done = done;
    }

    /// Begins; the result comes later even when it is known at once.
    final ProbeAttempt begin() {
        loop().execute(this);
        return this;
    }

    /// Called by the loop: to begin, and then whenever the timer is due.
    @Override
    public final void run() {
        if (begun) {
            timerRan();
        } else {
            begun = true;
            deliver(ProbeEvent.Started.NOW);
        }
    }

    @Override
    public void abandon() {
        if (!over) {
            end();
        }
    }

    /// Returns whether the probe speaks before the server does ([Probe#speaksFirst]).
    final boolean speaksFirst() {
        return probe.speaksFirst();
    }

    final EventLoop loop() {
        return context.loop;
    }

    /// Returns whether there is a result, or it was abandoned.
    final boolean over() {
        return over;
    }

    /// Gives the probe an event and carries out its actions. A probe that throws has learnt nothing
    /// of the server. An action that fails at once calls this again from inside; the result is
    /// delivered when the outermost call has ended, outside of the fence.
    @SuppressWarnings("CatchingUnchecked")
    final void deliver(ProbeEvent event) {
        if (over) {
            return;
        }
        if (acting) {
            act(event);
            return;
        }
        acting = true;
        try {
            act(event);
        } catch (Throwable failure) { // a fence around one attempt
            conclude(ProbeResult.Unjudged.internal(failure));
        } finally {
            acting = false;
        }
        if (result != null) {
            done.accept(result);
        } else {
            watchDeadline();
        }
    }

    private void act(ProbeEvent event) {
        for (ProbeAction action : probe.on(event)) {
            switch (action) {
                case ProbeAction.Connect() -> connect();
                case ProbeAction.Send(var data) -> send(data);
                case ProbeAction.Launch() -> launch();
                case ProbeAction.Signal(int signal) -> signal(signal);
                case ProbeAction.Arm(var delay) -> arm(delay);
                case ProbeAction.Compute(var work) -> compute(work);
                case ProbeAction.Certificate(var expires) ->
                        context.observations.certificateExpires = expires;
                case ProbeAction.Done(var found) -> conclude(found);
            }
            if (over) {
                return;
            }
        }
    }

    private void conclude(ProbeResult found) {
        if (result == null) {
            result = found;
        }
        if (!over) {
            end();
        }
    }

    /// Moves the deadline; the timer is set anew only when it has to run earlier, or when it ran.
    private void arm(Duration delay) {
        armed = true;
        armedAt = loop().now();
        deadline = armedAt + delay.toNanos();
        if (timer != null && timerDue - deadline > 0) {
            cancelTimer();
        }
    }

    /// Sets the timer to the deadline, unless it is set or is not needed yet.
    final void watchDeadline() {
        if (armed && timer == null && !over && !looksShortly()) {
            setTimer(deadline);
        }
    }

    /// Returns whether the attempt is about to look for itself, and calls [#watchDeadline] then:
    /// most attempts end before they need a timer.
    boolean looksShortly() {
        return false;
    }

    /// Gives the server the time that passed while this process computed.
    private void extend(long nanos) {
        deadline += nanos;
        if (timer != null && timerDue - deadline > 0) {
            cancelTimer();
            setTimer(deadline);
        }
    }

    private void setTimer(long due) {
        timerDue = due;
        timer = loop().at(due, this);
    }

    /// The deadline may have moved meanwhile. Where the loop did not run in time, an answer may be
    /// on its way still, so the whole time is given once more.
    private void timerRan() {
        timer = null;
        if (deadline - loop().now() > 0) {
            setTimer(deadline);
        } else if (context.gaps.gapSince(armedAt)) {
            arm(Duration.ofNanos(deadline - armedAt));
            setTimer(deadline);
        } else if (computation == null) {
            deliver(new ProbeEvent.Expired());
        } else if (!computation.begun()) {
            deliver(new ProbeEvent.Unable(NOT_COMPUTED, NOT_COMPUTED));
        } else if (loop().now() - submittedAt < LONGEST_COMPUTATION_NANOS) {
            setTimer(loop().now() + deadline - armedAt); // what is computed does not count
        } else {
            deliver(new ProbeEvent.Expired());
        }
    }

    private void compute(Computation work) {
        submittedAt = loop().now();
        try {
            computation = context.computations.submit(context.history, work, this::computed);
        } catch (RejectedExecutionException e) {
            deliver(new ProbeEvent.Unable(NOT_COMPUTED, NOT_COMPUTED));
        }
    }

    /// Called on the thread that computed.
    private void computed(Computation.@Nullable Continuation then, @Nullable Throwable failure) {
        loop().execute(() -> {
            computation = null;
            extend(loop().now() - submittedAt);
            if (then != null) {
                deliver(new ProbeEvent.Computed(then));
            } else if (failure != null && !over) {
                String reason = "internal error: " + failure;
                deliver(new ProbeEvent.Unable(reason, reason));
            }
        });
    }

    private void end() {
        over = true;
        cancelTimer();
        if (computation != null) {
            computation.cancel();
        }
        release();
        probe.close();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /// [ProbeAction.Connect], of attempts with a socket.
    void connect() {
        throw new IllegalStateException("a process is no socket");
    }

    /// [ProbeAction.Send], of attempts with a socket.
    void send(ByteBuffer data) {
        throw new IllegalStateException("a process is no socket");
    }

    /// [ProbeAction.Launch], of attempts with a process.
    void launch() {
        throw new IllegalStateException("a socket is no process");
    }

    /// [ProbeAction.Signal], of attempts with a process.
    void signal(int signal) {
        throw new IllegalStateException("a socket is no process");
    }

    /// Frees what the attempt holds; called once, at its end.
    abstract void release();
}
