/// Tests what an operator sees of a running daemon, and how he steers it.
@NullMarked
package dev.upkeep.lab.status;

import org.jspecify.annotations.NullMarked;
