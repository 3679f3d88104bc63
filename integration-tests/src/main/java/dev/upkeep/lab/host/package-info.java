/// Hosts in network namespaces of one kernel, the servers and clients on them, and what can be seen
/// of both. Runs inside the kernel of the lab (`./lab run`), as root. Start reading at [Lab].
@NullMarked
package dev.upkeep.lab.host;

import org.jspecify.annotations.NullMarked;
