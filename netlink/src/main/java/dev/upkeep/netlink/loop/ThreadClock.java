package dev.upkeep.netlink.loop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads the times of a thread: before a loop waits, now and then, and again when a timer was late.
/// A reading takes a microsecond or two. Belongs to that thread.
final class ThreadClock implements AutoCloseable {

    private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");

    private final @Nullable FileChannel file;
    private final ByteBuffer text = ByteBuffer.allocateDirect(128);
    private long running;
    private long waiting;
    private long collecting;
    private boolean marked;

    private ThreadClock(@Nullable FileChannel file) {
        this.file = file;
    }

    /// Returns the clock of the calling thread.
    static ThreadClock ofThisThread() {
        return at(SCHEDSTAT);
    }

    static ThreadClock at(Path schedstat) {
        try {
            return new ThreadClock(FileChannel.open(schedstat));
        } catch (IOException notCounted) { // a kernel without CONFIG_SCHED_INFO
            return new ThreadClock(null);
        }
    }

    /// Begins to count.
    void mark() {
        marked = read();
        if (marked) {
            running = SchedStat.number(text, 0);
            waiting = SchedStat.number(text, 1);
            collecting = CollectorPauses.nanos();
        }
    }

    /// Returns the times since [#mark], null when they are unknown.
    @Nullable ThreadTimes sinceMark() {
        if (!marked || !read()) {
            return null;
        }
        return new ThreadTimes(
                SchedStat.number(text, 0) - running,
                SchedStat.number(text, 1) - waiting,
                CollectorPauses.nanos() - collecting);
    }

    private boolean read() {
        if (file == null) {
            return false;
        }
        text.clear();
        try {
            boolean any = file.read(text, 0) > 0;
            text.flip();
            return any;
        } catch (IOException failed) {
            return false;
        }
    }

    @Override
    public void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException failed) {
                throw new IllegalStateException("close " + SCHEDSTAT, failed);
            }
        }
    }
}
