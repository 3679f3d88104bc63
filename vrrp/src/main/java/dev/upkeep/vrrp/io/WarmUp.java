package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.netlink.socket.PacketSocket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets a [WarmUpRouter] of each kind that the configuration has take over, yield, answer and stop
/// many times while the instances wait as backups, so that the first real advert, take-over and
/// shutdown find their classes loaded, their call sites linked and their methods compiled. It runs
/// in small steps between which the loop serves what is due.
final class WarmUp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WarmUp.class);

    /// Lives of a router, from its start to its stop.
    private static final int ROUNDS = 16;

    /// Work of the vrrp thread after which no further router begins its life: on a slow machine the
    /// first ones, which link everything, take all of it.
    private static final long MOST_NANOS = 400_000_000;

    /// Between two steps. What a step leaves to the loop is done by then.
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final EventLoop loop;
    private final RouteSocket routes;
    private final PacketSocket frames;
    private final Queue<VrrpInstance> kinds = new ArrayDeque<>();
    private WarmUpRouter.@Nullable Ports ports;
    private long spentNanos;

    WarmUp(EventLoop loop, RouteSocket routes, PacketSocket frames) {
        this.loop = loop;
        this.routes = routes;
        this.frames = frames;
    }

    /// Begins with the first kind of instance; the rest follows on the loop.
    void run(Configuration configuration) {
        Set<Object> seen = new HashSet<>();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            if (seen.add(List.of(instance.identity().version(), instance.identity().family()))) {
                kinds.add(instance);
            }
        }
        next(configuration);
    }

    private void next(Configuration configuration) {
        VrrpInstance kind = kinds.poll();
        if (kind == null) {
            return;
        }
        try {
            WarmUpRouter.Ports opened = WarmUpRouter.Ports.open(kind.identity().family());
            ports = opened;
            round(configuration, kind, opened, ROUNDS);
        } catch (KernelException refused) {
            log.debug("warm-up: {}", refused.getMessage());
        }
    }

    private void round(
            Configuration configuration, VrrpInstance kind, WarmUpRouter.Ports opened, int left) {
        if (left == 0 || (left < ROUNDS && spentNanos > MOST_NANOS)) {
            close();
            next(configuration);
            return;
        }
        Queue<Runnable> steps = new ArrayDeque<>();
        try {
            steps.addAll(
                    new WarmUpRouter(
                                    configuration, kind, loop, opened, routes::submit, frames::send)
                            .life());
        } catch (KernelException refused) {
            log.debug("warm-up: {}", refused.getMessage());
        }
        steps.add(() -> round(configuration, kind, opened, left - 1));
        step(steps);
    }

    private void step(Queue<Runnable> steps) {
        Runnable step = steps.poll();
        if (step != null) {
            long begin = loop.now();
            step.run();
            spentNanos += loop.now() - begin;
            loop.after(PAUSE, () -> step(steps));
        }
    }

    /// Closes the sockets; what still waits on the loop asks nothing of the kernel any more.
    @Override
    public void close() {
        if (ports != null) {
            ports.close();
            ports = null;
        }
    }
}
