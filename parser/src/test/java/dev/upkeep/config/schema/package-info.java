/// Tests of the schema: single faults, round trips, the reference page and the ledger.
@NullMarked
package dev.upkeep.config.schema;

import org.jspecify.annotations.NullMarked;
