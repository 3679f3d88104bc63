/// The IPVS thread: keeps the kernel (table, nftables, sync daemons) equal to the desired state.
/// Start reading at [IpvsThread].
@NullMarked
package dev.upkeep.checkers.reconcile;

import org.jspecify.annotations.NullMarked;
