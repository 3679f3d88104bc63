@NullMarked
package dev.upkeep.netlink.io;

import org.jspecify.annotations.NullMarked;
