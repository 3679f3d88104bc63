package dev.upkeep.config.print;

import dev.upkeep.config.schema.KeywordInfo;
import org.jspecify.annotations.Nullable;

/// The reference as `docs/configuration.md`: a table for each block.
final class MarkdownFormat implements PageFormat {

    @Override
    public String head() {
        return """
        # Configuration reference

        Written by the schema that reads the configuration; do not edit it here. `upkeep explain KEYWORD`
        prints single entries.

        A keyword marked *later* is read, checked and kept, but the daemon does not act on it yet. *Old* names
        a spelling that still works and what to write instead. *Since* names the version of keepalived that
        brought the keyword where it is not in 2.2.7, or Upkeep for our own.

        Times are seconds unless said otherwise. `[x]` may be left out, `..` means more of the same.
        """;
    }

    @Override
    public String block(String title, @Nullable String help, @Nullable String usage) {
        String about = help == null ? "" : help + " `" + usage + "`\n\n";
        return "\n## "
                + title
                + "\n\n"
                + about
                + "| keyword | arguments | default | meaning |\n|---|---|---|---|\n";
    }

    @Override
    public String lines(String title, String syntax) {
        return "\n## Lines of "
                + title
                + "\n\n`"
                + syntax
                + "`\n\n| option | arguments | default | meaning |\n|---|---|---|---|\n";
    }

    @Override
    public String row(String name, String syntax, @Nullable String byDefault, KeywordInfo info) {
        StringBuilder meaning = new StringBuilder(info.help());
        if (info.writeInstead() != null) {
            meaning.append(" *Old: write ").append(info.writeInstead()).append(".*");
        }
        if (info.since() != null) {
            meaning.append(" *Since ").append(info.since()).append(".*");
        }
        if (info.meaningless() != null) {
            meaning.append(" *No effect here: ").append(info.meaningless()).append(".*");
        }
        return "| `"
                + name
                + "` | "
                + (syntax.isEmpty() ? "" : "`" + cell(syntax) + "`")
                + " | "
                + cell(byDefault == null ? "" : byDefault)
                + " | "
                + cell(meaning.toString())
                + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
