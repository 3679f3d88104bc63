package dev.upkeep.netlink.loop;

import dev.upkeep.netlink.libc.KernelException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/// One thread that waits for file descriptors, deadlines and messages of other threads. Everything
/// but [#execute] and [#stop] belongs to the thread of the loop. Tests use one with a manual clock.
///
/// Events of descriptors are delivered before a timer that became due at the same time or later.
public interface EventLoop extends Executor {

    /// There is something to read, or a connection to accept.
    int EPOLLIN = 0x001;

    /// There is room to write, or a connection is made.
    int EPOLLOUT = 0x004;

    /// An error is pending; always reported, asked for or not.
    int EPOLLERR = 0x008;

    /// Both directions are shut; always reported, asked for or not.
    int EPOLLHUP = 0x010;

    /// The peer will send no more.
    int EPOLLRDHUP = 0x2000;

    /// Each change is reported once: whoever watches reads and writes until nothing is left.
    int EPOLLET = 1 << 31;

    /// Time until a task of [#shortly] runs.
    long SHORTLY_NANOS = 1_000_000;

    /// CLOCK_MONOTONIC in nanoseconds (as `System.nanoTime()`).
    long now();

    /// Returns when the kernel woke the loop for what it handles now; timers that answer an event
    /// are armed from here. Equals [#now] where a loop has no such time.
    default long arrival() {
        return now();
    }

    /// Registers a listener that is called before anything that gathered in a gap is delivered.
    void onGap(Consumer<Gap> listener);

    /// Runs a task after the descriptors and timers that are due, in the order of the calls.
    /// Between two deferred tasks the loop serves what became due: for bulk work behind urgent
    /// work.
    void defer(Runnable task);

    /// Runs a task at an absolute time of [#now]; late by as much as the loop is busy, never early.
    Timer at(long nanos, Runnable task);

    /// Runs a task after a delay.
    default Timer after(Duration delay, Runnable task) {
        return at(now() + delay.toNanos(), task);
    }

    /// Runs a task a millisecond later. It cannot be cancelled, and in a loop with slack costs less
    /// than a timer does: all such tasks are due in the order of the calls.
    default void shortly(Runnable task) {
        at(now() + SHORTLY_NANOS, task);
    }

    /// Tells the loop that a handler stopped at its bound and left something unread: it is called
    /// again before timers that are due, within bounds.
    default void leftUnread() {}

    /// Watches a file descriptor until the watch is closed; closing does not close the descriptor.
    ///
    /// @param events `EPOLLIN`, `EPOLLOUT`, .. as in `sys/epoll.h`
    /// @param ready gets the events that happened, `EPOLLERR` and `EPOLLHUP` among them
    /// @throws KernelException when epoll refuses the descriptor
    Watch watch(int fd, int events, IntConsumer ready) throws KernelException;

    /// Runs a task on the thread of the loop, after what is queued already. Any thread.
    @Override
    void execute(Runnable task);

    /// Serves until [#stop]; the calling thread becomes the thread of the loop.
    void run();

    /// Ends [#run] after the queued and deferred tasks. Any thread.
    void stop();

    /// A deadline.
    interface Timer {
        /// Forgets the task; without effect when it has run.
        void cancel();
    }

    /// A watched file descriptor.
    interface Watch extends AutoCloseable {
        /// Waits for other events from now on.
        void events(int events) throws KernelException;

        /// Ends the watch; events already reported by the kernel are dropped.
        @Override
        void close();

        /// Ends the watch of a descriptor that its owner closes right after, which informs the
        /// kernel.
        default void closeWithDescriptor() {
            close();
        }
    }
}
