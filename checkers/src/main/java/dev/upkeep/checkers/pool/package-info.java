/// Virtual services and their real servers as pure state: verdicts, effective weights, quorum,
/// sorry server. Start reading at [Pool].
@NullMarked
package dev.upkeep.checkers.pool;

import org.jspecify.annotations.NullMarked;
