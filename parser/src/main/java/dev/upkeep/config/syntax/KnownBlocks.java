package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.SourceLocation;

/// Top-level blocks that an earlier reading has seen, by the fingerprints of their texts. Only
/// `virtual_server` is asked for: a configuration is large by these alone.
public interface KnownBlocks {

    /// The keyword of the blocks that may be known.
    String KEYWORD = "virtual_server";

    /// Whether a block of this text is known.
    boolean has(Fingerprint text);

    /// Puts the known block in its place among the others, all text before it having been handed
    /// on.
    ///
    /// @param where its keyword
    void use(Fingerprint text, SourceLocation where);

    /// Takes a piece of the text that belongs to no such block: what every one of them may depend
    /// on. Called in the order of the text.
    void context(Fingerprint piece);
}
