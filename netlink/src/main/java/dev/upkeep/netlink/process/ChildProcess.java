package dev.upkeep.netlink.process;

import static dev.upkeep.netlink.libc.ProcessCalls.LIBC;
import static dev.upkeep.netlink.libc.ProcessCalls.check;
import static dev.upkeep.netlink.libc.ProcessCalls.checkReturned;

import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.libc.NativeMemory;
import dev.upkeep.netlink.libc.ProcessCalls;
import dev.upkeep.netlink.libc.SystemCalls;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A script or program: started with `posix_spawn` (no copy of the daemon's page tables), in a
/// process group of its own, with default signals, ordinary scheduling, working directory `/`,
/// nothing but `/dev/null` open, and watched through a pidfd. Belongs to the thread of the loop.
public final class ChildProcess {

    /// `SIGKILL`.
    public static final int SIGKILL = 9;

    /// `SIGTERM`.
    public static final int SIGTERM = 15;

    // spawn.h
    private static final short POSIX_SPAWN_SETPGROUP = 0x02;
    private static final short POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final short POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final short POSIX_SPAWN_SETSCHEDULER = 0x20;
    private static final int SPAWN_OBJECT_BYTES = 512; // both opaque structs are smaller
    private static final int SIGNAL_SET_BYTES = 128;

    private static final int O_RDWR = 2;
    private static final int SCHED_OTHER = 0;
    private static final int WNOHANG = 1;
    private static final long PIDFD_OPEN = 434; // asm/unistd.h of all architectures

    private final int pid;
    private final Consumer<ExitStatus> ended;
    private int pidFd = -1;
    private EventLoop.@Nullable Watch watch;

    private ChildProcess(int pid, Consumer<ExitStatus> ended) {
        this.pid = pid;
        this.ended = ended;
    }

    /// Starts a program; blocks until it is executed, well below a millisecond.
    ///
    /// @param ended gets the exit status once, on the thread of the loop
    /// @throws KernelException ENOENT, EACCES and the like when it cannot be executed
    public static ChildProcess start(EventLoop loop, Command command, Consumer<ExitStatus> ended)
            throws KernelException {
        FreeDescriptors.require(1, "run " + command.file()); // else it would have to be killed
        var child = new ChildProcess(spawn(command), ended);
        child.watch(loop);
        return child;
    }

    /// A file that the kernel cannot execute by itself is given to the shell, as `execvp(3)` does.
    private static int spawn(Command command) throws KernelException {
        try {
            return start(command);
        } catch (KernelException refused) {
            if (refused.errno() != Errno.ENOEXEC) {
                throw refused;
            }
            return start(command.throughShell());
        }
    }

    private static int start(Command command) throws KernelException {
        var starter = new Starter(command);
        Command.User user = command.user();
        if (user == null) {
            starter.run();
        } else {
            ThreadIdentity.as(user, starter);
        }
        return starter.pid;
    }

    /// Returns its process id, which is that of its process group too.
    public int pid() {
        return pid;
    }

    /// Sends a signal to the whole group; without effect when all of it has ended.
    ///
    /// @throws KernelException EPERM when the group belongs to somebody else
    public void signalGroup(int signal) throws KernelException {
        int result = LIBC.kill(-pid, signal);
        int errno = result < 0 ? ProcessCalls.errno() : 0;
        if (errno != 0 && errno != Errno.ESRCH) {
            throw SystemCalls.failure(errno, "send signal " + signal + " to group " + pid);
        }
    }

    private void watch(EventLoop loop) throws KernelException {
        try {
            pidFd = (int) check(LIBC.syscall(PIDFD_OPEN, pid, 0, 0), "pidfd of process " + pid);
            watch = loop.watch(pidFd, EventLoop.EPOLLIN, _ -> reap());
        } catch (KernelException refused) {
            signalGroup(SIGKILL);
            LIBC.waitpid(pid, 0, 0);
            close();
            throw refused;
        }
    }

    private void reap() {
        NativeMemory status = NativeMemory.scratch();
        int result = LIBC.waitpid(pid, status.address(), WNOHANG);
        if (result == 0) {
            return; // not yet
        }
        close();
        // -1 is ECHILD: somebody else waited for it, so that its status is lost
        ended.accept(
                result < 0 ? new ExitStatus.Exited(255) : ExitStatus.of(status.buffer().getInt(0)));
    }

    private void close() {
        if (watch != null) {
            watch.close();
        }
        if (pidFd >= 0) {
            SystemCalls.close(pidFd);
        }
    }

    /// One `posix_spawn` and its arguments.
    private static final class Starter implements ThreadIdentity.Action {

        private final Command command;
        private final List<NativeMemory> kept = new ArrayList<>();
        private final NativeMemory pidMemory = new NativeMemory(Integer.BYTES);
        private int pid;

        private Starter(Command command) {
            this.command = command;
        }

        @Override
        public void run() throws KernelException {
            String operation = "run " + command.file();
            List<String> environment = new ArrayList<>();
            command.environment().forEach((key, value) -> environment.add(key + "=" + value));
            NativeMemory attributes = new NativeMemory(SPAWN_OBJECT_BYTES);
            NativeMemory actions = new NativeMemory(SPAWN_OBJECT_BYTES);
            checkReturned(LIBC.posix_spawnattr_init(attributes.address()), operation);
            checkReturned(LIBC.posix_spawn_file_actions_init(actions.address()), operation);
            try {
                attributes(attributes.address(), operation);
                actions(actions.address(), operation);
                checkReturned(
                        ProcessCalls.spawn(
                                pidMemory.address(),
                                text(command.file()),
                                actions.address(),
                                attributes.address(),
                                ProcessImage.texts(command.arguments(), kept),
                                ProcessImage.texts(environment, kept)),
                        operation);
                pid = pidMemory.buffer().getInt(0);
            } finally {
                LIBC.posix_spawn_file_actions_destroy(actions.address());
                LIBC.posix_spawnattr_destroy(attributes.address());
            }
        }

        private void attributes(long attributes, String operation) throws KernelException {
            NativeMemory every = memory(SIGNAL_SET_BYTES);
            every.buffer().putLong(0, -1);
            NativeMemory none = memory(SIGNAL_SET_BYTES);
            int flags =
                    POSIX_SPAWN_SETPGROUP
                            | POSIX_SPAWN_SETSIGDEF
                            | POSIX_SPAWN_SETSIGMASK
                            | POSIX_SPAWN_SETSCHEDULER;
            checkReturned(LIBC.posix_spawnattr_setpgroup(attributes, 0), operation);
            checkReturned(
                    LIBC.posix_spawnattr_setsigdefault(attributes, every.address()), operation);
            checkReturned(LIBC.posix_spawnattr_setsigmask(attributes, none.address()), operation);
            checkReturned(LIBC.posix_spawnattr_setschedpolicy(attributes, SCHED_OTHER), operation);
            checkReturned(
                    LIBC.posix_spawnattr_setschedparam(attributes, none.address()), operation);
            checkReturned(LIBC.posix_spawnattr_setflags(attributes, (short) flags), operation);
        }

        private void actions(long actions, String operation) throws KernelException {
            long nothing = text("/dev/null");
            for (int fd = 0; fd <= 2; fd++) {
                checkReturned(
                        LIBC.posix_spawn_file_actions_addopen(actions, fd, nothing, O_RDWR, 0),
                        operation);
            }
            checkReturned(LIBC.posix_spawn_file_actions_addclosefrom_np(actions, 3), operation);
            checkReturned(LIBC.posix_spawn_file_actions_addchdir_np(actions, text("/")), operation);
        }

        private long text(String text) {
            NativeMemory memory = NativeMemory.cString(text);
            kept.add(memory);
            return memory.address();
        }

        private NativeMemory memory(int size) {
            NativeMemory memory = new NativeMemory(size);
            kept.add(memory);
            return memory;
        }
    }
}
