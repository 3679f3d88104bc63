/// Load balancers in two layers: IPVS by firewall mark in front of HAProxy nodes.
@NullMarked
package dev.upkeep.lbaas.layered;

import org.jspecify.annotations.NullMarked;
