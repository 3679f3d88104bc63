/// Decides whether a reload applies a text that has errors. Pure; start at [ReloadDecision].
@NullMarked
package dev.upkeep.app.reload;

import org.jspecify.annotations.NullMarked;
