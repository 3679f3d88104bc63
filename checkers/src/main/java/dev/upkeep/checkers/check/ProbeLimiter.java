package dev.upkeep.checkers.check;

import java.util.ArrayDeque;
import java.util.Queue;

/// Limits how many attempts run at the same time; the others wait in line. Belongs to the thread of
/// the checks.
public final class ProbeLimiter {

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private int free;

    public ProbeLimiter(int count) {
        this.free = count;
    }

    /// Runs the task now or when its turn comes; it has to [#release] in the end.
    public void acquire(Runnable task) {
        if (free > 0) {
            free--;
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /// Gives the place to the next in line.
    public void release() {
        Runnable next = waiting.poll();
        if (next == null) {
            free++;
        } else {
            next.run();
        }
    }

    /// Returns how many wait.
    int waiting() {
        return waiting.size();
    }
}
