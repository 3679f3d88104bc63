package dev.upkeep.config.print;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.schema.KeywordInfo;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.schema.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Explains a keyword from the schema (`upkeep explain`).
public final class Explanation {
    private Explanation() {}

    /// The entries of a keyword, wherever it may stand, or of a path like `vrrp_instance/priority`;
    /// null when there is none.
    public static @Nullable String of(String keywordOrPath) {
        List<Schema.Path> found = new ArrayList<>();
        for (Schema.Path path : Schema.paths()) {
            if (path.path().equals(keywordOrPath) || path.node().name().equals(keywordOrPath)) {
                found.add(path);
            }
        }
        List<Schema.Path> exact =
                found.stream().filter(path -> path.path().equals(keywordOrPath)).toList();
        List<Schema.Path> shown = exact.isEmpty() ? found : exact;
        if (shown.isEmpty()) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (Schema.Path path : shown) {
            out.append(out.isEmpty() ? "" : "\n").append(entry(path));
        }
        return out.toString();
    }

    /// Returns the keyword nearest to a word that is none; null when none is near.
    public static @Nullable String suggestion(String word) {
        Set<String> names = new TreeSet<>();
        Schema.paths().forEach(path -> names.add(path.node().name()));
        return Spelling.nearest(word, names);
    }

    private static String entry(Schema.Path path) {
        Node node = path.node();
        KeywordInfo info = node.info();
        StringBuilder out = new StringBuilder(path.path());
        out.append(node.syntax().isEmpty() ? "" : " ").append(node.syntax()).append('\n');
        line(out, info.help());
        if (node.byDefault() != null) {
            line(out, "Default: " + node.byDefault());
        }
        if (info.writeInstead() != null) {
            line(out, "Deprecated: write " + info.writeInstead());
        }
        if (info.since() != null) {
            line(out, "Since: " + info.since());
        }
        if (info.repeats() == KeywordInfo.Repeats.FIRST) {
            line(out, "Given twice, the first one counts.");
        }
        if (info.meaningless() != null) {
            line(out, "No effect here: " + info.meaningless() + ".");
        }
        if (node instanceof Section<?, ?> section) {
            List<String> names = section.body().nodes().stream().map(Node::name).toList();
            line(out, "Inside: " + String.join(", ", names));
        }
        for (var option : ReferencePage.options(node)) {
            String syntax = option.type().syntax();
            line(
                    out,
                    "  "
                            + option.name()
                            + (syntax.isEmpty() ? "" : " " + syntax)
                            + ": "
                            + option.help());
        }
        return out.toString();
    }

    private static void line(StringBuilder out, String text) {
        out.append("    ").append(text).append('\n');
    }
}
