package dev.upkeep.config.reader;

import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.Word;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import dev.upkeep.config.syntax.StatementParser;
import dev.upkeep.config.syntax.WordInterner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads what a configuration says word by word, whatever it means: includes, conditions,
/// definitions and repetitions are resolved, comments are left out.
public final class WrittenLines {

    private WrittenLines() {}

    /// The words of each line of all files that match a pattern. Never throws for what they
    /// contain; a brace ends a line, too.
    public static List<List<String>> read(String filePattern, ReaderOptions options) {
        List<List<String>> lines = new ArrayList<>();
        WordInterner words = new WordInterner();
        Consumer<Diagnostic> unheard = _ -> {}; // reported by the reading that gives the meaning
        BlockCollector collector =
                new BlockCollector(
                        chunk ->
                                new StatementParser(
                                                chunk, words, (one, _) -> add(one, lines), unheard)
                                        .parse(),
                        unheard);
        new SourceReader(options, collector, unheard).read(filePattern);
        collector.finish();
        return lines;
    }

    private static void add(Statement statement, List<List<String>> into) {
        into.add(statement.words().stream().map(Word::text).toList());
        List<Statement> body = statement.body();
        if (body != null) {
            body.forEach(inner -> add(inner, into));
        }
    }
}
