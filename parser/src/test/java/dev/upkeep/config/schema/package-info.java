/// Tests of the schema: single faults, round trips, the reference page and the list of keywords
/// without effect.
@NullMarked
package dev.upkeep.config.schema;

import org.jspecify.annotations.NullMarked;
