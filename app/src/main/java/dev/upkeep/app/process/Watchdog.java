package dev.upkeep.app.process;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that watches the other threads of the daemon that work in loops, and ends the process
/// when one of them hangs: its parent starts it again, and it adopts what it finds. As long as all
/// answer, it gives the service manager's watchdog its signs of life. The parent watches this one
/// in turn, because a virtual machine that hangs as a whole cannot end itself.
public final class Watchdog implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);

    /// Between two looks; the service manager may expect them more often.
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /// A look that comes later than this was not late by itself: the process was stopped, or
    /// starved.
    private static final Duration SLACK = Duration.ofMillis(500);

    /// The parent waits so many times longer than this thread does.
    private static final int PARENT_FACTOR = 2;

    private static final long PARENT_EXTRA_SECONDS = 5;

    private final Duration limit;
    private final List<LoopWatch> loops;
    private final Supervisor supervisor;
    private final Consumer<String> end;
    private final Duration period;
    private final Thread thread;

    /// @param limit silence that ends the process; zero for never
    /// @param end ends the process for a reason; does not return in earnest
    /// @param managerMicros `WATCHDOG_USEC` of the environment, null when there is none
    public Watchdog(
            Duration limit,
            List<LoopWatch> loops,
            Supervisor supervisor,
            @Nullable String managerMicros,
            Consumer<String> end) {
        this.limit = limit;
        this.loops = limit.isZero() ? List.of() : List.copyOf(loops);
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
        if (!limit.isZero()) {
            supervisor.watch(limit.toSeconds() * PARENT_FACTOR + PARENT_EXTRA_SECONDS);
        }
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
        supervisor.watched();
        boolean answered = true;
        for (LoopWatch loop : loops) {
            answered &= loop.answered();
            if (loop.silent(now, gap)) {
                log.error("The thread {} does not go on; waiting: {}", loop.thread(), backlogs());
                stack(loop).forEach(element -> log.error("    at {}", element));
                end.accept("Thread " + loop.thread());
            }
        }
        if (answered) {
            supervisor.alive();
        }
    }

    private String backlogs() {
        return loops.stream()
                .map(loop -> loop.thread() + ": " + loop.backlog())
                .collect(Collectors.joining("; "));
    }

    private static List<StackTraceElement> stack(LoopWatch loop) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(each -> each.getKey().getName().equals(loop.thread()))
                .flatMap(each -> Stream.of(each.getValue()))
                .toList();
    }

    /// Ends the watch; the other threads may end then.
    @Override
    public void close() {
        supervisor.watch(0);
        thread.interrupt();
    }
}
