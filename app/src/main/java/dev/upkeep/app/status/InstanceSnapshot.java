package dev.upkeep.app.status;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A VRRP instance, as the JSON of the status has it: one component for each key, however many
/// there are.
///
/// @param state `MASTER`, `BACKUP`, `FAULT` or `INIT`
/// @param since when it took the state
/// @param reason why it took the state
/// @param syncGroup null for none
/// @param master address of the master, null while it is not known
/// @param masterPriority of the last advert that was heard, 0 for a master
/// @param held whether the operator keeps it from being master while another router is
/// @param faults why it cannot take part
/// @param garpDelaySeconds between the two series of gratuitous ARP, as configured
/// @param counters keepalived's names, in lower case
/// @param differences what peers have otherwise, none without `vrrp_peer_fingerprint`
/// @param differencesFound how often one was found
/// @param changes its last changes of state, the newest last
public record InstanceSnapshot(
        String name,
        String state,
        String since,
        String reason,
        @Nullable String device,
        int virtualRouterId,
        int version,
        String family,
        @Nullable String syncGroup,
        PrioritySnapshot priority,
        @Nullable String master,
        int masterPriority,
        boolean held,
        List<String> faults,
        List<VipSnapshot> addresses,
        double garpDelaySeconds,
        Map<String, Long> counters,
        List<DifferenceSnapshot> differences,
        long differencesFound,
        List<ChangeSnapshot> changes) {

    public InstanceSnapshot {
        faults = List.copyOf(faults);
        addresses = List.copyOf(addresses);
        differences = List.copyOf(differences);
        changes = List.copyOf(changes);
    }

    /// The priority and its parts.
    ///
    /// @param effective what its adverts carry, 1-255
    /// @param configured that of the configuration
    /// @param operator what the operator set at run time, null for nothing
    /// @param tracked what adds to it, or could
    public record PrioritySnapshot(
            int effective, int configured, @Nullable Integer operator, List<PartSnapshot> tracked) {
        public PrioritySnapshot {
            tracked = List.copyOf(tracked);
        }
    }

    /// Describes what a tracked object adds to the priority.
    ///
    /// @param kind `script`, `file`, `process`, `interface` or `BFD instance`
    /// @param state `up`, `down`, `unknown` or the number in a file
    /// @param weight 0: it decides about FAULT
    /// @param adds now
    public record PartSnapshot(String kind, String name, String state, int weight, int adds) {}

    /// A virtual address.
    ///
    /// @param address with its prefix length
    /// @param device null where the instance has none
    /// @param held whether this director has it
    public record VipSnapshot(String address, @Nullable String device, boolean held) {}

    /// A part of the configuration that a peer has otherwise.
    ///
    /// @param topic the keyword
    /// @param text all of it, as the log has it
    public record DifferenceSnapshot(
            String peer, String topic, String here, String there, String text) {}

    /// A change of the state.
    public record ChangeSnapshot(String at, String state, String reason) {}
}
