/// System calls: the only package that knows JNR. Sockets, the epoll loop, timers, child processes.
@NullMarked
package dev.upkeep.netlink.io;

import org.jspecify.annotations.NullMarked;
