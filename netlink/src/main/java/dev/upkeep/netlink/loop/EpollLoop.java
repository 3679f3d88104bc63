package dev.upkeep.netlink.loop;

import static dev.upkeep.netlink.libc.SystemCalls.check;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.SystemCalls;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// The event loop of the daemon: epoll for descriptors, a timerfd for the earliest deadline
/// (absolute, so that a long handler does not shift it), an eventfd to be woken by other threads.
///
/// A round is: wait, take the arrival time, deliver what the descriptors report, run the timers
/// that were due at the arrival time, run what other threads queued, run a slice of the deferred
/// tasks. A timer that became due after the arrival time waits for the next round, so no timer runs
/// before what reached the descriptors ahead of it is read. Handlers may read a bounded number of
/// datagrams per call; where timers are overdue, or due and a handler says that it left some
/// ([#leftUnread]), the loop polls again until nothing is left, within bounds.
///
/// Whatever a handler throws is given to the failure handler of the constructor, and the loop goes
/// on: one broken probe must not stop the others.
///
/// Longer than other files, as the order within a round is the promise that all others rest on.
public final class EpollLoop implements EventLoop {

    private static final int EVENTS_PER_WAIT = 128;
    private static final int EVENT_SIZE = Constants.EPOLL_PACKED ? 12 : 16;
    private static final int DATA_AT = Constants.EPOLL_PACKED ? 4 : 8;
    private static final long NOT_ARMED = Long.MAX_VALUE;
    private static final long LONGEST_WAIT_MS = 60_000;

    /// Lateness from which descriptors are drained before timers run.
    private static final long OVERDUE_NANOS = 2_000_000;

    /// Bounds of one drain: whoever sends faster than we read must not hold up the timers for ever.
    private static final int DRAIN_ROUNDS = 64;

    private static final long DRAIN_NANOS = 100_000_000;

    /// How old a reading of the thread's times may be: what a busy loop does in less is not worth
    /// reading them anew before each wait. With slack that many times the slack more.
    private static final long MARK_NANOS = 2_000_000;

    private static final int MARK_SLACKS = 8;

    /// Time that deferred tasks may take in one round.
    private static final long SLICE_NANOS = 1_000_000;

    private final Consumer<Throwable> failures;
    private final long slackNanos;
    private final long explainedNanos;
    private final long markNanos;
    private final int epoll;
    private final int timerFd;
    private final int wakeFd;
    private final NativeMemory events = new NativeMemory(EVENTS_PER_WAIT * EVENT_SIZE);
    private final NativeMemory control = new NativeMemory(EVENT_SIZE);
    private final NativeMemory small = new NativeMemory(32);
    private final NativeMemory wakeValue = new NativeMemory(Long.BYTES);

    private final TimerHeap timers = new TimerHeap();
    private final Lateness lateness = new Lateness();
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Runnable> deferred = new ArrayDeque<>();
    private final ArrayDeque<Soon> soon = new ArrayDeque<>();
    private final List<Consumer<Gap>> gapListeners = new ArrayList<>();
    private long lateNanos = Long.MAX_VALUE;
    private Consumer<Duration> lateListener = _ -> {};
    private final AtomicBoolean wakeSent = new AtomicBoolean();

    /// Guarded by [#wakeValue]: after the end the number of the eventfd may be that of another
    /// file.
    private boolean ended;

    private @Nullable Registration[] watches = new @Nullable Registration[64];
    private int generations;
    private long armed = NOT_ARMED;
    private long arrival = System.nanoTime();
    private boolean running = true;
    private boolean unread;
    private @Nullable ThreadClock clock;
    private long marked;

    /// The thread that runs the loop: what it queues itself needs no wake-up.
    private volatile @Nullable Thread owner;

    /// Created eagerly, so that linking does not delay shutdown.
    private final Runnable end = this::end;

    /// A task of [#shortly].
    private record Soon(long due, Runnable task) {}

    /// Makes a loop that does not run yet.
    ///
    /// @param failures gets what a handler, timer or task throws, on the thread of the loop
    /// @throws KernelException when descriptors run out
    public EpollLoop(Consumer<Throwable> failures) throws KernelException {
        this(failures, Duration.ZERO);
    }

