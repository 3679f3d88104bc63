/// The provider `haproxy`: a HAProxy process for each load balancer. Start reading at
/// [HaproxyProvider].
@NullMarked
package dev.upkeep.lbaas.haproxy;

import org.jspecify.annotations.NullMarked;
