package dev.upkeep.config.assemble;

import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.Fingerprint;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Services carried over from an earlier reading into this one, and those of this one that may be
/// carried over into the next: what depends on the text of its block alone.
public final class ServiceMemory {
    private final IdentityHashMap<BoundBlock, Fingerprint> texts = new IdentityHashMap<>();
    private final IdentityHashMap<BoundBlock, VirtualServer> known = new IdentityHashMap<>();
    private final Map<Fingerprint, VirtualServer> found = new HashMap<>();

    /// The service of this block may be remembered by this text.
    public void text(BoundBlock block, Fingerprint text) {
        texts.put(block, text);
    }

    /// The service of this block, which has nothing but its header, is known.
    public void known(BoundBlock block, Fingerprint text, VirtualServer service) {
        texts.put(block, text);
        known.put(block, service);
    }

    /// The known service of a block, or null.
    @Nullable VirtualServer known(BoundBlock block) {
        return known.get(block);
    }

    /// Takes the service of a block that nothing else was involved in.
    void keep(BoundBlock block, VirtualServer service) {
        Fingerprint text = texts.get(block);
        if (text != null) {
            found.put(text, service);
        }
    }

    /// The services that the next reading may use.
    public Map<Fingerprint, VirtualServer> found() {
        return found;
    }
}
