/// Child processes, scheduling, users, network namespaces and kernel modules.
@NullMarked
package dev.upkeep.netlink.process;

import org.jspecify.annotations.NullMarked;
