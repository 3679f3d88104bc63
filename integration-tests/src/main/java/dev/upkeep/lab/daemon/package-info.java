/// Upkeep and keepalived as programs on a host.
@NullMarked
package dev.upkeep.lab.daemon;

import org.jspecify.annotations.NullMarked;
