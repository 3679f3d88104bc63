/// The kernel changes of a start or a reload. Pure.
@NullMarked
package dev.upkeep.checkers.plan;

import org.jspecify.annotations.NullMarked;
