package dev.upkeep.config.read;

import dev.upkeep.config.model.Configuration;
import java.util.ArrayList;
import java.util.List;

/// Reads a configuration: files to lines to statements to meaning.
public final class ConfigurationReader {

    private ConfigurationReader() {}

    /// Reads all files that match a pattern. Never throws for what they contain.
    ///
    /// @param filePattern shell wildcards and braces allowed
    public static <P> ReadResult read(String filePattern, ReaderOptions options, Binder<P> binder) {
        Findings findings = new Findings();
        List<P> parts = new ArrayList<>();
        Words words = new Words();
        BlockCollector collector =
                new BlockCollector(
                        chunk ->
                                new StatementParser(
                                                chunk,
                                                words,
                                                statement ->
                                                        parts.add(binder.bind(statement, findings)),
                                                findings)
                                        .parse(),
                        findings);
        new SourceReader(options, collector, findings).read(filePattern);
        collector.finish();
        Configuration configuration = binder.build(parts, findings);
        return new ReadResult(configuration, findings.sorted());
    }
}
