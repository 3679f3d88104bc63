package dev.upkeep.config;

import dev.upkeep.config.assemble.SchemaBinder;
import dev.upkeep.config.reader.BindingReader;
import dev.upkeep.config.reader.ReadCache;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;

/// Reads a configuration: files to lines to statements to meaning.
public final class ConfigurationReader {

    private static final BindingReader<SchemaBinder.Part> READER =
            new BindingReader<>(SchemaBinder::new);

    private ConfigurationReader() {}

    /// Reads all files that match a pattern. Never throws for what they contain.
    ///
    /// @param filePattern shell wildcards and braces allowed
    public static ReadResult read(String filePattern, ReaderOptions options) {
        return READER.read(filePattern, options);
    }

    /// Reads as [#read(String, ReaderOptions)] does, with the same result, but does not parse again
    /// what the cache knows.
    public static ReadResult read(String filePattern, ReaderOptions options, ReadCache cache) {
        return READER.read(filePattern, options, cache);
    }
}
