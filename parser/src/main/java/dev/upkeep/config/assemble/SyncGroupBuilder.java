package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.SyncGroupKeywords.*;

import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The blocks `vrrp_sync_group`.
final class SyncGroupBuilder {
    private final BuildContext build;
    private final TrackedObjects objects;
    private final Interfaces interfaces;
    private final Definitions<VrrpInstance> instances;
    private final Map<String, String> groupOf = new HashMap<>();

    SyncGroupBuilder(
            BuildContext build,
            TrackedObjects objects,
            Interfaces interfaces,
            Definitions<VrrpInstance> instances) {
        this.build = build;
        this.objects = objects;
        this.interfaces = interfaces;
        this.instances = instances;
    }

    /// The names of the first list; a second one is reported.
    private List<Located<String>> names(BoundBlock block) {
        List<Located<List<Located<String>>>> lists = block.each(GROUP);
        for (int i = 1; i < lists.size(); i++) {
            build.error(
                    DiagnosticCode.GROUP_TWICE,
                    lists.get(i).where(),
                    "sync group " + block.name() + " has its members already; this list is skipped",
                    "write all members in one list");
        }
        return lists.isEmpty() ? List.of() : lists.getFirst().value();
    }

    /// The group, or null when it has no members (reported).
    @Nullable SyncGroup build(BoundBlock block) {
        List<VrrpInstance> members = new ArrayList<>();
        for (Located<String> line : names(block)) {
            String name = line.value();
            VrrpInstance member = instances.resolve(build, name, line.where());
            if (member == null) {
                continue;
            }
            String other = groupOf.putIfAbsent(name, block.name());
            if (other == null) {
                members.add(member);
            } else {
                build.error(
                        DiagnosticCode.GROUP_MEMBER_TAKEN,
                        line.where(),
                        "vrrp_instance " + name + " is in sync group " + other + " already",
                        "remove it from one of the groups");
            }
        }
        if (members.isEmpty()) {
            build.error(
                    DiagnosticCode.GROUP_EMPTY,
                    block.where(),
                    "sync group " + block.name() + " has no members; it is dropped",
                    null);
            return null;
        }
        if (members.size() == 1) {
            build.warning(
                    DiagnosticCode.GROUP_SINGLE,
                    block.where(),
                    "sync group " + block.name() + " has only one member",
                    "name at least two instances");
        }
        Tracking tracking =
                new TrackingBuilder(build, objects, interfaces, TRACKING).build(block, null);
        members.forEach(member -> reportTrackedTwice(block, member));
        return new SyncGroup(
                block.name(),
                members.stream().map(VrrpInstance::name).toList(),
                fixed(block, members, tracking),
                block.isOn(SYNC_GROUP_TRACKING_WEIGHT),
                new NotifyBuilder(build, NOTIFY).build(block));
    }

    private Tracking fixed(BoundBlock block, List<VrrpInstance> members, Tracking tracking) {
        String label = "sync group " + block.name();
        if (members.stream().anyMatch(member -> member.election().priority() == 255)) {
            String reason = "the priority of a member that owns its addresses is fixed";
            return new FixedPriority(build, block, label, TRACKING, reason).ofGroup(tracking);
        }
        if (block.isOn(SYNC_GROUP_TRACKING_WEIGHT)) {
            return tracking;
        }
        return new FixedPriority(
                        build, block, label, TRACKING, "it has no sync_group_tracking_weight")
                .ofWeightlessGroup(tracking);
    }

    private void reportTrackedTwice(BoundBlock block, VrrpInstance member) {
        Tracking tracking = member.tracking();
        reportTrackedTwice(block, TRACKING.interfaces(), tracking.interfaces(), member.name());
        reportTrackedTwice(block, TRACKING.scripts(), tracking.scripts(), member.name());
        reportTrackedTwice(block, TRACKING.files(), tracking.files(), member.name());
        reportTrackedTwice(block, TRACKING.processes(), tracking.processes(), member.name());
        reportTrackedTwice(block, TRACKING.bfd(), tracking.bfd(), member.name());
    }

    private void reportTrackedTwice(
            BoundBlock block, LineBlock<TrackedLine> keyword, List<Tracked> own, String member) {
        for (Located<TrackedLine> line : block.lines(keyword)) {
            String name = line.value().name();
            if (own.stream().anyMatch(tracked -> tracked.name().equals(name))) {
                build.error(
                        DiagnosticCode.TRACK_TWICE,
                        line.where(),
                        "%s %s is tracked by the member %s, too; the line of the group stands"
                                .formatted(keyword.name(), name, member),
                        "remove the line of the instance");
            }
        }
    }
}
