package dev.upkeep.checkers.check;

import java.util.ArrayDeque;
import java.util.Queue;

/// Limits how many attempts run at the same time; the others wait in line. Belongs to the thread of
/// the checks.
public final class ProbeLimiter {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;
    private boolean releasing;

    public ProbeLimiter(int count) {
        this.free = count;
    }

    /// Runs the task now or when its turn comes; it has to [#release] in the end.
    public void acquire(Runnable task) {
        if (tryAcquire()) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /// Takes a place if there is one, as a task that [#acquire] runs at once has one.
    public boolean tryAcquire() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    /// Gives the place to the next in line. One that gives it up at once is followed by the next
    /// from here: thousands in line are no stack of calls.
    public void release() {
        free++;
        if (releasing) {
            return;
        }
        releasing = true;
        try {
            for (Runnable next; free > 0 && (next = waiting.poll()) != null; ) {
                free--;
                next.run();
            }
        } finally {
            releasing = false;
        }
    }

    /// Returns how many wait.
    int waiting() {
        return waiting.size();
    }
}
