package dev.upkeep.config.syntax;

/// Says which kinds of include problems are errors (`global_defs/include_check`, option `-e`, or
/// the letter of `includer`, `includem`, `includew`, `includeb`).
public enum IncludeCheck {
    /// A file that cannot be read, or is not a plain file without execute bits.
    READABLE,
    /// A plain name that matches no file.
    MATCH,
    /// A pattern with wildcards that matches no file.
    WILDCARD_MATCH,
    /// An alternative of a brace expression that matches no file.
    BRACE_MATCH
}
