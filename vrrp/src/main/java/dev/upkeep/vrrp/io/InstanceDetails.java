package dev.upkeep.vrrp.io;

import dev.upkeep.vrrp.machine.PeerDifference;
import dev.upkeep.vrrp.machine.StateChange;
import dev.upkeep.vrrp.machine.TrackedLevel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Details of how an instance came to what it is.
///
/// @param changes its last changes of state, the newest last
/// @param tracked what it tracks
/// @param configuredPriority the priority of the configuration, 1-255
/// @param operatorPriority the priority that the operator set at run time, null for none
/// @param held whether the operator keeps it from being master while another router is
/// @param group its sync group, null for none
/// @param differences what peers have otherwise, none without `vrrp_peer_fingerprint`
/// @param differencesFound how often one was found
public record InstanceDetails(
        List<StateChange> changes,
        List<TrackedLevel> tracked,
        int configuredPriority,
        @Nullable Integer operatorPriority,
        boolean held,
        @Nullable String group,
        List<PeerDifference> differences,
        long differencesFound) {

    public InstanceDetails {
        changes = List.copyOf(changes);
        tracked = List.copyOf(tracked);
        differences = List.copyOf(differences);
    }
}
