/// Load balancers in memory, changed by transactions and put in place by providers. Start reading
/// at [LoadBalancers].
@NullMarked
package dev.upkeep.lbaas.service;

import org.jspecify.annotations.NullMarked;
