package dev.upkeep.app.status;

import dev.upkeep.app.status.InstanceSnapshot.ChangeSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.DifferenceSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.PartSnapshot;
import dev.upkeep.app.status.InstanceSnapshot.PrioritySnapshot;
import dev.upkeep.app.status.InstanceSnapshot.VipSnapshot;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.io.InstanceDetails;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.PeerDifference;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.StateChange;
import dev.upkeep.vrrp.machine.TrackedLevel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes snapshots of VRRP instances.
public final class InstanceSnapshots {

    private InstanceSnapshots() {}

    /// Takes the snapshot of an instance.
    public static InstanceSnapshot of(InstanceStatus status) {
        VrrpInstance instance = status.instance();
        InstanceDetails details = status.details();
        boolean master = status.state().role() instanceof Role.Master;
        return new InstanceSnapshot(
                instance.name(),
                FlightRecord.name(status.state().role()),
                status.lastTransition().toString(),
                details.changes().isEmpty() ? "" : details.changes().getLast().reason(),
                instance.link().interfaceName(),
                instance.identity().virtualRouterId(),
                instance.identity().version(),
                instance.identity().family() == Family.INET ? "IPv4" : "IPv6",
                details.group(),
                priority(status),
                master(status),
                status.masterPriority(),
                details.held(),
                status.state().faults().stream()
                        .map(fault -> fault.cause(instance.identity().family()))
                        .sorted()
                        .toList(),
                addresses(instance, master),
                instance.resources().announcements().delay().toMillis() / 1e3,
                counters(status.counters()),
                details.differences().stream().map(InstanceSnapshots::difference).toList(),
                details.differencesFound(),
                details.changes().stream().map(InstanceSnapshots::change).toList());
    }

    /// Returns what instances track, each object once.
    public static List<TrackedSnapshot> tracked(List<InstanceStatus> all) {
        Map<String, TrackedSnapshot> found = new LinkedHashMap<>();
        for (InstanceStatus status : all) {
            for (TrackedLevel each : status.details().tracked()) {
                var key = each.condition().key();
                List<String> users = new ArrayList<>();
                TrackedSnapshot before = found.get(key.kind() + " " + key.name());
                if (before != null) {
                    users.addAll(before.instances());
                }
                users.add(status.instance().name());
                found.put(
                        key.kind() + " " + key.name(),
                        new TrackedSnapshot(key.kind().text(), key.name(), each.text(), users));
            }
        }
        return List.copyOf(found.values());
    }

    private static PrioritySnapshot priority(InstanceStatus status) {
        InstanceDetails details = status.details();
        return new PrioritySnapshot(
                status.priority(),
                details.configuredPriority(),
                details.operatorPriority(),
                details.tracked().stream().map(InstanceSnapshots::part).toList());
    }

    private static PartSnapshot part(TrackedLevel each) {
        var key = each.condition().key();
        return new PartSnapshot(
                key.kind().text(), key.name(), each.text(), each.condition().weight(), each.adds());
    }

    private static @Nullable String master(InstanceStatus status) {
        @Nullable IpAddress address =
                switch (status.state().role()) {
                    case Role.Master _ -> status.state().source();
                    case Role.Backup backup -> backup.master();
                    case Role.Initial _, Role.Faulty _ -> null;
                };
        return address == null ? null : address.toString();
    }

    private static List<VipSnapshot> addresses(VrrpInstance instance, boolean held) {
        List<VipSnapshot> all = new ArrayList<>();
        for (List<VirtualAddress> some :
                List.of(instance.resources().addresses(), instance.resources().excluded())) {
            for (VirtualAddress each : some) {
                String device =
                        each.device() == null ? instance.link().addressInterface() : each.device();
                all.add(new VipSnapshot(each.address() + "/" + each.prefixLength(), device, held));
            }
        }
        return all;
    }

    private static Map<String, Long> counters(Map<Counter, Long> counted) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (Counter counter : Counter.values()) {
            all.put(counter.name().toLowerCase(Locale.ROOT), counted.getOrDefault(counter, 0L));
        }
        return all;
    }

    private static DifferenceSnapshot difference(PeerDifference difference) {
        return new DifferenceSnapshot(
                difference.peer().toString(),
                difference.topic().text(),
                difference.here(),
                difference.there(),
                difference.text());
    }

    private static ChangeSnapshot change(StateChange change) {
        return new ChangeSnapshot(change.at().toString(), change.state(), change.reason());
    }
}
