/// Runs probes: when an attempt is made, over which socket or process, and what is logged of it.
/// Start reading at [ProbeAttempt].
@NullMarked
package dev.upkeep.checkers.check;

import org.jspecify.annotations.NullMarked;