    /// Makes a loop whose timers may be a little late, so that several share a wake-up.
    ///
    /// @param slack how late; a millisecond is the unit of what it saves
    /// @throws KernelException when descriptors run out
    public EpollLoop(Consumer<Throwable> failures, Duration slack) throws KernelException {
        this.failures = failures;
        this.slackNanos = slack.toNanos();
        this.explainedNanos = Lateness.EXPLAINED_NANOS + slackNanos;
        this.markNanos = MARK_NANOS + MARK_SLACKS * slackNanos;
        this.marked = arrival - markNanos;
        wakeValue.buffer().putLong(0, 1);
        epoll = checked(SystemCalls.LIBC.epoll_create1(Constants.EPOLL_CLOEXEC), "epoll_create1");
        timerFd =
                checked(
                        SystemCalls.LIBC.timerfd_create(
                                Constants.CLOCK_MONOTONIC, Constants.TFD_NONBLOCK_CLOEXEC),
                        "timerfd_create");
        wakeFd = checked(SystemCalls.LIBC.eventfd(0, Constants.EFD_NONBLOCK_CLOEXEC), "eventfd");
        // Edge-triggered: each expiry and each write is an edge, so that nothing has to be read.
        watch(timerFd, EPOLLIN | EPOLLET, _ -> armed = NOT_ARMED);
        watch(wakeFd, EPOLLIN | EPOLLET, _ -> {}); // the inbox is run in the next round
    }

    /// Returns how late timers ran so far; any thread.
    public Lateness lateness() {
        return lateness;
    }

