/// The keyword schema: every keyword is described once, as a value, and reading, ranges,
/// suggestions, dumps and the reference page all come from that description. Start reading at
/// [BlockSchema] and [Keyword].
@NullMarked
package dev.upkeep.config.schema;

import org.jspecify.annotations.NullMarked;
