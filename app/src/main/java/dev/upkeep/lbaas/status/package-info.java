/// Operating status of members, rolled up to pools, listeners and load balancers. Pure.
@NullMarked
package dev.upkeep.lbaas.status;

import org.jspecify.annotations.NullMarked;
