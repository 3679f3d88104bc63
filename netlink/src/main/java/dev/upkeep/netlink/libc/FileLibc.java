package dev.upkeep.netlink.libc;

/// The C library's calls on files that Java has no method for. The rules of [Libc] hold.
@SuppressWarnings("MemberName") // the names of the C library
public interface FileLibc {

    int mkfifo(long path, int mode);

    int umask(int mask);

    int open(long path, int flags);

    int inotify_init1(int flags);

    int inotify_add_watch(int fd, long path, int mask);

    int inotify_rm_watch(int fd, int watch);
}
