@NullMarked
package dev.upkeep.netlink.wire;

import org.jspecify.annotations.NullMarked;
