package dev.upkeep.netlink;

import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.loop.Gap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// A loop whose clock is turned by hand and whose descriptors become ready when a test says so.
/// Everything runs in the thread of the test; what a handler throws reaches the test.
public final class ManualLoop implements EventLoop {

    private final PriorityQueue<Deadline> timers =
            new PriorityQueue<>(
                    Comparator.<Deadline>comparingLong(timer -> timer.due)
                            .thenComparingLong(timer -> timer.order));
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Map<Integer, Watched> watches = new HashMap<>();
    private final List<Consumer<Gap>> gapListeners = new ArrayList<>();
    private long now;
    private long counter;
    private boolean stopped;

    /// A loop whose clock stands at 0.
    public ManualLoop() {}

    /// A loop whose clock stands at the given nanoseconds.
    public ManualLoop(long now) {
        this.now = now;
    }

    /// Runs the queued tasks and those they queue, without moving the clock.
    public void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /// Moves the clock, and runs every timer on the way at its own time, with the tasks it queues.
    public void advance(Duration duration) {
        long target = now + duration.toNanos();
        runTasks();
        for (Deadline next = timers.peek();
                next != null && next.due <= target;
                next = timers.peek()) {
            timers.poll();
            now = Math.max(now, next.due);
            next.task.run();
            runTasks();
        }
        now = target;
    }

    /// Moves the clock while nothing runs, as a stopped process sees it, and reports the gap; what
    /// is due runs with the next [#advance], after what a test makes ready until then.
    public void pause(Duration duration) {
        now += duration.toNanos();
        Deadline first = timers.peek();
        if (first != null && now - first.due >= Gap.SHORTEST_NANOS) {
            Gap gap = new Gap(first.due, now);
            gapListeners.forEach(listener -> listener.accept(gap));
        }
    }

    /// Reports events on a descriptor to whoever watches it, as the kernel would: only those asked
    /// for, and errors.
    ///
    /// @return false when nobody watches for these events
    public boolean ready(int fd, int events) {
        Watched watch = watches.get(fd);
        int reported = watch == null ? 0 : events & (watch.events | EPOLLERR | EPOLLHUP);
        if (watch == null || reported == 0) {
            return false;
        }
        watch.handler.accept(reported);
        runTasks();
        return true;
    }

    /// The events a descriptor is watched for, 0 when it is not watched.
    public int watchedEvents(int fd) {
        Watched watch = watches.get(fd);
        return watch == null ? 0 : watch.events;
    }

    /// The descriptors that are watched, in ascending order.
    public List<Integer> watched() {
        List<Integer> fds = new ArrayList<>(watches.keySet());
        fds.sort(null);
        return fds;
    }

    /// Returns when the next timer is due, null when there is none.
    public @Nullable Long nextDeadline() {
        Deadline first = timers.peek();
        return first == null ? null : first.due;
    }

    /// Timers that are set.
    public int timers() {
        return timers.size();
    }

    /// Returns whether somebody stopped the loop.
    public boolean stopped() {
        return stopped;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void onGap(Consumer<Gap> listener) {
        gapListeners.add(listener);
    }

    @Override
    public void defer(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer at(long nanos, Runnable task) {
        Deadline timer = new Deadline(nanos, counter++, task);
        timers.add(timer);
        return timer;
    }

    @Override
    public Watch watch(int fd, int events, IntConsumer ready) {
        Watched watch = new Watched(fd, events, ready);
        if (watches.putIfAbsent(fd, watch) != null) {
            throw new IllegalStateException("descriptor " + fd + " is watched already");
        }
        return watch;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /// Runs the queued tasks and the timers that are due, then returns: the clock stands still.
    @Override
    public void run() {
        advance(Duration.ZERO);
    }

    @Override
    public void stop() {
        tasks.add(() -> stopped = true);
    }

    private final class Deadline implements Timer {
        private final long due;
        private final long order;
        private final Runnable task;

        private Deadline(long due, long order, Runnable task) {
            this.due = due;
            this.order = order;
            this.task = task;
        }

        @Override
        public void cancel() {
            timers.remove(this);
        }
    }

    private final class Watched implements Watch {
        private final int fd;
        private final IntConsumer handler;
        private int events;

        private Watched(int fd, int events, IntConsumer handler) {
            this.fd = fd;
            this.events = events;
            this.handler = handler;
        }

        @Override
        public void events(int events) {
            this.events = events;
        }

        @Override
        public void close() {
            watches.remove(fd, this);
        }
    }
}
