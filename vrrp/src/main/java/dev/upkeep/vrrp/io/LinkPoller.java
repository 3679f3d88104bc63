package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.netlink.socket.LinkProbe;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the drivers of interfaces for their link each second, on a thread of its own, since a
/// driver may wait for its hardware.
final class LinkPoller implements LinkPolling.Poller {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private volatile @Nullable Thread thread;

    @Override
    public void poll(Map<String, List<Method>> interfaces, LinkPolling.Answers answers) {
        Thread before = thread;
        thread = null;
        if (before != null) {
            LockSupport.unpark(before);
        }
        if (!interfaces.isEmpty()) {
            Thread next =
                    Thread.ofPlatform()
                            .daemon()
                            .name("linkbeat")
                            .unstarted(() -> run(Map.copyOf(interfaces), answers));
            thread = next;
            try {
                Threads.start(next);
            } catch (KernelException none) {
                log.error("Links are not polled until the next reload: {}", none.getMessage());
            }
        }
    }

    private void run(Map<String, List<Method>> interfaces, LinkPolling.Answers answers) {
        Map<String, Boolean> states = new HashMap<>();
        try (LinkProbe probe = LinkProbe.open()) {
            while (Thread.currentThread().equals(thread)) {
                for (Map.Entry<String, List<Method>> each : interfaces.entrySet()) {
                    ask(probe, each.getKey(), each.getValue(), states, answers);
                }
                LockSupport.parkNanos(PERIOD.toNanos());
            }
        } catch (KernelException refused) {
            log.error("Links are not polled: {}", refused.getMessage());
        }
    }

    private static void ask(
            LinkProbe probe,
            String name,
            List<Method> methods,
            Map<String, Boolean> states,
            LinkPolling.Answers answers)
            throws KernelException {
        for (Method method : methods) {
            Boolean up = probe.hasLink(name, method);
            if (up != null) {
                if (!up.equals(states.put(name, up))) {
                    answers.linkIs(name, method, up);
                }
                return;
            }
        }
        states.remove(name); // gone for now
    }
}
