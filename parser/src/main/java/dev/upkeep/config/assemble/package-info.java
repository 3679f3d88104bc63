/// From bound blocks to the model: defaults, corrections, references and the checks that need more
/// than one block.
@NullMarked
package dev.upkeep.config.assemble;

import org.jspecify.annotations.NullMarked;
