package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/// Facts of the machine and the process.
public final class Host {

    private Host() {}

    /// Number of an interface of the network namespace, 0 when there is none of this name.
    public static int interfaceIndex(String name) {
        NativeMemory text = NativeMemory.cString(name);
        try {
            return ProcessCalls.LIBC.if_nametoindex(text.address());
        } finally {
            Reference.reachabilityFence(text);
        }
    }

    /// Returns the effective user id of the process.
    public static int effectiveUser() {
        return ProcessCalls.LIBC.geteuid();
    }

    /// Returns the name of the host as the kernel has it (`uname -n`).
    public static String name() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
