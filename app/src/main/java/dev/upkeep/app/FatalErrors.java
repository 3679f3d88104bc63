package dev.upkeep.app;

import dev.upkeep.app.log.Logs;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the process when something was thrown that nobody expected. A daemon that lost a thread is
/// half alive, and nobody restarts that; one that has ended is started again by its parent, and
/// adopts the addresses and services that it finds.
final class FatalErrors {

    private static final Logger log = LoggerFactory.getLogger(FatalErrors.class);

    /// `EX_SOFTWARE` of `sysexits.h`, keepalived's status for an error of the program. The parent
    /// takes it as a reason to start the process again.
    static final int STATUS = 70;

    /// So long the last messages may take to be written.
    private static final Duration LAST_MESSAGES = Duration.ofMillis(500);

    private static final AtomicBoolean ENDING = new AtomicBoolean();

    private FatalErrors() {}

    /// From now on a throwable that no thread catches ends the process.
    static void install() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> end("Thread " + thread.getName(), thrown));
    }

    /// Logs and ends the process at once; does not return. Whatever fails on the way, it ends.
    ///
    /// @param where what threw
    static void end(String where, Throwable thrown) {
        try {
            if (ENDING.compareAndSet(false, true)) {
                log.error("{} failed, the process ends", where, thrown);
                Logs.waitingErrors().forEach(System.err::println); // of a log not yet started
                Logs.stop(LAST_MESSAGES);
            } else {
                Thread.sleep(LAST_MESSAGES); // another thread writes the messages
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            Runtime.getRuntime().halt(STATUS);
        }
    }
}
