/// What follows from the results of checks, as pure functions: verdicts on servers, quorum of
/// pools, the table the kernel ought to have, and the requests that lead there. Start reading at
/// [Pool].
@NullMarked
package dev.upkeep.checkers.machine;

import org.jspecify.annotations.NullMarked;
