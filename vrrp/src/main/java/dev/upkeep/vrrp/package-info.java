/// Virtual addresses that move between routers: what other modules see of VRRP. Start reading at
/// [dev.upkeep.vrrp.io.VrrpService], the life of it, and [dev.upkeep.vrrp.machine.VirtualRouter],
/// the protocol.
@NullMarked
package dev.upkeep.vrrp;

import org.jspecify.annotations.NullMarked;
