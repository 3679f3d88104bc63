/// Seeded fuzzing of decoders, a part of the unit tests and of `./lab fuzz`.
@NullMarked
package dev.upkeep.fuzz;

import org.jspecify.annotations.NullMarked;
