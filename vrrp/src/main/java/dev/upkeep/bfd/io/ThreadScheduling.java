package dev.upkeep.bfd.io;

import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Scheduling;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets the scheduling of the calling thread as a configuration asks; without the capability it
/// runs on as an ordinary one.
final class ThreadScheduling {

    private static final Logger log = LoggerFactory.getLogger(ThreadScheduling.class);

    private ThreadScheduling() {}

    static void apply(ProcessScheduling configured) {
        try {
            Integer nice = configured.nice();
            if (nice != null) {
                Scheduling.nice(nice);
            }
            if (!configured.affinity().isEmpty()) {
                Scheduling.affinity(Set.copyOf(configured.affinity()));
            }
            if (configured.noSwap()) {
                Scheduling.lockMemory();
            }
            if (configured.realtimePriority() > 0) {
                Scheduling.realTime(Scheduling.Policy.ROUND_ROBIN, configured.realtimePriority());
            }
        } catch (KernelException refused) {
            log.warn("{}: running on with ordinary scheduling", refused.getMessage());
        }
    }
}
