/// What an operator asks of the running servers: names as in the configuration, the servers that
/// they mean, what is known of them. Pure; start reading at [ServerRequest].
@NullMarked
package dev.upkeep.checkers.operator;

import org.jspecify.annotations.NullMarked;
