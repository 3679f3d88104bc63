package dev.upkeep.lbaas.layered;

import dev.upkeep.lbaas.mapping.MarkRules;
import java.io.IOException;
import java.util.Collection;

/// Gives the kernel the rules of [MarkRules].
@FunctionalInterface
public interface Marker {

    /// Replaces all rules.
    ///
    /// @param uplink interface that packets of clients come by
    /// @throws IOException when the kernel has them not
    void put(String uplink, Collection<MarkRules.Rule> rules) throws IOException;
}
