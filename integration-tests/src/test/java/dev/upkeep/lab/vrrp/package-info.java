/// VRRP between Upkeep and keepalived.
@NullMarked
package dev.upkeep.lab.vrrp;

import org.jspecify.annotations.NullMarked;
