/// A load balancer with everything that hangs on it, as values. Pure.
@NullMarked
package dev.upkeep.lbaas.model;

import org.jspecify.annotations.NullMarked;
