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
/// @param record its last events, oldest first; none where they were not asked for
/// @param details how it came to what it is
public record InstanceStatus(
        VrrpInstance instance,
        RouterState state,
        int priority,
        int masterPriority,
        Instant lastTransition,
        Map<Counter, Long> counters,
        List<PeerTable.Peer> peers,
        List<FlightRecord.Entry> record,
        InstanceDetails details) {

    public InstanceStatus {
        counters = Map.copyOf(counters);
        peers = List.copyOf(peers);
        record = List.copyOf(record);
    }

    /// Makes a status without details.
    public InstanceStatus(
            VrrpInstance instance,
            RouterState state,
            int priority,
            int masterPriority,
            Instant lastTransition,
            Map<Counter, Long> counters,
            List<PeerTable.Peer> peers,
            List<FlightRecord.Entry> record) {
        this(
                instance,
                state,
                priority,
                masterPriority,
                lastTransition,
                counters,
                peers,
                record,
                new InstanceDetails(
                        List.of(),
                        List.of(),
                        instance.election().priority(),
                        null,
                        false,
                        null,
                        List.of(),
                        0));
    }

    /// The same with details.
    InstanceStatus with(InstanceDetails next) {
        return new InstanceStatus(
                instance,
                state,
                priority,
                masterPriority,
                lastTransition,
                counters,
                peers,
                record,
                next);
    }
}
