/// The keywords themselves, one class per block. Start reading at [RootKeywords].
@NullMarked
package dev.upkeep.config.schema.keyword;

import org.jspecify.annotations.NullMarked;
