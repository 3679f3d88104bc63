/// The BFD session of RFC 5880 section 6 as a pure function. Start reading at [SessionMachine].
@NullMarked
package dev.upkeep.bfd.machine;

import org.jspecify.annotations.NullMarked;
