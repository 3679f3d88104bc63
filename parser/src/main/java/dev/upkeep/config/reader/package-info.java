/// Joins reading, schema and assembly to a configuration; remembers it for the next reading.
@NullMarked
package dev.upkeep.config.reader;

import org.jspecify.annotations.NullMarked;
