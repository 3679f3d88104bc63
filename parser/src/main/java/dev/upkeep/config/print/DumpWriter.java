package dev.upkeep.config.print;

import dev.upkeep.config.schema.BlockWriter;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Section;
import dev.upkeep.config.value.Quote;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes keywords and blocks in the syntax of a configuration, with the schema's own formats.
final class DumpWriter implements BlockWriter {
    private final StringBuilder out = new StringBuilder();
    private final boolean secrets;
    private boolean masked;
    private int depth;

    /// @param secrets whether passwords and keys are shown
    DumpWriter(boolean secrets) {
        this.secrets = secrets;
    }

    /// Returns whether a secret was left out.
    boolean hasMasked() {
        return masked;
    }

    @Override
    public <T> void keyword(Keyword<T> keyword, @Nullable T value) {
        if (value != null && !keyword.saidByAbsence(value)) {
            String plain = keyword.type().format(value);
            String shown = secrets ? plain : keyword.type().masked(value);
            masked |= !shown.equals(plain);
            statement(keyword.name(), shown, "\n");
        }
    }

    @Override
    public <T> void lines(LineBlock<T> block, String name, List<T> lines) {
        if (lines.isEmpty()) {
            return;
        }
        statement(block.name(), name.isEmpty() ? "" : Quote.word(name), " {\n");
        depth++;
        for (T line : lines) {
            indent().append(block.line().format(line)).append('\n');
        }
        end();
    }

    @Override
    public <H, S> void section(Section<H, S> section, S model) {
        statement(section.name(), section.header(model), " {\n");
        depth++;
        section.body().write(model, this);
        end();
    }

    private void statement(String name, String words, String end) {
        indent().append(name).append(words.isEmpty() ? "" : " ").append(words).append(end);
    }

    private void end() {
        depth--;
        indent().append("}\n");
    }

    private StringBuilder indent() {
        return out.repeat("    ", depth);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
