package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.TrackingKeywords;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.Tracking.Tracked;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.TrackedType.TrackedLine;
import dev.upkeep.config.value.WeightType.Weight;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The `track_..` blocks of an instance or a sync group.
///
/// @param keywords of the kind of block
record TrackingBuilder(
        BuildContext build,
        TrackedObjects objects,
        Interfaces interfaces,
        TrackingKeywords keywords) {

    /// Builds the tracked objects of a block.
    ///
    /// @param own the interface of the instance, which needs no tracking; null for a group
    Tracking build(BoundBlock block, @Nullable String own) {
        return new Tracking(
                interfaces(block, own),
                resolve(
                        block,
                        keywords.scripts(),
                        objects.scripts,
                        s -> new Tracked(s.name(), s.weight(), s.reverse())),
                resolve(
                        block,
                        keywords.files(),
                        objects.files,
                        f -> new Tracked(f.name(), f.weight(), f.reverse())),
                resolve(
                        block,
                        keywords.processes(),
                        objects.processes,
                        p -> new Tracked(p.name(), p.weight(), p.reverse())),
                resolve(
                        block,
                        keywords.bfd(),
                        objects.bfd,
                        b -> new Tracked(b.name(), b.weight(), b.reverse())));
    }

    private List<Tracked> interfaces(BoundBlock block, @Nullable String own) {
        List<Tracked> tracked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Located<TrackedLine> line : block.lines(keywords.interfaces())) {
            String name = line.value().name();
            if (name.equals(own)) {
                build.error(
                        DiagnosticCode.TRACK_OWN_INTERFACE,
                        line.where(),
                        "track_interface " + name + " is the own interface, watched anyway",
                        "remove the line");
                continue;
            }
            interfaces.mustExist(name, line.where(), "track_interface");
            if (!first(seen, keywords.interfaces(), line)) {
                continue;
            }
            tracked.add(weighted(new Tracked(name, 0, false), line.value().weight()));
        }
        return tracked;
    }

    private <T> List<Tracked> resolve(
            BoundBlock block,
            LineBlock<TrackedLine> keyword,
            Definitions<T> definitions,
            Function<T, Tracked> asDefined) {
        List<Tracked> tracked = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Located<TrackedLine> line : block.lines(keyword)) {
            String name = line.value().name();
            T object = definitions.resolve(build, name, line.where());
            if (object == null) {
                continue;
            }
            if (first(seen, keyword, line)) {
                tracked.add(weighted(asDefined.apply(object), line.value().weight()));
            }
        }
        return tracked;
    }

    private boolean first(
            Set<String> seen, LineBlock<TrackedLine> keyword, Located<TrackedLine> line) {
        String name = line.value().name();
        boolean first = seen.add(name);
        if (!first) {
            build.error(
                    DiagnosticCode.TRACK_TWICE,
                    line.where(),
                    keyword.name() + " " + name + " is tracked twice; the first line stands",
                    "remove one of the lines");
        }
        return first;
    }

    private static Tracked weighted(Tracked tracked, @Nullable Weight weight) {
        if (weight == null) {
            return tracked;
        }
        Boolean reverse = weight.reverse();
        return new Tracked(
                tracked.name(), weight.weight(), reverse == null ? tracked.reverse() : reverse);
    }
}
