package dev.upkeep.config.read;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.schema.SchemaBinder;
import java.util.List;

/// Reads a configuration: files to lines to statements to meaning.
public final class ConfigurationReader {

    private ConfigurationReader() {}

    /// Reads all files that match a pattern. Never throws for what they contain.
    ///
    /// @param filePattern shell wildcards and braces allowed
    public static ReadResult read(String filePattern, ReaderOptions options) {
        return read(filePattern, options, new SchemaBinder(options.system()));
    }

    /// Reads with another meaning than the schema's.
    static <P> ReadResult read(String filePattern, ReaderOptions options, Binder<P> binder) {
        Findings findings = new Findings();
        BlockPipeline<P> pipeline = new BlockPipeline<>(binder);
        BlockCollector collector = new BlockCollector(pipeline, findings);
        new SourceReader(options, collector, findings).read(filePattern);
        collector.finish();
        List<P> parts = pipeline.finish(findings);
        Configuration configuration = binder.build(parts, findings);
        return new ReadResult(configuration, findings.sorted());
    }
}
