package dev.upkeep.netlink.loop;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/// The pauses of the garbage collectors of this virtual machine. Any thread.
final class CollectorPauses {

    private static final AtomicBoolean REQUESTED = new AtomicBoolean();
    private static volatile List<GarbageCollectorMXBean> collectors = List.of();

    private CollectorPauses() {}

    /// Returns the length of all pauses in nanoseconds, to a millisecond; 0 before the collectors
    /// are found, which the first call has done elsewhere: it takes longer than a loop may.
    static long nanos() {
        if (!REQUESTED.getPlain() && REQUESTED.compareAndSet(false, true)) {
            try {
                Thread.startVirtualThread(CollectorPauses::find);
            } catch (OutOfMemoryError none) { // no thread; without it pauses have no cause
                REQUESTED.set(false);
            }
        }
        long millis = 0;
        for (GarbageCollectorMXBean each : collectors) {
            millis += Math.max(0, each.getCollectionTime());
        }
        return millis * 1_000_000;
    }

    private static void find() {
        collectors =
                ManagementFactory.getGarbageCollectorMXBeans().stream()
                        .filter(each -> pauses(each.getName()))
                        .toList();
    }

    /// Returns whether the time of a collector is that of pauses: others run beside the threads.
    static boolean pauses(String collector) {
        return !collector.contains("Cycles") && !collector.contains("Concurrent");
    }
}
