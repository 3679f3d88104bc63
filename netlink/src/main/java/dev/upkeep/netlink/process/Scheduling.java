package dev.upkeep.netlink.process;

import static dev.upkeep.netlink.libc.ProcessCalls.LIBC;
import static dev.upkeep.netlink.libc.ProcessCalls.check;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import java.util.Set;

/// Priority, processors and memory. On Linux all but [#lockMemory] and the limit of real-time
/// running belong to a thread: call them on the thread that they are meant for.
public final class Scheduling {

    private static final int SCHED_OTHER = 0;
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final int MCL_CURRENT = 1;
    private static final int MCL_FUTURE = 2;
    private static final int MCL_ONFAULT = 4;
    private static final int MASK_BYTES = 128; // sizeof(cpu_set_t): 1024 processors

    private Scheduling() {}

    /// Real-time policies of `sched.h`.
    public enum Policy {
        FIFO(1),
        ROUND_ROBIN(2);

        private final int number;

        Policy(int number) {
            this.number = number;
        }
    }

    /// Puts the calling thread under a real-time policy; its children begin as ordinary ones.
    ///
    /// @param priority 1-99
    /// @throws KernelException EPERM without CAP_SYS_NICE
    public static void realTime(Policy policy, int priority) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putInt(0, priority);
        check(
                LIBC.sched_setscheduler(THIS_THREAD, policy.number, memory.address()),
                "schedule as " + policy + " with priority " + priority);
    }

    /// Puts the calling thread under the ordinary policy, whatever that of the thread that started
    /// it. Needs no capability.
    ///
    /// @throws KernelException where a filter forbids the call
    public static void ordinary() throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        memory.buffer().putInt(0, 0);
        check(
                LIBC.sched_setscheduler(THIS_THREAD, SCHED_OTHER, memory.address()),
                "schedule as an ordinary thread");
    }

    /// Sets the nice value of the calling thread, which its later children inherit.
    ///
    /// @param value -20 to 19
    /// @throws KernelException EACCES when it would rise without CAP_SYS_NICE
    public static void nice(int value) throws KernelException {
        check(LIBC.setpriority(PRIO_PROCESS, THIS_THREAD, value), "set nice value " + value);
    }

    /// Binds the calling thread, and those it starts later, to processors.
    ///
    /// @param processors numbers from 0
    /// @throws KernelException EINVAL when none of them exists
    public static void affinity(Set<Integer> processors) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        for (int at = 0; at < MASK_BYTES; at += Long.BYTES) {
            memory.buffer().putLong(at, 0);
        }
        for (int processor : processors) {
            int at = Math.multiplyExact(processor / Long.SIZE, Long.BYTES);
            if (processor < 0 || at >= MASK_BYTES) {
                throw new IllegalArgumentException("processor: expected 0-1023, got " + processor);
            }
            long word = memory.buffer().getLong(at);
            memory.buffer().putLong(at, word | 1L << (processor % Long.SIZE));
        }
        check(
                LIBC.sched_setaffinity(THIS_THREAD, MASK_BYTES, memory.address()),
                "bind to processors " + processors);
    }

    /// Keeps every page of the process in memory from its first use on, those of the future too.
    ///
    /// @throws KernelException ENOMEM or EPERM beyond RLIMIT_MEMLOCK without CAP_IPC_LOCK
    public static void lockMemory() throws KernelException {
        check(LIBC.mlockall(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT), "lock memory");
    }
}
