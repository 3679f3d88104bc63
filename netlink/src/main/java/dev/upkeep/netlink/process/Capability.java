package dev.upkeep.netlink.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// Capabilities that the daemon needs or can do without; capabilities(7).
public enum Capability {
    CAP_KILL(5),
    CAP_SETGID(6),
    CAP_SETUID(7),
    CAP_NET_ADMIN(12),
    CAP_NET_RAW(13),
    CAP_IPC_LOCK(14),
    CAP_SYS_ADMIN(21),
    CAP_SYS_NICE(23);

    private static final Path STATUS = Path.of("/proc/thread-self/status");

    private final int bit;

    Capability(int bit) {
        this.bit = bit;
    }

    /// Returns the capabilities in the effective set of this thread; all of them where there is no
    /// `/proc` that says.
    public static Set<Capability> effective() {
        try {
            for (String line : Files.readAllLines(STATUS)) {
                if (line.startsWith("CapEff:")) {
                    return of(Long.parseUnsignedLong(line.substring(7).strip(), 16));
                }
            }
        } catch (IOException e) { // then the kernel's refusals have to say it
            return EnumSet.allOf(Capability.class);
        }
        return EnumSet.allOf(Capability.class);
    }

    private static Set<Capability> of(long bits) {
        Set<Capability> held = EnumSet.noneOf(Capability.class);
        for (Capability each : values()) {
            if ((bits & (1L << each.bit)) != 0) {
                held.add(each);
            }
        }
        return held;
    }
}
