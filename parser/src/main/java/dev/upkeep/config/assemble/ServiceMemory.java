package dev.upkeep.config.assemble;

import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.Fingerprint;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Services carried over from an earlier reading into this one, and those of this one that may be
/// carried over into the next: what depends on the text of its block alone, and on the group that
/// it names.
public final class ServiceMemory {
    private final IdentityHashMap<BoundBlock, Fingerprint> texts = new IdentityHashMap<>();
    private final IdentityHashMap<BoundBlock, RememberedService> known = new IdentityHashMap<>();
    private final Map<Fingerprint, RememberedService> found = new HashMap<>();
    private boolean outdated;

    /// Notes that the service of a block may be remembered by its text.
    public void text(BoundBlock block, Fingerprint text) {
        texts.put(block, text);
    }

    /// Notes that the service of a block, of which only the header was read, is known.
    public void known(BoundBlock block, Fingerprint text, RememberedService service) {
        texts.put(block, text);
        known.put(block, service);
    }

    /// The known service of a block, or null.
    @Nullable VirtualServer known(BoundBlock block, Definitions<VirtualServerGroup> groups) {
        RememberedService remembered = known.get(block);
        if (remembered == null) {
            return null;
        }
        VirtualServer service = remembered.service();
        if (!Objects.equals(remembered.group(), group(block, service, groups))) {
            outdated = true;
        }
        return service;
    }

    private static @Nullable VirtualServerGroup group(
            BoundBlock block, VirtualServer service, Definitions<VirtualServerGroup> groups) {
        return service.address() instanceof ServiceAddress.Group(String name)
                ? groups.plain(name, block.where())
                : null;
    }

    /// Returns whether a known service was used whose group is not what it was: then this reading
    /// counts for nothing.
    public boolean outdated() {
        return outdated;
    }

    /// Takes the service of a block that nothing but its group was involved in.
    void keep(BoundBlock block, VirtualServer service, Definitions<VirtualServerGroup> groups) {
        Fingerprint text = texts.get(block);
        if (text != null) {
            found.put(text, new RememberedService(service, group(block, service, groups)));
        }
    }

    /// Returns the services that the next reading may use.
    public Map<Fingerprint, RememberedService> found() {
        return found;
    }
}
