/// From files to statements: includes, conditions, definitions, repetitions, blocks.
@NullMarked
package dev.upkeep.config.syntax;

import org.jspecify.annotations.NullMarked;
