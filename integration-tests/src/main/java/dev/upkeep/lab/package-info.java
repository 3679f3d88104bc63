/// The lab: hosts in network namespaces of one kernel, the daemons and servers that run in them,
/// and what can be seen of both. Start reading at [Lab], then [Example], which draws each example's
/// hosts.
///
/// Everything here runs inside the lab's kernel (`./lab run`), as root, with Debian's tools.
@NullMarked
package dev.upkeep.lab;

import org.jspecify.annotations.NullMarked;
