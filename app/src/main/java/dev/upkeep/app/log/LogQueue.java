package dev.upkeep.app.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Messages on their way to the log thread. Writers never wait: when the queue is full a message is
/// counted instead, and the count is logged as soon as there is room.
final class LogQueue {

    private final ArrayBlockingQueue<LogMessage> messages;
    private final AtomicLong lost = new AtomicLong();

    /// A queue that holds at most `capacity` messages.
    LogQueue(int capacity) {
        messages = new ArrayBlockingQueue<>(capacity);
    }

    /// Any thread; never blocks.
    void add(LogMessage message) {
        if (!messages.offer(message)) {
            lost.incrementAndGet();
        }
    }

    /// The messages that wait, in order; waits for the first at most that long.
    ///
    /// @return empty when none came
    List<LogMessage> take(long waitMillis) throws InterruptedException {
        List<LogMessage> batch = new ArrayList<>();
        LogMessage first = messages.poll(waitMillis, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            messages.drainTo(batch, 1023);
        }
        return batch;
    }

    /// How many messages found no room since the last call.
    long takeLost() {
        return lost.getAndSet(0);
    }
}
