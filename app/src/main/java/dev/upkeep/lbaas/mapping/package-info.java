/// Load balancers mapped onto keepalived's model: virtual server groups and virtual servers. Pure.
@NullMarked
package dev.upkeep.lbaas.mapping;

import org.jspecify.annotations.NullMarked;