    /// Returns the work that waits in the loop; any thread, and so no more than an estimate while
    /// the loop runs.
    public Backlog backlog() {
        return new Backlog(inbox.size(), deferred.size(), timers.size() + soon.size());
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public long arrival() {
        return arrival;
    }

    @Override
    public void onGap(Consumer<Gap> listener) {
        gapListeners.add(listener);
    }

    /// Calls a listener, on the thread of the loop, when a timer runs later than a limit.
    public void onLate(Duration limit, Consumer<Duration> listener) {
        lateNanos = limit.toNanos();
        lateListener = listener;
    }

    @Override
    public void defer(Runnable task) {
        deferred.add(task);
    }

    @Override
    public void leftUnread() {
        unread = true;
    }

    @Override
    public Timer at(long nanos, Runnable task) {
        return timers.add(nanos, task);
    }

    @Override
    public void shortly(Runnable task) {
        if (slackNanos == 0) {
            EventLoop.super.shortly(task);
        } else {
            soon.add(new Soon(now() + SHORTLY_NANOS, task));
        }
    }

    @Override
    public Watch watch(int fd, int events, IntConsumer ready) throws KernelException {
        Registration watch = new Registration(fd, ++generations, ready);
        watch.control(Constants.EPOLL_CTL_ADD, events);
        if (fd >= watches.length) {
            watches = Arrays.copyOf(watches, Math.max(fd + 1, watches.length * 2));
        }
        watches[fd] = watch;
        return watch;
    }

    @Override
    public void execute(Runnable task) {
        inbox.add(task);
        if (!Thread.currentThread().equals(owner) && !wakeSent.getAndSet(true)) {
            wake();
        }
    }

    private void wake() {
        synchronized (wakeValue) {
            int written = ended ? 0 : SystemCalls.write(wakeFd, wakeValue, Long.BYTES);
            if (written < 0 && written != -Errno.EAGAIN) { // EAGAIN: it is awake anyway
                throw new IllegalStateException("wake the loop: " + Errno.text(-written));
            }
        }
    }

    @Override
    public void stop() {
        execute(end);
    }

    private void end() {
        running = false;
    }

    @Override
    public void run() {
        owner = Thread.currentThread();
        try (ThreadClock ofThisThread = ThreadClock.ofThisThread()) {
            clock = ofThisThread;
            while (running) {
                dispatch(inbox.isEmpty() && deferred.isEmpty() ? untilNextTimer() : 0);
                drainWhileOverdue();
                runDueTimers();
                runSoon();
                runInbox();
                runDeferred(SLICE_NANOS);
            }
            runDeferred(Long.MAX_VALUE);
        } finally {
            discard();
        }
    }

    /// Gives back what a loop holds whose thread could not be made; it is never run.
    public void discard() {
        synchronized (wakeValue) {
            ended = true;
            SystemCalls.close(timerFd);
            SystemCalls.close(wakeFd);
            SystemCalls.close(epoll);
        }
    }

    /// Reads on where a handler stopped at its bound, while timers wait that should have run.
    private void drainWhileOverdue() {
        long begin = arrival;
        int rounds = 0;
        while (running
                && overdue() > (unread ? -1 : OVERDUE_NANOS)
                && rounds++ < DRAIN_ROUNDS
                && arrival - begin < DRAIN_NANOS
                && dispatch(0) > 0) {}
    }

    /// Returns how long the earliest timer was due at the arrival time; negative when none was.
    private long overdue() {
        TimerHeap.Entry first = timers.first();
        return first == null ? -1 : arrival - first.due;
    }

    private void runDueTimers() {
        ThreadTimes spent = null; // each reading is a system call: not for every timer of a round
        long spentAt = 0;
        for (TimerHeap.Entry due = timers.pollDue(arrival);
                due != null;
                due = timers.pollDue(arrival)) {
            long late = now() - due.due;
            boolean explained = late > explainedNanos;
            if (explained) {
                long now = due.due + late;
                if (spent == null || now - spentAt > explainedNanos) {
                    spent = spent();
                    spentAt = now;
                }
            }
            guarded(due.task); // first: it is late enough
            lateness.record(late);
            if (explained) {
                lateness.explain(late, LatenessCause.of(late, spent));
            }
            if (late > lateNanos) {
                guarded(() -> lateListener.accept(Duration.ofNanos(late)));
            }
        }
    }

    /// Runs the tasks of [#shortly] that were due at the arrival time.
    private void runSoon() {
        for (Soon next = soon.peek(); next != null && next.due - arrival <= 0; next = soon.peek()) {
            soon.remove();
            guarded(next.task);
        }
    }

    /// Runs deferred tasks, at least one, until the slice is over or a timer is due.
    private void runDeferred(long sliceNanos) {
        long begin = deferred.isEmpty() ? 0 : now();
        for (Runnable task = deferred.poll(); task != null; task = deferred.poll()) {
            guarded(task);
            if (sliceNanos != Long.MAX_VALUE) {
                long now = now();
                TimerHeap.Entry first = timers.first();
                if (now - begin >= sliceNanos || (first != null && first.due - now <= 0)) {
                    return;
                }
            }
        }
    }

    /// Runs what was queued when it began; tasks may queue more for the next round.
    private void runInbox() {
        wakeSent.set(false);
        for (int left = inbox.size(); left > 0 && running; left--) {
            Runnable task = inbox.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void guarded(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) { // the fence: reported, never swallowed
            failures.accept(failure);
        }
    }

    /// Returns the times of the thread since it last waited with nothing due, or up to a few
    /// milliseconds before that; null when unknown.
    private @Nullable ThreadTimes spent() {
        return clock == null ? null : clock.sinceMark();
    }

    /// Begins to count the times of the thread, unless a timer is due: what makes that late counts
    /// from the wait before.
    private void markUnlessDue() {
        TimerHeap.Entry first = timers.first();
        long now = now();
        if (clock != null && first != null && first.due - now > 0 && now - marked >= markNanos) {
            marked = now;
            clock.mark();
        }
    }

    /// Returns how long to wait for events. Without slack the timerfd ends the wait; with slack the
    /// wait itself does, at the next millisecond, and what is due by then shares the wake-up.
    private int untilNextTimer() {
        markUnlessDue();
        if (slackNanos == 0) {
            armTimer();
            return -1;
        }
        TimerHeap.Entry first = timers.first();
        Soon next = soon.peek();
        if (first == null && next == null) {
            return -1;
        }
        long now = now();
        long wait = first == null ? Long.MAX_VALUE : first.due - now;
        if (next != null) {
            wait = Math.min(wait, next.due - now);
        }
        return wait <= 0 ? 0 : (int) Math.min(LONGEST_WAIT_MS, (wait + slackNanos - 1) / 1_000_000);
    }

    /// Sets the timerfd when the earliest deadline lies before the one it is set to. One that lies
    /// later only costs a needless wake-up.
    private void armTimer() {
        TimerHeap.Entry first = timers.first();
        if (first == null || (armed != NOT_ARMED && first.due - armed >= 0)) {
            return;
        }
        armed = first.due;
        long at = Math.max(1, armed); // 0 would disarm
        small.buffer().putLong(0, 0).putLong(8, 0);
        small.buffer().putLong(16, at / 1_000_000_000L).putLong(24, at % 1_000_000_000L);
        int result =
                SystemCalls.LIBC.timerfd_settime(
                        timerFd, Constants.TFD_TIMER_ABSTIME, small.address(), 0);
        if (result < 0) {
            throw new IllegalStateException("timerfd_settime: " + Errno.text(SystemCalls.errno()));
        }
    }

    /// Waits, takes the arrival time and delivers what the descriptors report.
    ///
    /// @return the number of events
    private int dispatch(int timeoutMs) {
        int count = waitForEvents(timeoutMs);
        unread = false;
        long before = arrival;
        arrival = System.nanoTime();
        reportGap(before);
        ByteBuffer buffer = events.buffer();
        for (int i = 0; i < count; i++) {
            int happened = buffer.getInt(i * EVENT_SIZE);
            long data = buffer.getLong(i * EVENT_SIZE + DATA_AT);
            Registration watch = watches[(int) data];
            // A descriptor closed and opened again by an earlier handler of this batch has a watch
            // of another generation, which the event is not meant for.
            if (watch != null && watch.generation == (int) (data >>> Integer.SIZE)) {
                deliver(watch, happened);
            }
        }
        return count;
    }

    /// EINTR comes after SIGCONT too, although no handler ran; the wait goes on.
    private int waitForEvents(int timeoutMs) {
        while (true) {
            int count =
                    SystemCalls.LIBC.epoll_wait(
                            epoll, events.address(), EVENTS_PER_WAIT, timeoutMs);
            if (count >= 0) {
                return count;
            }
            int errno = SystemCalls.errno();
            if (errno != Errno.EINTR) {
                throw new IllegalStateException("epoll_wait: " + Errno.text(errno));
            }
        }
    }

    /// Reports a gap once, before anything that gathered in it is delivered.
    ///
    /// @param before the previous arrival time: what was overdue then has been reported
    private void reportGap(long before) {
        TimerHeap.Entry first = timers.first();
        if (first == null) {
            return;
        }
        long from = Math.max(first.due, before);
        if (arrival - from >= Gap.SHORTEST_NANOS) {
            Gap gap = new Gap(from, arrival, spent());
            gapListeners.forEach(listener -> guarded(() -> listener.accept(gap)));
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void deliver(Registration watch, int happened) {
        try {
            watch.ready.accept(happened);
        } catch (Throwable failure) { // the fence: reported, never swallowed
            failures.accept(failure);
        }
    }

    private static int checked(int result, String operation) throws KernelException {
        return check(result < 0 ? -SystemCalls.errno() : result, operation);
    }

    private final class Registration implements Watch {
        private final int fd;
        private final int generation;
        private final IntConsumer ready;

        private Registration(int fd, int generation, IntConsumer ready) {
            this.fd = fd;
            this.generation = generation;
            this.ready = ready;
        }

        @Override
        public void events(int events) throws KernelException {
            control(Constants.EPOLL_CTL_MOD, events);
        }

        @Override
        public void close() {
            if (watches[fd] == this) {
                watches[fd] = null;
                // ENOENT or EBADF: the descriptor was closed first, which ends the watch as well.
                int ignored = SystemCalls.LIBC.epoll_ctl(epoll, Constants.EPOLL_CTL_DEL, fd, 0);
            }
        }

        @Override
        public void closeWithDescriptor() {
            if (watches[fd] == this) {
                watches[fd] = null;
            }
        }

        private void control(int operation, int events) throws KernelException {
            control.buffer().putInt(0, events);
            control.buffer().putLong(DATA_AT, ((long) generation << Integer.SIZE) | fd);
            int result = SystemCalls.LIBC.epoll_ctl(epoll, operation, fd, control.address());
            if (result < 0) {
                throw SystemCalls.failure(SystemCalls.errno(), "watch descriptor " + fd);
            }
        }
    }
}
