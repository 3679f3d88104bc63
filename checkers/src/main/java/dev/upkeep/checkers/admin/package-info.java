/// Operators' requests about running servers: names, administrative states, answers. Pure.
@NullMarked
package dev.upkeep.checkers.admin;

import org.jspecify.annotations.NullMarked;
