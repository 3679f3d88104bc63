/// Virtual interfaces: macvlans with the virtual MAC (`use_vmac`) and ipvlans. Which there are to
/// be follows from the configuration and the links that exist ([VirtualLinkPlan]). Pure.
@NullMarked
package dev.upkeep.vrrp.vmac;

import org.jspecify.annotations.NullMarked;
