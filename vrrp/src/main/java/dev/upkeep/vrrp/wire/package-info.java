/// VRRP packets, gratuitous ARP and unsolicited neighbour advertisements to bytes and back. Pure;
/// start reading at [Advertisement].
@NullMarked
package dev.upkeep.vrrp.wire;

import org.jspecify.annotations.NullMarked;
