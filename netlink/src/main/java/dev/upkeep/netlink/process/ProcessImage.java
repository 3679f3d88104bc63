package dev.upkeep.netlink.process;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/// Another program in the place of this one: same process, same pid, same parent (`execve(2)`).
public final class ProcessImage {

    private static final long CLOSE_RANGE = 436; // asm/unistd.h of all architectures
    private static final long LAST = 0xffff_ffffL;
    private static final long CLOSE_RANGE_CLOEXEC = 4; // linux/close_range.h

    private static final int F_SETFD = 2; // asm-generic/fcntl.h
    private static final int NONE = -1;

    private ProcessImage() {}

    /// Replaces this program and so does not return; every thread ends where it is and nothing is
    /// cleaned up. What belongs to the process stays: pid, limits, umask, working directory,
    /// descriptors 0 to 2.
    ///
    /// @throws KernelException ENOENT, EACCES and the like: then nothing has happened
    public static void replace(Command command) throws KernelException {
        replace(command.arguments().getFirst(), command);
    }

    /// As the other.
    ///
    /// @param program path of the program, when it is not the first argument
    /// @param kept descriptors that stay open, too; -1 for none
    public static void replace(String program, Command command, int... kept)
            throws KernelException {
        List<String> environment = new ArrayList<>();
        command.environment().forEach((name, value) -> environment.add(name + "=" + value));
        List<NativeMemory> memory = new ArrayList<>();
        long path = text(program, memory);
        long arguments = texts(command.arguments(), memory);
        long variables = texts(environment, memory);
        try {
            // Java leaves its jars open over an exec. A kernel before 5.11 refuses: then they stay.
            ProcessCalls.LIBC.syscall(CLOSE_RANGE, 3, LAST, CLOSE_RANGE_CLOEXEC);
            for (int descriptor : kept) {
                if (descriptor != NONE) {
                    ProcessCalls.check(
                            ProcessCalls.LIBC.fcntl(descriptor, F_SETFD, 0), "keep descriptor");
                }
            }
            ProcessCalls.check(
                    ProcessCalls.LIBC.execve(path, arguments, variables), "execute " + program);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    /// Returns a null-terminated array of pointers to C strings.
    ///
    /// @param kept gets the memory, which the caller has to keep reachable
    static long texts(List<String> texts, List<NativeMemory> kept) {
        NativeMemory memory = new NativeMemory((texts.size() + 1) * Long.BYTES);
        kept.add(memory);
        for (int i = 0; i < texts.size(); i++) {
            memory.buffer().putLong(i * Long.BYTES, text(texts.get(i), kept));
        }
        return memory.address();
    }

    private static long text(String text, List<NativeMemory> kept) {
        NativeMemory memory = NativeMemory.cString(text);
        kept.add(memory);
        return memory.address();
    }
}
