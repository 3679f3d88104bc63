/// What starting or reloading with a configuration changes in the kernel. Pure.
@NullMarked
package dev.upkeep.checkers.plan;

import org.jspecify.annotations.NullMarked;
