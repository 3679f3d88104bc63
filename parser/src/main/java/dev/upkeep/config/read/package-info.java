/// From files to a [dev.upkeep.config.model.Configuration]: reading lines, shaping statements, and
/// saying what is wrong where. Reads files; touches nothing else.
@NullMarked
package dev.upkeep.config.read;

import org.jspecify.annotations.NullMarked;
