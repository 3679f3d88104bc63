@NullMarked
package dev.upkeep.netlink.nft;

import org.jspecify.annotations.NullMarked;
