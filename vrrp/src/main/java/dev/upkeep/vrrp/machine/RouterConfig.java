package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.TrackedCondition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The configuration of an instance, with the formulas of its timers.
///
/// @param group the sync group it belongs to, null for none
/// @param alsoNeeded interfaces whose loss is a fault besides its own: of static resources of its
///   `track_group`
public record RouterConfig(
        VrrpInstance instance, @Nullable SyncGroup group, Set<String> alsoNeeded) {

    public RouterConfig {
        alsoNeeded = Set.copyOf(alsoNeeded);
    }

    /// Makes the configuration of an instance in no `track_group`.
    public RouterConfig(VrrpInstance instance, @Nullable SyncGroup group) {
        this(instance, group, Set.of());
    }

    /// Priority of the address owner.
    public static final int OWNER = 255;

    /// Priority an instance without resources to protect never reaches by tracking.
    static final int HIGHEST_TRACKED = 254;

    private static final int PRIORITIES = 256;

    /// Returns the name of the instance, with which each of its log messages begins.
    public String name() {
        return instance.name();
    }

    /// Returns whether it becomes master only together with others.
    public boolean inSyncGroup() {
        return group != null;
    }

    /// The objects that it and its group track. What both track counts as the group says.
    public List<TrackedCondition> tracked() {
        Map<ConditionKey, TrackedCondition> all = new LinkedHashMap<>();
        add(instance.tracking(), all);
        if (group != null) {
            add(group.tracking(), all);
        }
        return List.copyOf(all.values());
    }

    private static void add(Tracking tracking, Map<ConditionKey, TrackedCondition> all) {
        add(Kind.INTERFACE, tracking.interfaces(), all);
        add(Kind.SCRIPT, tracking.scripts(), all);
        add(Kind.FILE, tracking.files(), all);
        add(Kind.PROCESS, tracking.processes(), all);
        add(Kind.BFD, tracking.bfd(), all);
    }

    private static void add(
            Kind kind, List<Tracked> tracked, Map<ConditionKey, TrackedCondition> all) {
        for (Tracked each : tracked) {
            ConditionKey key = new ConditionKey(kind, each.name());
            all.put(key, new TrackedCondition(key, each.weight(), each.reverse()));
        }
    }

    /// Returns whether this router owns the addresses (priority 255).
    public boolean owner() {
        return instance.election().priority() == OWNER;
    }

    /// Returns whether it is master without waiting: an owner whose `state` is not BACKUP.
    public boolean masterAtOnce() {
        return owner() && instance.election().startsAsMaster();
    }

    /// Returns the priority with what tracked objects add and subtract: 1-254, always 255 for the
    /// owner.
    public int effectivePriority(int adjustment) {
        return owner()
                ? OWNER
                : Math.clamp(
                        (long) instance.election().priority() + adjustment, 1, HIGHEST_TRACKED);
    }

    /// `skew time`: how much later than the best backup this one takes over. Version 2: `(256 -
    /// priority) / 256` s (RFC 3768 section 6.1); version 3: the same share of the master's
    /// interval (RFC 9568 section 6.1).
    public Duration skew(int priority, Duration masterInterval) {
        Duration unit = instance.identity().version() == 2 ? Duration.ofSeconds(1) : masterInterval;
        // Duration's own multiplication goes by way of BigDecimal, for every advert.
        return Duration.ofNanos(unit.toNanos() * (PRIORITIES - priority) / PRIORITIES);
    }

    /// `master down interval`: silence after which the master counts as dead.
    public Duration masterDown(int priority, Duration masterInterval) {
        long silence = masterInterval.toNanos() * instance.adverts().downTimerAdverts();
        return skew(priority, masterInterval).plusNanos(silence);
    }

    /// Every address a master holds: those it announces in adverts, then the excluded ones.
    public List<VirtualAddress> addresses() {
        List<VirtualAddress> excluded = instance.resources().excluded();
        List<VirtualAddress> sent = instance.resources().addresses();
        return excluded.isEmpty() ? sent : Stream.concat(sent.stream(), excluded.stream()).toList();
    }
}
