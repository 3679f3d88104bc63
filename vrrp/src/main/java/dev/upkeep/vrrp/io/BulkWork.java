package dev.upkeep.vrrp.io;

import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/// Work behind the adverts, in three ranks: addresses with the first announcement of each, then the
/// log lines about these, then further announcements, hooks and records. It runs in the order in
/// which it was added to its rank, when no socket or timer waits. Belongs to the vrrp thread.
final class BulkWork {

    /// Tasks of the first rank that share a transaction: about a millisecond of the kernel's work.
    private static final int BATCH = 16;

    private final EventLoop loop;
    private final Consumer<Runnable> transaction;
    private final Queue<Runnable> prompt = new ArrayDeque<>();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final Queue<Runnable> whenSet = new ArrayDeque<>();
    private final Queue<Runnable> lines = new ArrayDeque<>();
    private final Runnable some = this::runSome;
    private boolean direct;
    private boolean inBatch;
    private boolean promptRuns;

    /// @param transaction runs steps and then gives the kernel what they changed
    BulkWork(EventLoop loop, Consumer<Runnable> transaction) {
        this.loop = loop;
        this.transaction = transaction;
    }

    /// Adds work ahead of what [#say] and [#add] take; inside [#directly] it runs at once.
    void prompt(Runnable work) {
        if (direct) {
            work.run();
            return;
        }
        prompt.add(work);
        loop.defer(some);
    }

    /// Runs what announces addresses, in prompt work once these are set.
    void whenSet(Runnable work) {
        if (inBatch) {
            whenSet.add(work);
        } else {
            work.run();
        }
    }

    /// Writes a log line once no prompt work is left: at once where there is none.
    void say(Runnable line) {
        boolean mayWait = promptRuns || !prompt.isEmpty() || !lines.isEmpty();
        if (direct || !mayWait) {
            line.run();
            return;
        }
        lines.add(line);
        loop.defer(some);
    }

    /// Adds work; inside [#directly] it runs at once.
    void add(Runnable work) {
        if (direct) {
            work.run();
            return;
        }
        waiting.add(work);
        loop.defer(some);
    }

    /// Runs what waits, then steps whose work must not wait: a reload, the stop.
    void directly(Runnable steps) {
        boolean before = direct;
        while (!prompt.isEmpty() || !lines.isEmpty() || !waiting.isEmpty()) {
            runSome();
        }
        direct = true;
        try {
            steps.run();
        } finally {
            direct = before;
        }
    }

    /// Runs what [#prompt] took, and leaves the rest.
    void finishPrompt() {
        while (!prompt.isEmpty()) {
            runBatch();
        }
    }

    private void runSome() {
        if (!prompt.isEmpty()) {
            runBatch();
            return;
        }
        Runnable line = lines.poll();
        if (line != null) {
            line.run();
            return;
        }
        Runnable next = waiting.poll();
        if (next != null) { // null: it has run in between
            next.run();
        }
    }

    private void runBatch() {
        inBatch = true;
        promptRuns = true;
        try {
            transaction.accept(() -> {
                Runnable next = prompt.poll();
                for (int i = 1; next != null; i++) {
                    next.run();
                    next = i < BATCH ? prompt.poll() : null;
                }
            });
        } finally {
            inBatch = false;
            for (Runnable next = whenSet.poll(); next != null; next = whenSet.poll()) {
                next.run();
            }
            promptRuns = false;
        }
    }
}
