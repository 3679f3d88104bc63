package dev.upkeep.vrrp.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/// Finds which program caused a notification, as far as that is known: the port of its netlink
/// socket usually is its process id. Asked on the vrrp thread, which reads no file for it.
final class Culprits {

    private static final CompletableFuture<String> NOBODY = CompletableFuture.completedFuture("");

    /// So long a process id is taken to be that of the same process.
    private static final long SAME_PROCESS_NS = 1_000_000_000;

    private final Executor aside;

    private int lastPort;
    private long lastTime;
    private CompletableFuture<String> last = NOBODY;

    /// @param aside runs what reads files, at once: most culprits do not live long
    Culprits(Executor aside) {
        this.aside = aside;
    }

    /// Returns ` by process 812 (ip)`; empty when the kernel did it by itself.
    ///
    /// @param port `nlmsg_pid` of the notification
    /// @param now CLOCK_MONOTONIC, ns
    CompletableFuture<String> of(int port, long now) {
        if (port <= 0) { // the kernel; or a second socket of a process, which gets a random number
            return NOBODY;
        }
        if (port != lastPort || now - lastTime > SAME_PROCESS_NS) { // it may remove thousands
            lastPort = port;
            lastTime = now;
            last = CompletableFuture.supplyAsync(() -> name(port), aside);
        }
        return last;
    }

    private static String name(int process) {
        try {
            String name = Files.readString(Path.of("/proc/" + process + "/comm")).strip();
            return " by process " + process + " (" + name + ")";
        } catch (IOException ended) {
            return " by process " + process;
        }
    }
}
