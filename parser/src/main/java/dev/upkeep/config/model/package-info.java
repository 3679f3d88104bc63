/// The model of a configuration: immutable records with defaults filled in. Start reading at
/// [Configuration].
@NullMarked
package dev.upkeep.config.model;

import org.jspecify.annotations.NullMarked;
