/// Addresses. The one vocabulary that configuration, kernel messages and protocols share; it knows
/// none of them.
@NullMarked
package dev.upkeep.net;

import org.jspecify.annotations.NullMarked;
