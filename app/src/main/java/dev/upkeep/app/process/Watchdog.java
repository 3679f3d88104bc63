package dev.upkeep.app.process;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A thread that watches the event loops of the daemon, and ends the process when one of them
/// hangs: its parent starts it again, and it adopts what it finds. As long as all loops answer, it
/// gives the service manager's watchdog its signs of life.
public final class Watchdog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /// Between two looks; the service manager may expect them more often.
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /// A look that comes later than this was not late by itself: the process was stopped, or
    /// starved.
    private static final Duration SLACK = Duration.ofMillis(500);

    private final List<LoopWatch> loops;
    private final Supervisor supervisor;
    private final Consumer<String> end;
    private final Duration period;
    private final Thread thread;

    /// @param end ends the process for a reason; does not return in earnest
    /// @param managerMicros `WATCHDOG_USEC` of the environment, null when there is none
    public Watchdog(
            List<LoopWatch> loops,
            Supervisor supervisor,
            @Nullable String managerMicros,
            Consumer<String> end) {
        this.loops = List.copyOf(loops);
        this.supervisor = supervisor;
        this.end = end;
        this.period = period(managerMicros);
        thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::run);
    }

    /// Half of what the service manager waits for, at most a second.
    static Duration period(@Nullable String managerMicros) {
        if (managerMicros == null || !managerMicros.matches("[1-9]\\d{0,17}")) {
            return PERIOD;
        }
        Duration half = Duration.ofNanos(Long.parseLong(managerMicros) * 1_000 / 2);
        return half.compareTo(PERIOD) < 0 ? half : PERIOD;
    }

    /// Begins to watch.
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            long last = System.nanoTime();
            while (true) {
                Thread.sleep(period);
                long now = System.nanoTime();
                long late = now - last - period.toNanos();
                look(now, late > SLACK.toNanos() ? late : 0);
                last = now;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the daemon stops
        }
    }

    private void look(long now, long gap) {
        boolean answered = true;
        for (LoopWatch loop : loops) {
            answered &= loop.answered();
            if (loop.silent(now, gap)) {
                log.error(
                        "The loop of the thread {} does not go on:{}", loop.thread(), stack(loop));
                end.accept("Loop of the thread " + loop.thread());
            }
        }
        if (answered) {
            supervisor.alive();
        }
    }

    private static String stack(LoopWatch loop) {
        StringBuilder out = new StringBuilder();
        for (Map.Entry<Thread, StackTraceElement[]> each : Thread.getAllStackTraces().entrySet()) {
            if (each.getKey().getName().equals(loop.thread())) {
                for (StackTraceElement element : each.getValue()) {
                    out.append("\n\tat ").append(element);
                }
            }
        }
        return out.toString();
    }

    /// Ends the watch; the loops may end then.
    @Override
    public void close() {
        thread.interrupt();
    }
}
