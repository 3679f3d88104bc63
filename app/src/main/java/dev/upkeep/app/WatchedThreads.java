package dev.upkeep.app;

import dev.upkeep.app.process.LoopWatch;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.netlink.process.RunQueueWait;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads that a daemon cannot do without: a part that does not run answers at once.
final class WatchedThreads {

    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

    /// One step of the ipvs thread may write a table of a hundred thousand entries.
    private static final int TABLE_FACTOR = 6;

    /// Longer than a reload may take.
    private static final Duration RELOAD = Daemon.RELOAD_LIMIT.plusMinutes(1);

    private WatchedThreads() {}

    /// @param limit silence of a thread whose steps are short
    static List<LoopWatch> of(Subsystems parts, SignalQueue signals, Duration limit) {
        return List.of(
                watch("vrrp", limit, parts::vrrp, it -> it.beat(), it -> it.backlog().toString()),
                watch(
                        "checks",
                        limit,
                        parts::checkers,
                        it -> it.beat(),
                        it -> it.backlog().toString()),
                watch(
                        "ipvs",
                        limit.multipliedBy(TABLE_FACTOR),
                        parts::checkers,
                        it -> it.ipvsBeat(),
                        it -> it.ipvsBacklog()),
                new LoopWatch(
                        "main", limit.plus(RELOAD), signals::beat, signals::backlog, () -> 0));
    }

    private static <T> LoopWatch watch(
            String thread,
            Duration limit,
            Supplier<@Nullable T> part,
            Function<T, CompletableFuture<Void>> beat,
            Function<T, String> backlog) {
        return new LoopWatch(
                thread,
                limit,
                () -> {
                    T running = part.get();
                    return running == null ? DONE : beat.apply(running);
                },
                () -> {
                    T running = part.get();
                    return running == null ? "not running" : backlog.apply(running);
                },
                new RunQueueWait(thread)::nanos);
    }
}
