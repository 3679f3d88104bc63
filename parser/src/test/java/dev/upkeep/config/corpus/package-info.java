/// Compares our reading of real configurations with what keepalived said about them. Start at
/// [CorpusCheck].
@NullMarked
package dev.upkeep.config.corpus;

import org.jspecify.annotations.NullMarked;
