/// Tests of the way from text to statements.
@NullMarked
package dev.upkeep.config.read;

import org.jspecify.annotations.NullMarked;
