@NullMarked
package dev.upkeep.netlink.route;

import org.jspecify.annotations.NullMarked;
