/// Netlink messages to bytes and back (`linux/netlink.h`, `linux/genetlink.h`). Pure. Start reading
/// at [MessageWriter] and [MessageReader].
///
/// Headers and most attributes are in the byte order of the machine; the methods of those in
/// network order end in `be`.
@NullMarked
package dev.upkeep.netlink.wire;

import org.jspecify.annotations.NullMarked;
