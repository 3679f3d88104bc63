/// BFD control packets to bytes and back (RFC 5880 section 4.1). Pure; start reading at
/// [ControlPacket].
@NullMarked
package dev.upkeep.bfd.wire;

import org.jspecify.annotations.NullMarked;
