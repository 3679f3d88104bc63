package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.PeerTable;
import dev.upkeep.vrrp.machine.RouterState;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// The status of an instance when it was asked.
///
/// @param priority the effective one
/// @param masterPriority of the last advert that was heard, 0 for a master and before the first
/// @param lastTransition when it took its role
/// @param peers who sends adverts of the same virtual router
/// @param record its last events, oldest first
public record InstanceStatus(
        VrrpInstance instance,
        RouterState state,
        int priority,
        int masterPriority,
        Instant lastTransition,
        Map<Counter, Long> counters,
        List<PeerTable.Peer> peers,
        List<FlightRecord.Entry> record) {

    public InstanceStatus {
        counters = Map.copyOf(counters);
        peers = List.copyOf(peers);
        record = List.copyOf(record);
    }

    /// A status without peers and events.
    public InstanceStatus(
            VrrpInstance instance,
            RouterState state,
            int priority,
            int masterPriority,
            Instant lastTransition,
            Map<Counter, Long> counters) {
        this(
                instance,
                state,
                priority,
                masterPriority,
                lastTransition,
                counters,
                List.of(),
                List.of());
    }
}
