package dev.upkeep.config.syntax;

import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Top-level blocks that an earlier reading has seen, by the fingerprints of their texts. Only
/// `virtual_server` is looked up: a configuration is large by these alone.
public final class KnownBlocks {

    /// The keyword of the blocks that may be known.
    static final String KEYWORD = "virtual_server";

    /// Keywords of blocks that no such block depends on, or that it is remembered with.
    static final List<String> APART = List.of("virtual_server_group", "vrrp_instance");

    private final Predicate<Fingerprint> known;
    private final BiConsumer<Fingerprint, SourceLocation> use;
    private Fingerprint context = Fingerprint.NONE;
    private boolean used;

    /// @param known whether a block of this text is known
    /// @param use takes a known block and the place of its keyword, all text before it having been
    ///   handed on
    public KnownBlocks(Predicate<Fingerprint> known, BiConsumer<Fingerprint, SourceLocation> use) {
        this.known = known;
        this.use = use;
    }

    boolean has(Fingerprint text) {
        return known.test(text);
    }

    void use(Fingerprint text, SourceLocation where) {
        used = true;
        use.accept(text, where);
    }

    /// Takes a piece of the text that belongs to no such block: what every one of them may depend
    /// on. Called in the order of the text.
    void context(Fingerprint piece) {
        context = context.then(piece);
    }

    /// Returns the fingerprint of what stands outside of the blocks that can be known, to the end
    /// of what was read.
    public Fingerprint context() {
        return context;
    }

    /// Returns whether any block was not read anew.
    public boolean used() {
        return used;
    }
}
