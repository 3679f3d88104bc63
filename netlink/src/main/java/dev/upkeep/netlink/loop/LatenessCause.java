package dev.upkeep.netlink.loop;

import org.jspecify.annotations.Nullable;

/// The cause of a timer that ran late: what took most of the time that it was late. Pure.
public enum LatenessCause {
    /// The thread was ready and other threads had the processors.
    RUN_QUEUE("run-queue", "waiting for a processor"),
    /// The virtual machine stopped its threads for a collector.
    GARBAGE_COLLECTION("gc", "of garbage collection"),
    /// The loop was busy with what came before.
    OWN_WORK("own-work", "of its own work"),
    /// None of these: the process was stopped, the machine was paused, or a call did not return.
    STOPPED("stopped", ""),
    /// The kernel does not count (`CONFIG_SCHED_INFO`).
    UNKNOWN("unknown", "");

    private final String label;
    private final String share;

    LatenessCause(String label, String share) {
        this.label = label;
        this.share = share;
    }

    /// Returns the name in status and metrics.
    public String label() {
        return label;
    }

    /// Returns the cause of a lateness.
    ///
    /// @param lateNanos how late
    /// @param spent the times of the thread since it last waited with nothing due, null when they
    ///   are unknown
    static LatenessCause of(long lateNanos, @Nullable ThreadTimes spent) {
        if (spent == null) {
            return UNKNOWN;
        }
        LatenessCause most = STOPPED;
        long half = lateNanos / 2;
        for (LatenessCause each : values()) {
            long share = each.share(lateNanos, spent);
            if (share > half) {
                most = each;
                half = share;
            }
        }
        return most;
    }

    /// Describes a lateness, for a log line.
    static String text(long lateNanos, @Nullable ThreadTimes spent) {
        LatenessCause cause = of(lateNanos, spent);
        return switch (cause) {
            case RUN_QUEUE, GARBAGE_COLLECTION, OWN_WORK ->
                    ", "
                            + (spent == null ? 0 : cause.share(lateNanos, spent)) / 1_000_000
                            + " of them "
                            + cause.share;
            case STOPPED -> ": the process was stopped or the machine paused";
            case UNKNOWN -> "";
        };
    }

    private long share(long lateNanos, ThreadTimes spent) {
        return switch (this) {
            case RUN_QUEUE -> Math.min(lateNanos, spent.waitingNanos());
            case GARBAGE_COLLECTION -> Math.min(lateNanos, spent.collectingNanos());
            case OWN_WORK -> Math.min(lateNanos, spent.runningNanos());
            case STOPPED, UNKNOWN -> 0;
        };
    }
}
