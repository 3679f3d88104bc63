package dev.upkeep.config.assemble;

import dev.upkeep.config.schema.Spelling;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.ReadingOrder;
import dev.upkeep.config.source.Severity;
import dev.upkeep.config.source.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Named things that other blocks refer to. The order of definition and use does not matter here; a
/// definition after its use is pointed out for every kind: as a warning where keepalived would not
/// find it, else as a hint.
///
/// The instance that `lvs_sync_daemon` names is the exception: `global_defs` stands first anywhere.
final class Definitions<T> {
    private final String kind;
    private final boolean early;
    private final Map<String, Entry<T>> entries = new LinkedHashMap<>();

    /// One definition.
    ///
    /// @param value null when the definition was dropped with a report
    private record Entry<T>(@Nullable T value, SourceLocation where) {}

    private Definitions(String kind, boolean early) {
        this.kind = kind;
        this.early = early;
    }

    /// No definitions yet, of a kind that keepalived requires before its use.
    ///
    /// @param kind the keyword that defines them
    static <T> Definitions<T> beforeUse(String kind) {
        return new Definitions<>(kind, true);
    }

    /// No definitions yet, of a kind that keepalived looks up when it has read everything.
    ///
    /// @param kind the keyword that defines them
    static <T> Definitions<T> anywhere(String kind) {
        return new Definitions<>(kind, false);
    }

    /// Adds a definition; false when the name is taken (the first one stands).
    boolean define(String name, @Nullable T value, SourceLocation where) {
        return entries.putIfAbsent(name, new Entry<>(value, where)) == null;
    }

    /// The objects that were not dropped, in the order of the file.
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

    /// The thing a name refers to when there is nothing to be said about that; else null.
    ///
    /// @param where the name is used
    @Nullable T plain(String name, SourceLocation where) {
        Entry<T> entry = entries.get(name);
        return entry == null || ReadingOrder.INSTANCE.compare(entry.where(), where) > 0
                ? null
                : entry.value();
    }

    /// The thing a name refers to; null, reported unless it was already, when there is none.
    ///
    /// @param where the name is used
    @Nullable T resolve(BuildContext build, String name, SourceLocation where) {
        build.dependencies().involve();
        Entry<T> entry = entries.get(name);
        if (entry == null) {
            build.error(
                    DiagnosticCode.REFERENCE_UNKNOWN,
                    where,
                    "there is no " + kind + " " + name + "; the line is ignored",
                    Spelling.didYouMean(name, entries.keySet()));
            return null;
        }
        if (entry.value() == null) {
            build.findings()
                    .hint(
                            DiagnosticCode.REFERENCE_DROPPED,
                            where,
                            kind + " " + name + " was dropped, and this with it",
                            "see " + entry.where());
        } else if (ReadingOrder.INSTANCE.compare(entry.where(), where) > 0) {
            build.findings()
                    .add(
                            early ? Severity.WARNING : Severity.HINT,
                            DiagnosticCode.REFERENCE_LATER,
                            where,
                            kind + " " + name + " is defined later, at " + entry.where(),
                            early
                                    ? "keepalived requires it before its use"
                                    : "it is found all the same");
        }
        return entry.value();
    }

    /// Returns true when there is a definition of that name, dropped or not.
    boolean knows(String name) {
        return entries.containsKey(name);
    }
}
