package dev.upkeep.config.reader;

import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.syntax.KnownBlocks;
import java.util.function.Consumer;

/// The blocks of a [ReadCache] that one reading meets again.
final class CachedBlocks<P> implements KnownBlocks {

    private final Binder<P> binder;
    private final ReadCache cache;
    private Consumer<P> parts = _ -> {};
    private Fingerprint context = Fingerprint.NONE;
    private boolean used;

    CachedBlocks(Binder<P> binder, ReadCache cache) {
        this.binder = binder;
        this.cache = cache;
    }

    /// Says where the meanings of known blocks go.
    void into(BlockPipeline<P> pipeline) {
        parts = pipeline::known;
    }

    @Override
    public boolean has(Fingerprint text) {
        return cache.service(text) != null;
    }

    @Override
    public void use(Fingerprint text, SourceLocation where) {
        used = true;
        parts.accept(binder.known(text, where));
    }

    @Override
    public void context(Fingerprint piece) {
        context = context.then(piece);
    }

    /// What stands outside of the blocks that can be known, to the end of what was read.
    Fingerprint context() {
        return context;
    }

    /// Whether any block was not read anew.
    boolean used() {
        return used;
    }
}
