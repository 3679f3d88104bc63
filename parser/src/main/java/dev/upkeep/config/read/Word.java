package dev.upkeep.config.read;

/// One word of a statement, quotes removed.
///
/// @param column of its first character (the quote, if quoted), counted from 1
/// @param quoted true when it stood in double quotes
public record Word(String text, int column, boolean quoted) {}
