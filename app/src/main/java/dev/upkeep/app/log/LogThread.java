package dev.upkeep.app.log;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.slf4j.event.Level;

/// Takes messages from the queue and gives them to Log4j2.
final class LogThread {

    /// Time between two batches while messages keep coming: a daemon that logs each check would
    /// otherwise wake this thread for each.
    private static final Duration GATHERING = Duration.ofMillis(10);

    private final LogQueue queue;
    private final LogSettings settings;
    private final Thread thread;

    LogThread(LogQueue queue, LogSettings settings) {
        this.queue = queue;
        this.settings = settings;
        thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Ends the thread after the messages that are queued now.
    void finish(Duration patience) {
        queue.end();
        try {
            thread.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Log4jOutput output = Log4jOutput.open(settings)) {
            List<LogMessage> batch = queue.take();
            while (batch != null) {
                for (Iterator<LogMessage> each = batch.iterator(); each.hasNext(); ) {
                    output.write(each.next(), !each.hasNext());
                }
                reportLost(output);
                queue.gather(GATHERING);
                batch = queue.take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that; if it happens, it is the end
        }
    }

    private void reportLost(Log4jOutput output) {
        long lost = queue.takeLost();
        if (lost > 0) {
            output.write(
                    new LogMessage(
                            System.currentTimeMillis(),
                            Level.WARN,
                            LogMessage.Role.MAIN,
                            lost
                                    + " log messages lost: they came faster than they could be written",
                            null),
                    true);
        }
    }
}
