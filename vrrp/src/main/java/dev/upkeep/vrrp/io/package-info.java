/// Runs virtual routers: one thread, its loop, sockets, timers and address programming. Start
/// reading at [VrrpService].
@NullMarked
package dev.upkeep.vrrp.io;

import org.jspecify.annotations.NullMarked;
