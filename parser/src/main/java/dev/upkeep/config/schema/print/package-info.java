/// The schema and the model as text: dumps, the reference page, explanations of single keywords.
@NullMarked
package dev.upkeep.config.schema.print;

import org.jspecify.annotations.NullMarked;
