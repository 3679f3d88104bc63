package dev.upkeep.config.reader;

import dev.upkeep.config.assemble.SchemaBinder;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.DumpFiles;
import dev.upkeep.config.source.SystemView;
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
        ReadResult first = readOnce(filePattern, options);
        SystemView named = otherNames(first.configuration(), options.system());
        return named == null ? first : readOnce(filePattern, options.on(named));
    }

    /// The machine with the directories of names that a configuration asks for; null when they are
    /// the usual ones. They may be named after the first route, so that all is read again.
    private static @Nullable SystemView otherNames(Configuration read, SystemView system) {
        DumpFiles files = read.global().daemon().files();
        String first = files.iprouteEtcDirectory();
        String second = files.iprouteUsrDirectory();
        boolean usual = first.equals(DumpFiles.IPROUTE_ETC) && second.equals(DumpFiles.IPROUTE_USR);
        return usual ? null : system.namesIn(first, second);
    }

    private static ReadResult readOnce(String filePattern, ReaderOptions options) {
        DiagnosticCollector findings = new DiagnosticCollector();
        SchemaBinder binder = new SchemaBinder(options.system(), _ -> null);
        BlockPipeline pipeline = new BlockPipeline(binder);
        Configuration configuration = read(filePattern, options, binder, pipeline, findings, null);
        return new ReadResult(configuration, findings.sorted());
    }

    /// Reads as [#read(String, ReaderOptions)] does, with the same result, but does not parse again
    /// what the cache knows. A change outside of services, groups and VRRP instances costs a second
    /// reading.
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
        if (known.used()
                && (binder.outdated() || !cache.holds(known.context(), configuration.global()))) {
            cache.clear();
            return read(filePattern, options, cache);
        }
        if (otherNames(configuration, options.system()) != null) {
            cache.clear();
            return read(filePattern, options);
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
