/// The nftables rules that `lb_kind FNAT` and `nftables_ipvs` need. Pure; start reading at
/// [FilterPlan].
@NullMarked
package dev.upkeep.checkers.nft;

import org.jspecify.annotations.NullMarked;
