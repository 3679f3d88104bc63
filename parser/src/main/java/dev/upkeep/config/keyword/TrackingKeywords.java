package dev.upkeep.config.keyword;

import static dev.upkeep.config.schema.KeywordInfo.help;

import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.schema.BlockSchema;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.value.TrackedType;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import java.util.List;
import java.util.function.Function;

/// The `track_..` blocks of `vrrp_instance` and `vrrp_sync_group`.
public record TrackingKeywords(
        LineBlock<TrackedLine> interfaces,
        LineBlock<TrackedLine> scripts,
        LineBlock<TrackedLine> files,
        LineBlock<TrackedLine> processes,
        LineBlock<TrackedLine> bfd) {

    /// Declares them in a block.
    ///
    /// @param tracking from the model of the block
    static <M> TrackingKeywords in(BlockSchema<M> block, Function<M, Tracking> tracking) {
        return new TrackingKeywords(
                lines(
                        block,
                        "track_interface",
                        new TrackedType("interface", 253, false),
                        "Interfaces whose loss means FAULT, or a change of priority.",
                        tracking.andThen(Tracking::interfaces)),
                lines(
                        block,
                        "track_script",
                        new TrackedType("script", 253, true),
                        "Scripts whose failure means FAULT, or a change of priority.",
                        tracking.andThen(Tracking::scripts)),
                lines(
                        block,
                        "track_file",
                        new TrackedType("track_file", 254, true),
                        "Files whose number changes the priority.",
                        tracking.andThen(Tracking::files)),
                lines(
                        block,
                        "track_process",
                        new TrackedType("track_process", 254, true),
                        "Processes whose loss means FAULT, or a change of priority.",
                        tracking.andThen(Tracking::processes)),
                lines(
                        block,
                        "track_bfd",
                        new TrackedType("bfd_instance", 253, true),
                        "BFD sessions whose loss means FAULT, or a change of priority.",
                        tracking.andThen(Tracking::bfd)));
    }

    private static <M> LineBlock<TrackedLine> lines(
            BlockSchema<M> block,
            String name,
            TrackedType type,
            String help,
            Function<M, List<Tracked>> tracked) {
        return block.add(
                LineBlock.ofLines(name, type, help(help)), tracked.andThen(TrackedLine::of));
    }
}
