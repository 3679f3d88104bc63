/// What an operator asks of the running servers: names,@param adminState states, answers. Pure.
@NullMarked
package dev.upkeep.checkers.admin;

import org.jspecify.annotations.NullMarked;
