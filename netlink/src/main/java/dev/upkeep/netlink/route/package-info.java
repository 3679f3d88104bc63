/// Links and addresses of the kernel as typed values, and their rtnetlink messages
/// (`linux/rtnetlink.h`, `linux/if_link.h`, `linux/if_addr.h`). Pure. Start reading at
/// [RouteEvent].
@NullMarked
package dev.upkeep.netlink.route;

import org.jspecify.annotations.NullMarked;
