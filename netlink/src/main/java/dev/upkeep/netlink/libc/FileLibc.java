package dev.upkeep.netlink.libc;

/// The C library's calls on files that Java has no method for. The rules of [Libc] hold.
public interface FileLibc {

    int mkfifo(long path, int mode);

    int umask(int mask);

    int open(long path, int flags);
}
