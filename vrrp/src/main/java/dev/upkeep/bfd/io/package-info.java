/// Sockets, timers and the thread of BFD. Start reading at [BfdService].
@NullMarked
package dev.upkeep.bfd.io;

import org.jspecify.annotations.NullMarked;
