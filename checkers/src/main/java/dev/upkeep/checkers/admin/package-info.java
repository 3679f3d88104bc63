/// What an operator asks of the running servers: names, administrative states, answers. Pure.
@NullMarked
package dev.upkeep.checkers.admin;

import org.jspecify.annotations.NullMarked;
