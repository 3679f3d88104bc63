package dev.upkeep.config.print;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.schema.KeywordInfo;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.LineOptions;
import dev.upkeep.config.value.LineType;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page `docs/configuration.md`: every keyword with its arguments, default and meaning.
public final class ReferencePage {
    private static final String HEAD =
            """
            # Configuration reference

            Written by the schema that reads the configuration; do not edit it here. `upkeep explain KEYWORD`
            prints single entries.

            A keyword marked *later* is read, checked and kept, but the daemon does not act on it yet. *Old* names
            a spelling that still works and what to write instead. *Since* names the version of keepalived that
            brought the keyword where it is not in 2.2.7, or Upkeep for our own.

            Times are seconds unless said otherwise. `[x]` may be left out, `..` means more of the same.
            """;

    private final StringBuilder out = new StringBuilder(HEAD);
    private final Set<Object> described = new HashSet<>();

    private ReferencePage() {}

    /// The whole page.
    public static String text() {
        ReferencePage page = new ReferencePage();
        page.block("Top level", Schema.ROOT);
        page.inner("", Schema.ROOT);
        return page.out.toString();
    }

    private void inner(String path, Section<?, ?> section) {
        for (Node node : section.body().nodes()) {
            String name = path.isEmpty() ? node.name() : path + "/" + node.name();
            if (node instanceof Section<?, ?> inner && described.add(inner.body())) {
                block(name, inner);
                inner(name, inner);
            }
            if (node instanceof LineBlock<?> lines && described.add(lines.line())) {
                options(name, lines);
            }
        }
    }

    private void block(String title, Section<?, ?> section) {
        out.append("\n## ").append(title).append("\n\n");
        if (section != Schema.ROOT) {
            out.append(section.info().help()).append(" `").append(usage(section)).append("`\n\n");
        }
        out.append("| keyword | arguments | default | meaning |\n|---|---|---|---|\n");
        for (Node node : section.body().nodes()) {
            row(node.name(), node.syntax(), node.byDefault(), node.info());
        }
    }

    private static String usage(Node node) {
        return node.syntax().isEmpty() ? node.name() : node.name() + " " + node.syntax();
    }

    private void options(String title, LineBlock<?> lines) {
        Collection<LineOptions.Option> options = options(lines);
        if (options.isEmpty()) {
            return;
        }
        out.append("\n## Lines of ").append(title).append("\n\n`");
        out.append(lines.line().syntax()).append("`\n\n");
        out.append("| option | arguments | default | meaning |\n|---|---|---|---|\n");
        for (LineOptions.Option option : options) {
            row(option.name(), option.type().syntax(), null, KeywordInfo.help(option.help()));
        }
    }

    /// The options of the lines of a block; none when its lines have a fixed form.
    static Collection<LineOptions.Option> options(Node node) {
        return node instanceof LineBlock<?> lines && lines.line() instanceof LineType<?> type
                ? type.options().all()
                : List.of();
    }

    private void row(String name, String syntax, @Nullable String byDefault, KeywordInfo info) {
        StringBuilder meaning = new StringBuilder(info.help());
        if (info.writeInstead() != null) {
            meaning.append(" *Old: write ").append(info.writeInstead()).append(".*");
        }
        if (info.since() != null) {
            meaning.append(" *Since ").append(info.since()).append(".*");
        }
        if (!info.inEffect()) {
            meaning.append(" *Later.*");
        }
        out.append("| `").append(name).append("` | ");
        out.append(syntax.isEmpty() ? "" : "`" + cell(syntax) + "`").append(" | ");
        out.append(cell(byDefault == null ? "" : byDefault))
                .append(" | ")
                .append(cell(meaning.toString()))
                .append(" |\n");
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
