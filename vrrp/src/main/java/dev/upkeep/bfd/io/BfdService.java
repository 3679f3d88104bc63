package dev.upkeep.bfd.io;

import dev.upkeep.bfd.BfdListener;
import dev.upkeep.config.model.AutoPriority;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EpollLoop;
import dev.upkeep.netlink.loop.Lateness;
import dev.upkeep.netlink.process.ThreadScheduling;
import dev.upkeep.netlink.process.Threads;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The BFD sessions of a daemon, on a thread of their own. Start, reload and close come from the
/// main thread; status may be asked by any.
public final class BfdService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BfdService.class);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final EpollLoop loop;
    private final Thread thread;
    private final BfdSessions sessions;
    private boolean closed;

    private BfdService(EpollLoop loop, BfdListener listener) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("bfd").unstarted(loop::run);
        this.sessions = new BfdSessions(loop, listener, new SecureRandom());
    }

    /// Starts the sessions of a configuration.
    ///
    /// @throws KernelException when descriptors run out
    public static BfdService start(Configuration configuration, BfdListener listener)
            throws KernelException {
        EpollLoop loop = new EpollLoop(failure -> log.error("on the bfd thread", failure));
        BfdService service = new BfdService(loop, listener);
        loop.execute(() -> schedule(configuration.global().daemon().scheduling(), loop));
        loop.execute(() -> service.sessions.apply(configuration.trackers().bfdInstances()));
        Threads.start(service.thread);
        return service;
    }

    private static void schedule(SchedulingGlobals scheduling, EpollLoop loop) {
        ProcessScheduling configured = scheduling.bfd();
        AutoPriority automatic = scheduling.autoPriority();
        new ThreadScheduling(
                        configured.nice(),
                        configured.affinity(),
                        configured.noSwap(),
                        configured.realtimePriority())
                .apply("bfd", loop, automatic.maximum(), automatic.minimumDelay(), log::warn);
    }

    /// Takes a new configuration: sessions with the same addresses keep their state, and new
    /// intervals are negotiated with the neighbour.
    public CompletableFuture<Void> reload(Configuration next) {
        return CompletableFuture.runAsync(
                () -> sessions.apply(next.trackers().bfdInstances()), loop);
    }

    /// Returns the status of every session, in the order of the configuration.
    public CompletableFuture<List<SessionStatus>> status() {
        return CompletableFuture.supplyAsync(sessions::status, loop);
    }

    /// Returns how late the timers of the bfd thread ran so far.
    public Lateness lateness() {
        return loop.lateness();
    }

    /// Ends every session with AdminDown. Returns when the thread has ended.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        loop.execute(sessions::stop);
        loop.stop();
        try {
            if (!thread.join(STOP_PATIENCE)) {
                log.error("the bfd thread did not end within {}", STOP_PATIENCE);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
