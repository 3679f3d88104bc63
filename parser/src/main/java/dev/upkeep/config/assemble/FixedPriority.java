package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.TrackingKeywords;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Removes weights that cannot change a priority, with a report. Processes keep theirs outside of
/// groups, as in keepalived.
///
/// @param block where the objects are tracked
/// @param label what the block is called in messages
/// @param reason why the priority is fixed
record FixedPriority(
        BuildContext build,
        BoundBlock block,
        String label,
        TrackingKeywords keywords,
        String reason) {

    /// For an address owner: whatever has a weight is no longer tracked.
    Tracking ofOwner(Tracking tracking) {
        return of(tracking, _ -> null, tracking.processes());
    }

    /// For a member of a sync group without `sync_group_tracking_weight`: the interfaces stay, and
    /// their loss means FAULT.
    Tracking ofMember(Tracking tracking) {
        return of(tracking, FixedPriority::weightless, tracking.processes());
    }

    /// For a group without `sync_group_tracking_weight`: the loss of an interface means FAULT;
    /// other weights count, the same for every member.
    Tracking ofWeightlessGroup(Tracking tracking) {
        return new Tracking(
                adjust(tracking.interfaces(), keywords.interfaces(), FixedPriority::weightless),
                tracking.scripts(),
                tracking.files(),
                tracking.processes(),
                tracking.bfd());
    }

    /// For a group with an address owner: everything stays, without weight.
    Tracking ofGroup(Tracking tracking) {
        return new Tracking(
                adjust(tracking.interfaces(), keywords.interfaces(), FixedPriority::weightless),
                adjust(tracking.scripts(), keywords.scripts(), FixedPriority::weightless),
                adjust(tracking.files(), keywords.files(), FixedPriority::weightless),
                adjust(tracking.processes(), keywords.processes(), FixedPriority::weightless),
                adjust(tracking.bfd(), keywords.bfd(), FixedPriority::weightless));
    }

    private Tracking of(
            Tracking tracking,
            Function<Tracked, @Nullable Tracked> ofInterface,
            List<Tracked> processes) {
        return new Tracking(
                adjust(tracking.interfaces(), keywords.interfaces(), ofInterface),
                adjust(tracking.scripts(), keywords.scripts(), _ -> null),
                adjust(
                        tracking.files(),
                        keywords.files(),
                        file -> file.weight() == 1 ? weightless(file) : null), // 1 is the default
                processes,
                adjust(tracking.bfd(), keywords.bfd(), _ -> null));
    }

    private static Tracked weightless(Tracked tracked) {
        return new Tracked(tracked.name(), 0, tracked.reverse());
    }

    private List<Tracked> adjust(
            List<Tracked> all,
            LineBlock<TrackedLine> keyword,
            Function<Tracked, @Nullable Tracked> change) {
        List<Tracked> adjusted = new ArrayList<>();
        for (Tracked tracked : all) {
            Tracked kept = tracked.weight() == 0 ? tracked : change.apply(tracked);
            if (kept != null) {
                adjusted.add(kept);
            }
            if (!tracked.equals(kept)) {
                report(tracked, keyword, kept == null ? "it is not tracked" : "taken as 0");
            }
        }
        return adjusted;
    }

    private void report(Tracked tracked, LineBlock<TrackedLine> keyword, String effect) {
        for (Located<TrackedLine> line : block.lines(keyword)) {
            if (line.value().name().equals(tracked.name())) {
                build.error(
                        DiagnosticCode.TRACK_WEIGHT,
                        line.where(),
                        "%s: %s %s has weight %d, but %s; %s"
                                .formatted(
                                        label,
                                        keyword.name(),
                                        tracked.name(),
                                        tracked.weight(),
                                        reason,
                                        effect),
                        "write weight 0");
                return;
            }
        }
    }
}
