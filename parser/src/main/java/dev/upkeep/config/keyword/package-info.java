/// Every keyword of the configuration language, declared once. Start reading at [RootKeywords].
@NullMarked
package dev.upkeep.config.keyword;

import org.jspecify.annotations.NullMarked;
