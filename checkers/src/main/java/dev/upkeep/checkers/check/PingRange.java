package dev.upkeep.checkers.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;

/// `net.ipv4.ping_group_range` of this network namespace: the groups that may open the socket of
/// `PING_CHECK`, for IPv6 too. The kernel begins with none, and keepalived widens it as we do.
final class PingRange {

    /// Two decimal numbers, both included; `1 0` is nobody.
    private static final Path SETTING = Path.of("/proc/sys/net/ipv4/ping_group_range");

    /// The highest group that the kernel takes.
    private static final long HIGHEST = 2_147_483_647;

    private final Path setting;
    private final Logger log;
    private boolean tried;

    PingRange(Logger log) {
        this(SETTING, log);
    }

    PingRange(Path setting, Logger log) {
        this.setting = setting;
        this.log = log;
    }

    /// Lets every group in, once; called when a socket was refused.
    ///
    /// @return whether trying again makes sense
    boolean widen() {
        if (tried) {
            return false;
        }
        tried = true;
        try {
            List<String> before = Files.readAllLines(setting, StandardCharsets.US_ASCII);
            Files.writeString(setting, "0 " + HIGHEST + "\n", StandardCharsets.US_ASCII);
            log.info("{} is now 0 {}, was {}", setting, HIGHEST, String.join(" ", before));
            return true;
        } catch (IOException e) {
            log.error(
                    "PING_CHECK needs {} to be set: {}: {}",
                    setting,
                    e.getClass().getSimpleName(),
                    e.getMessage());
            return false;
        }
    }
}
