package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// A configuration with its includes as one text, as keepalived saves it: `# NAME` begins a file,
/// `!` ends it, blanks around lines are left out, definitions stand as they are.
public final class MergedText {
    private final StringBuilder out = new StringBuilder();
    private final Set<Source> begun = new HashSet<>();

    private MergedText() {}

    /// Returns the text of all files that match a pattern.
    public static String read(String filePattern, ReaderOptions options) {
        MergedText merged = new MergedText();
        Consumer<Diagnostic> unheard = _ -> {}; // reported by the reading that gives the meaning
        BlockCollector collector = new BlockCollector(_ -> {}, unheard);
        new SourceReader(options, collector, unheard, merged::line).read(filePattern);
        collector.finish();
        return merged.out.toString();
    }

    private void line(char[] text, int length, Source source, int number) {
        if (begun.add(source)) {
            out.append("# ").append(source.name()).append('\n');
        }
        if (length < 0) {
            out.append("!\n");
            return;
        }
        String line = new String(text, 0, length).strip();
        boolean hidden = line.startsWith("#") || line.startsWith("!") || include(line);
        out.append(hidden ? "" : line).append('\n');
    }

    /// Returns whether a line is an include, whose files follow it.
    private static boolean include(String line) {
        return line.matches("include[rmwba]?\\s.*");
    }
}
