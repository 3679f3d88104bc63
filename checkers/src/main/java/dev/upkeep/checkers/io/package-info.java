/// The threads of the checks and of the kernel's table, and what they touch: sockets, child
/// processes, files, logs. Start reading at [CheckerService].
@NullMarked
package dev.upkeep.checkers.io;

import org.jspecify.annotations.NullMarked;
