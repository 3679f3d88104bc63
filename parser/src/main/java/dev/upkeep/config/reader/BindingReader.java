package dev.upkeep.config.reader;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.SystemView;
import dev.upkeep.config.syntax.BlockCollector;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.SourceReader;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads configurations: files to lines to statements, which a [Binder] gives their meaning.
///
/// @param makeBinder one for each reading
public record BindingReader<P>(MakeBinder<P> makeBinder) {

    /// Makes the binder of one reading.
    @FunctionalInterface
    public interface MakeBinder<P> {
        /// Makes one.
        ///
        /// @param remembered the services of earlier readings; called on the reading thread
        Binder<P> make(
                SystemView system, Function<Fingerprint, @Nullable VirtualServer> remembered);
    }

    /// Reads all files that match a pattern. Never throws for what they contain.
    ///
    /// @param filePattern shell wildcards and braces allowed
    public ReadResult read(String filePattern, ReaderOptions options) {
        DiagnosticCollector findings = new DiagnosticCollector();
        Binder<P> binder = makeBinder.make(options.system(), _ -> null);
        Configuration configuration = read(filePattern, options, binder, findings, null);
        return new ReadResult(configuration, findings.sorted());
    }

    /// Reads as [#read(String, ReaderOptions)] does, with the same result, but does not parse again
    /// what the cache knows. A change outside of the services costs a second reading.
    public ReadResult read(String filePattern, ReaderOptions options, ReadCache cache) {
        if (!cache.useful(options)) {
            cache.clear();
        }
        DiagnosticCollector findings = new DiagnosticCollector();
        Binder<P> binder = makeBinder.make(options.system(), cache::service);
        CachedBlocks<P> known = new CachedBlocks<>(binder, cache);
        Configuration configuration = read(filePattern, options, binder, findings, known);
        if (known.used() && !cache.holds(known.context(), configuration.global())) {
            cache.clear();
            return read(filePattern, options, cache);
        }
        ReadResult result = new ReadResult(configuration, findings.sorted());
        return cache.remember(result, binder.found(), known.context(), options);
    }

    private static <P> Configuration read(
            String filePattern,
            ReaderOptions options,
            Binder<P> binder,
            DiagnosticCollector findings,
            @Nullable CachedBlocks<P> known) {
        BlockPipeline<P> pipeline = new BlockPipeline<>(binder);
        if (known != null) {
            known.into(pipeline);
        }
        BlockCollector collector = new BlockCollector(pipeline, findings, known);
        new SourceReader(options, collector, findings).read(filePattern);
        collector.finish();
        List<P> parts = pipeline.finish(findings);
        return binder.build(parts, findings);
    }
}
