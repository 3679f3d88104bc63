package dev.upkeep.config.source;

/// A place in a configuration.
///
/// @param line counted from 1; 0 when the file as a whole is meant
/// @param column counted from 1, in characters of the line as it stands in the file
public record SourceLocation(Source source, int line, int column) {

    /// Returns the form of messages: `keepalived.conf:12:23`.
    @Override
    public String toString() {
        return line == 0 ? source.name() : source.name() + ":" + line + ":" + column;
    }
}
