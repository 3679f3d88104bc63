/// Non-blocking sockets, FIFOs and the netlink socket that every netlink protocol shares.
@NullMarked
package dev.upkeep.netlink.socket;

import org.jspecify.annotations.NullMarked;
