/// The provider `ipvs`: load balancers as files that the daemon's configuration includes. Start
/// reading at [IpvsProvider].
@NullMarked
package dev.upkeep.lbaas.ipvs;

import org.jspecify.annotations.NullMarked;
