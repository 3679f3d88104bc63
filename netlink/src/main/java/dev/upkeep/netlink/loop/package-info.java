/// The event loop of one thread: descriptors, deadlines, messages of other threads. Start reading
/// at [EventLoop].
@NullMarked
package dev.upkeep.netlink.loop;

import org.jspecify.annotations.NullMarked;
