/// The desired IPVS table, and what turns one table into another. Pure; start reading at
/// [TableDiff].
@NullMarked
package dev.upkeep.checkers.table;

import org.jspecify.annotations.NullMarked;
