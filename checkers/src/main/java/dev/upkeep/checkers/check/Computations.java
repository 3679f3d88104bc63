package dev.upkeep.checkers.check;

import dev.upkeep.checkers.probe.Computation;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Scheduling;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Threads for the work of probes that would hold up the event loop. Work that took long the last
/// time has a thread of its own, one without real-time priority, so that it delays only its own
/// kind. Work that is cancelled is interrupted. Any thread.
public final class Computations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Computations.class);

    /// A computation that takes longer counts as slow the next time.
    private static final long SLOW_NANOS = 10_000_000;

    private static final long IDLE_SECONDS = 30;

    private final ThreadPoolExecutor quick;
    private final ThreadPoolExecutor slow;

    /// @param limit how many computations may wait of each kind
    public Computations(int limit) {
        quick = lane("compute", limit, task -> task);
        slow = lane("compute-slow", limit, Computations::ordinarily);
    }

    /// Runs without the real-time priority that a thread inherits from the one of the checks, with
    /// which it would keep that from a processor for the length of a time slice.
    private static Runnable ordinarily(Runnable task) {
        return () -> {
            try {
                Scheduling.ordinary();
            } catch (KernelException refused) {
                LOG.debug("{}: slow computations run beside the checks", refused.getMessage());
            }
            task.run();
        };
    }

    private static ThreadPoolExecutor lane(String name, int limit, UnaryOperator<Runnable> around) {
        ThreadPoolExecutor lane =
                new ThreadPoolExecutor(
                        1,
                        1,
                        IDLE_SECONDS,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(limit),
                        task ->
                                Thread.ofPlatform()
                                        .daemon()
                                        .name(name)
                                        .unstarted(around.apply(task)));
        lane.allowCoreThreadTimeOut(true);
        return lane;
    }

    /// Durations of the computations of one check; kept from attempt to attempt.
    public static final class History {
        private volatile boolean slow;
    }

    /// Gets what a computation returned, or what it threw.
    @FunctionalInterface
    interface Receiver {
        /// Called on the thread that computed; exactly one of the two is null.
        void computed(Computation.@Nullable Continuation then, @Nullable Throwable failure);
    }

    /// A computation that waits or runs.
    static final class Task {
        private final FutureTask<Void> future;
        private volatile boolean begun;

        @SuppressWarnings("CatchingUnchecked")
        private Task(History history, Computation work, Receiver receiver) {
            future =
                    new FutureTask<>(
                            () -> {
                                begun = true;
                                long start = System.nanoTime();
                                Computation.Continuation then = null;
                                Throwable failure = null;
                                try {
                                    then = work.run();
                                } catch (Throwable thrown) { // the receiver has to be called
                                    failure = thrown;
                                }
                                history.slow = System.nanoTime() - start > SLOW_NANOS;
                                receiver.computed(then, failure);
                            },
                            null);
        }

        /// Returns whether a thread took it up.
        boolean begun() {
            return begun;
        }

        /// Interrupts it, or keeps it from beginning.
        void cancel() {
            Future<Void> cancelled = future;
            cancelled.cancel(true);
        }
    }

    /// Queues work.
    ///
    /// @throws RejectedExecutionException when too much waits already, or no thread can be made
    Task submit(History history, Computation work, Receiver receiver) {
        Task task = new Task(history, work, receiver);
        try {
            (history.slow ? slow : quick).execute(task.future);
        } catch (OutOfMemoryError none) {
            throw new RejectedExecutionException(none);
        }
        return task;
    }

    @Override
    public void close() {
        quick.shutdownNow();
        slow.shutdownNow();
    }
}
