package dev.upkeep.config.print;

import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes keywords and blocks in the syntax of a configuration, with the schema's own formats.
final class DumpWriter {
    private final StringBuilder out = new StringBuilder();
    private int depth;

    /// A keyword with its value; nothing when the value is null.
    <T> DumpWriter put(Keyword<T> keyword, @Nullable T value) {
        if (value != null) {
            line(keyword.name(), keyword.type().format(value));
        }
        return this;
    }

    /// A flag, when it is on.
    DumpWriter flag(Keyword<Boolean> keyword, boolean on) {
        if (on) {
            line(keyword.name(), "");
        }
        return this;
    }

    /// A block of entries, when there are some.
    <T> DumpWriter lines(LineBlock<T> block, List<T> entries) {
        return entries.isEmpty() ? this : lines(block, "", entries);
    }

    /// A block of entries with a name before its brace.
    <T> DumpWriter lines(LineBlock<T> block, String name, List<T> entries) {
        begin(block, name.isEmpty() ? "" : Quote.word(name));
        for (T entry : entries) {
            indent().append(block.line().format(entry)).append('\n');
        }
        return end();
    }

    <H> DumpWriter open(Section<H> section, H header) {
        return begin(section, section.header().format(header));
    }

    private DumpWriter begin(Node block, String header) {
        indent().append(block.name());
        out.append(header.isEmpty() ? "" : " ").append(header).append(" {\n");
        depth++;
        return this;
    }

    DumpWriter end() {
        depth--;
        indent().append("}\n");
        return this;
    }

    private void line(String name, String value) {
        indent().append(name).append(value.isEmpty() ? "" : " ").append(value).append('\n');
    }

    private StringBuilder indent() {
        return out.repeat("    ", depth);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
