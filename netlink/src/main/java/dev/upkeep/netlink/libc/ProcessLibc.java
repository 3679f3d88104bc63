package dev.upkeep.netlink.libc;

/// The C library's calls on processes, threads and their priorities. Apart from [Libc] so that a
/// start which needs none of them does not pay for binding them. The same rules hold;
/// `posix_spawnp`, which has six parameters, is called by [ProcessCalls#spawn].
@SuppressWarnings("MemberName") // the names of the C library
public interface ProcessLibc {

    int posix_spawnattr_init(long attributes);

    int posix_spawnattr_destroy(long attributes);

    int posix_spawnattr_setflags(long attributes, short flags);

    int posix_spawnattr_setpgroup(long attributes, int group);

    int posix_spawnattr_setsigdefault(long attributes, long signals);

    int posix_spawnattr_setsigmask(long attributes, long signals);

    int posix_spawnattr_setschedpolicy(long attributes, int policy);

    int posix_spawnattr_setschedparam(long attributes, long parameters);

    int posix_spawn_file_actions_init(long actions);

    int posix_spawn_file_actions_destroy(long actions);

    int posix_spawn_file_actions_addopen(long actions, int fd, long path, int flags, int mode);

    int posix_spawn_file_actions_addchdir_np(long actions, long path);

    /// Since glibc 2.34.
    int posix_spawn_file_actions_addclosefrom_np(long actions, int from);

    int execve(long path, long arguments, long environment);

    int waitpid(int pid, long status, int options);

    int kill(int pid, int signal);

    /// The variadic function; integer arguments travel as in an ordinary call on every 64-bit Linux
    /// ABI.
    long syscall(long number, long first, long second, long third);

    int sched_setscheduler(int thread, int policy, long parameters);

    int sched_setaffinity(int thread, long size, long mask);

    int setpriority(int which, int who, int nice);

    int mlockall(int flags);

    int geteuid();

    int open(long path, int flags);

    /// Calls the variadic fcntl(2) for requests with a number.
    int fcntl(int fd, int request, int value);

    int setns(int fd, int type);

    int if_nametoindex(long name);
}
