package dev.upkeep.config.schema.build;

import dev.upkeep.config.read.Span;
import dev.upkeep.config.schema.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named things that other blocks refer to.
final class Definitions<T> {
    private final String kind;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    /// One definition.
    ///
    /// @param value null when the definition was dropped with a report
    private record Entry<T>(@Nullable T value, Span where, int order) {}

    /// No definitions yet.
    ///
    /// @param kind the keyword that defines them
    Definitions(String kind) {
        this.kind = kind;
    }

    /// Adds a definition; false when the name is taken (the first one stands).
    boolean define(String name, @Nullable T value, Span where, int order) {
        return entries.putIfAbsent(name, new Entry<>(value, where, order)) == null;
    }

    /// Those that were not dropped, in the order of the file.
    List<T> values() {
        List<T> values = new ArrayList<>();
        for (Entry<T> entry : entries.values()) {
            T value = entry.value();
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /// The thing a name refers to; null, reported unless it was already, when there is none.
    ///
    /// @param order position of the block that refers to it
    @Nullable T resolve(Build build, String name, Span where, int order) {
        build.witness().involve();
        Entry<T> entry = entries.get(name);
        if (entry == null) {
            build.error(
                    "reference.unknown",
                    where,
                    "there is no " + kind + " " + name + "; the line is ignored",
                    Spelling.didYouMean(name, entries.keySet()));
            return null;
        }
        if (entry.value() == null) {
            build.findings()
                    .hint(
                            "reference.dropped",
                            where,
                            kind + " " + name + " was dropped, see " + entry.where(),
                            null);
        } else if (entry.order() > order) {
            build.warning(
                    "reference.later",
                    where,
                    kind + " " + name + " is defined later, at " + entry.where(),
                    "keepalived wants it before its use");
        }
        return entry.value();
    }

    /// True when there is a definition of that name, dropped or not.
    boolean knows(String name) {
        return entries.containsKey(name);
    }
}
