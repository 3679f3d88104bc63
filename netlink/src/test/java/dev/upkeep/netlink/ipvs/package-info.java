@NullMarked
package dev.upkeep.netlink.ipvs;

import org.jspecify.annotations.NullMarked;
