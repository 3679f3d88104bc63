package dev.upkeep.app;

import dev.upkeep.checkers.reconcile.ReconcileStatus;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Reads the kernel back after a reload and compares it with what is desired: the IPVS table, which
/// the ipvs thread compares anyway, and the addresses of every instance. On a thread of its own, as
/// it waits for both.
final class KernelVerification {

    /// An instance may be between two states when it is looked at.
    private static final int ATTEMPTS = 5;

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private KernelVerification() {}

    /// Returns what the kernel has otherwise, one line each; none when it agrees.
    static List<String> deviations(DaemonStatus.Parts parts) throws InterruptedException {
        List<String> found = List.of();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                Thread.sleep(BETWEEN);
            }
            found = once(parts);
            if (found.isEmpty()) {
                break;
            }
        }
        return found;
    }

    private static List<String> once(DaemonStatus.Parts parts) {
        List<String> found = new ArrayList<>();
        try {
            if (parts.checkers() != null) {
                table(parts.checkers().reconcileStatus().join(), found);
            }
            if (parts.vrrp() != null) {
                addresses(parts.vrrp().status().join(), found);
            }
        } catch (KernelException | CompletionException e) {
            found.add("the kernel cannot be read: " + e.getMessage());
        }
        return found;
    }

    private static void table(@Nullable ReconcileStatus status, List<String> found) {
        if (status != null && status.outOfSync()) {
            found.add("IPVS table: the kernel refuses what is desired, see the log");
        }
    }

    private static void addresses(List<InstanceStatus> instances, List<String> found)
            throws KernelException {
        Set<IpAddress> present = new HashSet<>();
        for (InterfaceAddress each : RouteSocket.addresses()) {
            present.add(each.address());
        }
        for (InstanceStatus status : instances) {
            boolean master = status.state().role() instanceof Role.Master;
            for (VirtualAddress each : status.instance().resources().addresses()) {
                if (present.contains(each.address()) != master) {
                    found.add(
                            "address "
                                    + each.address()
                                    + (master ? " of master " : " of backup ")
                                    + status.instance().name()
                                    + (master ? " is missing" : " is there"));
                }
            }
        }
    }
}
