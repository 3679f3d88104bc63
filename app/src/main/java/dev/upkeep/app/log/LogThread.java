package dev.upkeep.app.log;

import java.util.List;
import org.slf4j.event.Level;

/// Takes messages from the queue and gives them to Log4j2.
final class LogThread {

    private static final long FINISH_MILLIS = 5_000;

    private final LogQueue queue;
    private final LogSettings settings;
    private final Thread thread;
    private volatile boolean finishing;

    LogThread(LogQueue queue, LogSettings settings) {
        this.queue = queue;
        this.settings = settings;
        thread = Thread.ofPlatform().name("log").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Ends the thread after the messages that are queued now.
    void finish() {
        finishing = true;
        thread.interrupt();
        try {
            thread.join(FINISH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try (Log4jOutput output = Log4jOutput.open(settings)) {
            while (true) {
                boolean last = finishing;
                List<LogMessage> batch = next(last);
                if (batch.isEmpty() && last) {
                    return;
                }
                batch.forEach(output::write);
                long lost = queue.takeLost();
                if (lost > 0) {
                    String text =
                            lost
                                    + " log messages lost: they came faster than they could be written";
                    output.write(
                            new LogMessage(
                                    System.currentTimeMillis(),
                                    Level.WARN,
                                    LogMessage.Role.MAIN,
                                    text,
                                    null));
                }
            }
        }
    }

    /// Waits for messages, or takes what is there when it is the `last` time; [#finish] interrupts
    /// the waiting.
    private List<LogMessage> next(boolean last) {
        try {
            return queue.take(last ? 0 : 1_000);
        } catch (InterruptedException e) {
            return List.of(); // the loop looks at `finishing`
        }
    }
}
