package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;

/// Work behind the adverts: addresses, announcements, hooks, log lines. It runs in the order in
/// which it was added, when no socket or timer waits. Belongs to the vrrp thread.
final class BulkWork {

    private final EventLoop loop;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean direct;

    BulkWork(EventLoop loop) {
        this.loop = loop;
    }

    /// Adds work; inside [#directly] it runs at once.
    void add(Runnable work) {
        if (direct) {
            work.run();
            return;
        }
        waiting.add(work);
        loop.defer(this::runOne);
    }

    /// Runs what waits, then steps whose work must not wait: a reload, the stop.
    void directly(Runnable steps) {
        boolean before = direct;
        while (!waiting.isEmpty()) {
            runOne();
        }
        direct = true;
        try {
            steps.run();
        } finally {
            direct = before;
        }
    }

    private void runOne() {
        Runnable next = waiting.poll();
        if (next != null) { // null: it has run in between
            next.run();
        }
    }
}
