package dev.upkeep.app.log;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/// The process's log. Messages are taken from the first instruction on and wait until [#start];
/// [#stop] returns when the last one is written, so that nothing is lost at either end.
///
/// Log4j2 does the writing, on a thread of its own: loading it takes some 100 ms, which would
/// otherwise stand before the first advert.
public final class Logs {

    private static final LogQueue QUEUE = new LogQueue(65_536);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static volatile Level threshold = Level.INFO;
    private static @Nullable LogThread thread;

    private Logs() {}

    /// Starts to write. Later calls change nothing.
    public static synchronized void start(LogSettings settings) {
        if (thread == null) {
            threshold = settings.debug() ? Level.DEBUG : Level.INFO;
            thread = new LogThread(QUEUE, settings);
            thread.start();
        }
    }

    /// Writes what is left and ends the log thread; waits 2 s at most for a slow console.
    public static void stop() {
        stop(PATIENCE);
    }

    /// As the other, within a time.
    public static synchronized void stop(Duration patience) {
        LogThread running = thread;
        if (running != null) {
            thread = null;
            running.finish(patience);
        }
    }

    /// Returns the errors that wait to be written, all of them before [#start].
    public static List<String> waitingErrors() {
        return QUEUE.waiting().stream()
                .filter(message -> message.level() == Level.ERROR)
                .map(message -> ThrowableText.append(message.text(), message.cause()))
                .toList();
    }

    static boolean enabled(Level level) {
        return level.toInt() >= threshold.toInt();
    }

    static void add(Level level, LogMessage.Role role, String text, @Nullable Throwable cause) {
        QUEUE.add(new LogMessage(System.currentTimeMillis(), level, role, text, cause));
    }
}
