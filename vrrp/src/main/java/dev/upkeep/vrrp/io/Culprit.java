package dev.upkeep.vrrp.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds which program caused a notification, as far as that is known: the port of its netlink
/// socket usually is its process id.
final class Culprit {

    private Culprit() {}

    /// ` by process 812 (ip)`; empty when the kernel did it by itself.
    ///
    /// @param port `nlmsg_pid` of the notification
    static String of(int port) {
        if (port <= 0) { // the kernel; or a second socket of a process, which gets a random number
            return "";
        }
        try {
            String name = Files.readString(Path.of("/proc/" + port + "/comm")).strip();
            return " by process " + port + " (" + name + ")";
        } catch (IOException ended) { // most programs that do this end at once
            return " by process " + port;
        }
    }
}
