package dev.upkeep.vrrp.machine;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What an instance is told to do, with the formulas of its timers.
///
/// @param group the sync group it belongs to, null for none
public record RouterConfig(VrrpInstance instance, @Nullable SyncGroup group) {

    /// Priority of the address owner.
    public static final int OWNER = 255;

    /// Priority an instance without resources to protect never reaches by tracking.
    private static final int HIGHEST_TRACKED = 254;

    private static final int PRIORITIES = 256;

    /// The name that begins each of its log messages.
    public String name() {
        return instance.name();
    }

    /// Whether it becomes master only together with others.
    public boolean inSyncGroup() {
        return group != null;
    }

    /// The interfaces that it and its group watch. In a group each of them means FAULT, whatever
    /// its weight, unless `sync_group_tracking_weight` is given.
    public List<Tracked> trackedInterfaces() {
        List<Tracked> own = instance.tracking().interfaces();
        if (group == null) {
            return own;
        }
        boolean weighted = group.trackingWeights();
        return Stream.concat(own.stream(), group.tracking().interfaces().stream())
                .map(each -> weighted ? each : new Tracked(each.name(), 0, each.reverse()))
                .toList();
    }

    /// Whether this router owns the addresses (priority 255).
    public boolean owner() {
        return instance.priority() == OWNER;
    }

    /// The priority with what tracked objects add and subtract: 1-254, always 255 for the owner.
    public int effectivePriority(int adjustment) {
        return owner()
                ? OWNER
                : Math.clamp((long) instance.priority() + adjustment, 1, HIGHEST_TRACKED);
    }

    /// `skew time`: how much later than the best backup this one takes over. Version 2: `(256 -
    /// priority) / 256` s (RFC 3768 section 6.1); version 3: the same share of the master's
    /// interval (RFC 9568 section 6.1).
    public Duration skew(int priority, Duration masterInterval) {
        Duration unit = instance.version() == 2 ? Duration.ofSeconds(1) : masterInterval;
        return unit.multipliedBy(PRIORITIES - priority).dividedBy(PRIORITIES);
    }

    /// `master down interval`: silence after which the master counts as dead.
    public Duration masterDown(int priority, Duration masterInterval) {
        return masterInterval
                .multipliedBy(instance.adverts().downTimerAdverts())
                .plus(skew(priority, masterInterval));
    }

    /// Every address a master holds: those it announces in adverts, then the excluded ones.
    public List<VirtualAddress> addresses() {
        List<VirtualAddress> excluded = instance.resources().excluded();
        List<VirtualAddress> sent = instance.resources().addresses();
        return excluded.isEmpty() ? sent : Stream.concat(sent.stream(), excluded.stream()).toList();
    }
}
