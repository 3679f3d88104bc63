package dev.upkeep.netlink.process;

import static dev.upkeep.netlink.libc.ProcessCalls.check;

import dev.upkeep.netlink.libc.Constants;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import java.util.List;
import java.util.stream.IntStream;

/// Lends the calling thread another user for the length of one action.
///
/// Linux keeps user and groups per thread; only the C library makes them the same for all. The bare
/// system calls change this thread alone, and what it starts meanwhile belongs to the user. Nobody
/// else is started in between, as `setpriv` would be, and a refusal is an errno and not an exit
/// status. The saved user stays root: it is the way back, it keeps the user's own processes from
/// tracing the thread, and an exec drops it.
final class ThreadIdentity {

    private static final int KEEP = -1;

    private ThreadIdentity() {}

    /// Work that is done as the other user.
    interface Action {
        void run() throws KernelException;
    }

    /// Runs an action as another user; the daemon has to run as root.
    ///
    /// @throws KernelException EPERM without CAP_SETUID and CAP_SETGID, or from the action
    static void as(Command.User user, Action action) throws KernelException {
        List<Integer> before = groups();
        String operation = "become user " + user.uid() + " and group " + user.gid();
        try {
            setGroups(user.groups(), operation);
            check(call(Call.SETRESGID, user.gid(), user.gid(), KEEP), operation);
            check(call(Call.SETRESUID, user.uid(), user.uid(), 0), operation);
            action.run();
        } finally {
            String back = "become root again";
            check(call(Call.SETRESUID, 0, 0, 0), back);
            check(call(Call.SETRESGID, 0, 0, 0), back);
            setGroups(before, back);
        }
    }

    private static List<Integer> groups() throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        long count =
                check(
                        call(Call.GETGROUPS, memory.size() / Integer.BYTES, memory.address(), 0),
                        "read the groups");
        return IntStream.range(0, (int) count)
                .mapToObj(i -> memory.buffer().getInt(i * Integer.BYTES))
                .toList();
    }

    private static void setGroups(List<Integer> groups, String operation) throws KernelException {
        NativeMemory memory = NativeMemory.scratch();
        for (int i = 0; i < groups.size(); i++) {
            memory.buffer().putInt(i * Integer.BYTES, groups.get(i));
        }
        check(call(Call.SETGROUPS, groups.size(), memory.address(), 0), operation);
    }

    private static long call(Call number, long first, long second, long third) {
        long value = Constants.EPOLL_PACKED ? number.x86 : number.aarch64;
        return ProcessCalls.LIBC.syscall(value, first, second, third);
    }

    /// `asm/unistd.h`.
    private enum Call {
        GETGROUPS(115, 158),
        SETGROUPS(116, 159),
        SETRESUID(117, 147),
        SETRESGID(119, 149);

        private final long x86;
        private final long aarch64;

        Call(long x86, long aarch64) {
            this.x86 = x86;
            this.aarch64 = aarch64;
        }
    }
}
