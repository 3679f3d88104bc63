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

/// The reference, `docs/configuration.md` and keepalived.conf(5): every keyword with its arguments,
/// default and meaning.
public final class ReferencePage {
    private final StringBuilder out = new StringBuilder();
    private final PageFormat format;
    private final Set<Object> described = new HashSet<>();

    private ReferencePage(PageFormat format) {
        this.format = format;
        out.append(format.head());
    }

    /// Returns the whole page in Markdown.
    public static String text() {
        return in(new MarkdownFormat());
    }

    /// Returns the whole page as a manual page.
    public static String manual() {
        return in(new ManualFormat());
    }

    private static String in(PageFormat format) {
        ReferencePage page = new ReferencePage(format);
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
        boolean inner = section != Schema.ROOT;
        out.append(
                format.block(
                        title,
                        inner ? section.info().help() : null,
                        inner ? usage(section) : null));
        for (Node node : section.body().nodes()) {
            out.append(format.row(node.name(), node.syntax(), node.byDefault(), node.info()));
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
        out.append(format.lines(title, lines.line().syntax()));
        for (LineOptions.Option option : options) {
            out.append(
                    format.row(
                            option.name(),
                            option.type().syntax(),
                            null,
                            KeywordInfo.help(option.help())));
        }
    }

    /// Returns the options of the lines of a block; none when its lines have a fixed form.
    static Collection<LineOptions.Option> options(Node node) {
        return node instanceof LineBlock<?> lines && lines.line() instanceof LineType<?> type
                ? type.options().all()
                : List.of();
    }
}
