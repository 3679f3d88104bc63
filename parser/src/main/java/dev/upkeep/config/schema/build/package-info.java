/// From bound blocks to the model: defaults, corrections, references and the checks that need more
/// than one keyword. Start reading at [ConfigurationBuilder].
@NullMarked
package dev.upkeep.config.schema.build;

import org.jspecify.annotations.NullMarked;
