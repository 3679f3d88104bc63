/// Decides whether a reload applies a text that has errors. Pure but for reading the text; start at
/// [ReloadDecision].
@NullMarked
package dev.upkeep.app.reload;

import org.jspecify.annotations.NullMarked;
