/// System calls through JNR: the only package that knows it. Start reading at [Libc].
@NullMarked
package dev.upkeep.netlink.libc;

import org.jspecify.annotations.NullMarked;
