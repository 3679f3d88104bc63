package dev.upkeep.app.hooks;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Threads;
import java.time.Duration;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tasks that run one after the other on a virtual thread; the thread exists only while there are
/// some. Where none can be made they wait for the next task. Adding never waits.
final class SerialQueue {

    private static final Logger log = LoggerFactory.getLogger(SerialQueue.class);

    private final String name;
    private final int capacity;
    private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
    private boolean running;

    SerialQueue(String name, int capacity) {
        this.name = name;
        this.capacity = capacity;
    }

    /// Queues a task.
    ///
    /// @return false when the queue is full and the task is forgotten
    synchronized boolean add(Runnable task) {
        if (tasks.size() >= capacity) {
            return false;
        }
        tasks.add(task);
        begin();
        return true;
    }

    private void begin() {
        if (running || tasks.isEmpty()) {
            return;
        }
        try {
            Threads.start(Thread.ofVirtual().name(name).unstarted(this::drain));
            running = true;
        } catch (KernelException none) {
            log.warn("{}: {} wait: {}", name, tasks.size(), none.getMessage());
        }
    }

    /// Waits until no task is left, at most that long.
    ///
    /// @return how many have not ended
    synchronized int finish(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        begin();
        try {
            while (running) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return tasks.size() + (running ? 1 : 0);
    }

    private void drain() {
        Runnable task = next();
        while (task != null) {
            try {
                task.run();
            } catch (RuntimeException e) {
                log.error("{}: a task failed", name, e);
            }
            task = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            running = false;
            notifyAll();
        }
        return task;
    }
}
