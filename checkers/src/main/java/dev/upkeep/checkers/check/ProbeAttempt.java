package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.netlink.loop.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An attempt that a [Probe] directs: gives it events, keeps its one timer and ends once. How the
/// other actions are carried out is up to each kind of attempt.
abstract class ProbeAttempt implements Attempts.Attempt {

    private final EventLoop loop;
    private final Probe probe;
    private final Consumer<ProbeResult> done;
    private EventLoop.@Nullable Timer timer;
    private @Nullable ProbeResult result;
    private boolean acting;
    private boolean over;

    ProbeAttempt(EventLoop loop, Probe probe, Consumer<ProbeResult> done) {
        this.loop = loop;
        this.probe = probe;
        this.done = done;
    }

    /// Begins; the result comes later even when it is known at once.
    final void begin() {
        loop.execute(() -> tell(new ProbeEvent.Started()));
    }

    @Override
    public void abandon() {
        end();
    }

    final EventLoop loop() {
        return loop;
    }

    /// Whether there is a result, or nobody waits for one any more.
    final boolean over() {
        return over;
    }

    /// Gives the probe an event and carries out its actions. A probe that throws has learnt nothing
    /// of the server. An action that fails at once calls this again from inside; the result is
    /// delivered when the outermost call has ended, outside of the fence.
    @SuppressWarnings("CatchingUnchecked")
    final void tell(ProbeEvent event) {
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

    private void arm(Duration delay) {
        cancelTimer();
        timer = loop.after(delay, () -> tell(new ProbeEvent.Expired()));
    }

    private void end() {
        over = true;
        cancelTimer();
        release();
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
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
