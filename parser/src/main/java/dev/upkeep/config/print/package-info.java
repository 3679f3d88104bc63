/// The schema, the model and diagnostics as text: dumps, the reference page, explanations.
@NullMarked
package dev.upkeep.config.print;

import org.jspecify.annotations.NullMarked;
