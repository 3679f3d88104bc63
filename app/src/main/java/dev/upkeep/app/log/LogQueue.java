package dev.upkeep.app.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Messages on their way to the log thread. Writers never wait for room: when the queue is full a
/// message is counted instead, and the count is logged as soon as there is room.
final class LogQueue {

    private final int capacity;
    private final ArrayDeque<LogMessage> messages = new ArrayDeque<>();
    private long lost;
    private boolean idle;
    private boolean ended;

    /// A queue that holds at most `capacity` messages.
    LogQueue(int capacity) {
        this.capacity = capacity;
    }

    /// Any thread.
    synchronized void add(LogMessage message) {
        if (messages.size() < capacity) {
            messages.add(message);
            if (idle || messages.size() == pressing()) {
                idle = false;
                notifyAll();
            }
        } else {
            lost++;
        }
    }

    /// No more waiting: [#take] gives what is there and then null. An interrupt would do harm here,
    /// since Log4j2 gives up starting when its thread is interrupted.
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /// All messages that wait, in order; waits for the first.
    ///
    /// @return null when there are none and [#end] was called
    synchronized @Nullable List<LogMessage> take() throws InterruptedException {
        while (messages.isEmpty() && !ended) {
            idle = true;
            wait();
        }
        idle = false;
        if (messages.isEmpty()) {
            return null;
        }
        List<LogMessage> all = new ArrayList<>(messages);
        messages.clear();
        return all;
    }

    /// Lets messages gather, so that many share one wake-up of the thread that takes them: until
    /// the time is over, the queue is half full, or [#end] was called.
    synchronized void gather(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ended && messages.size() < pressing()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /// Returns the number of messages that do not wait for more.
    private int pressing() {
        return (capacity + 1) / 2;
    }

    /// The messages that wait, left where they are.
    synchronized List<LogMessage> waiting() {
        return List.copyOf(messages);
    }

    /// Returns how many messages found no room since the last call.
    synchronized long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }
}
