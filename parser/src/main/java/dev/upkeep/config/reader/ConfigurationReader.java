package dev.upkeep.config.reader;

import dev.upkeep.config.assemble.SchemaBinder;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.KnownBlocks;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import org.jspecify.annotations.Nullable;

/// Reads a configuration: files to lines to statements to meaning.
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /// Reads all files that match a pattern. Never throws for what they contain.
    ///
    /// @param filePattern shell wildcards and braces allowed
    public static ReadResult read(String filePattern, ReaderOptions options) {
        DiagnosticCollector findings = new DiagnosticCollector();
        SchemaBinder binder = new SchemaBinder(options.system(), _ -> null);
        BlockPipeline pipeline = new BlockPipeline(binder);
        Configuration configuration = read(filePattern, options, binder, pipeline, findings, null);
        return new ReadResult(configuration, findings.sorted());
    }

    /// Reads as [#read(String, ReaderOptions)] does, with the same result, but does not parse again
    /// what the cache knows. A change outside of the services costs a second reading.
    public static ReadResult read(String filePattern, ReaderOptions options, ReadCache cache) {
        if (!cache.useful(options)) {
            cache.clear();
        }
        DiagnosticCollector findings = new DiagnosticCollector();
        SchemaBinder binder = new SchemaBinder(options.system(), cache::service);
        BlockPipeline pipeline = new BlockPipeline(binder);
        KnownBlocks known =
                new KnownBlocks(
                        text -> cache.service(text) != null,
                        (text, where) -> pipeline.known(binder.known(text, where)));
        Configuration configuration = read(filePattern, options, binder, pipeline, findings, known);
        if (known.used() && !cache.holds(known.context(), configuration.global())) {
            cache.clear();
            return read(filePattern, options, cache);
        }
        ReadResult result = new ReadResult(configuration, findings.sorted());
        return cache.remember(result, binder.found(), known.context(), options);
    }

    private static Configuration read(
            String filePattern,
            ReaderOptions options,
            SchemaBinder binder,
            BlockPipeline pipeline,
            DiagnosticCollector findings,
            @Nullable KnownBlocks known) {
        BlockCollector collector = new BlockCollector(pipeline, findings, known);
        new SourceReader(options, collector, findings).read(filePattern);
        collector.finish();
        return binder.build(pipeline.finish(findings), findings);
    }
}
