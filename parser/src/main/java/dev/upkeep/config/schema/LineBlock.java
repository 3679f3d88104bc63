package dev.upkeep.config.schema;

/// A block whose lines are entries: addresses, routes, tracked objects, members.
///
/// Repeated blocks accumulate. Compared by identity.
public final class LineBlock<T> implements Node {
    private final String name;
    private final ValueType<?> header;
    private final ValueType<T> line;
    private final boolean wordwise;
    private final KeywordInfo info;

    private LineBlock(
            String name,
            ValueType<?> header,
            ValueType<T> line,
            boolean wordwise,
            KeywordInfo info) {
        this.name = name;
        this.header = header;
        this.line = line;
        this.wordwise = wordwise;
        this.info = info.eachCounts();
    }

    /// Returns a block where each line is one entry.
    public static <T> LineBlock<T> ofLines(String name, ValueType<T> line, KeywordInfo info) {
        return new LineBlock<>(name, FlagType.NONE, line, false, info);
    }

    /// Returns a block where each word is one entry.
    public static <T> LineBlock<T> ofWords(String name, ValueType<T> word, KeywordInfo info) {
        return new LineBlock<>(name, FlagType.NONE, word, true, info);
    }

    /// Returns a block of lines with a name of its own before the brace.
    public static <T> LineBlock<T> named(
            String name, ValueType<String> header, ValueType<T> line, KeywordInfo info) {
        return new LineBlock<>(name, header, line, false, info);
    }

    @Override
    public String name() {
        return name;
    }

    /// Returns the words between the keyword and the brace.
    public ValueType<?> header() {
        return header;
    }

    /// Returns the type of one entry.
    public ValueType<T> line() {
        return line;
    }

    /// Returns true when each block has a name and is kept apart from others.
    public boolean named() {
        return header != FlagType.NONE;
    }

    /// Returns true when every word is an entry of its own.
    public boolean wordwise() {
        return wordwise;
    }

    @Override
    public KeywordInfo info() {
        return info;
    }

    @Override
    public String syntax() {
        String words = named() ? header.syntax() + " " : "";
        return wordwise
                ? words + "{ " + line.syntax() + " .. }"
                : words + "{ lines: " + line.syntax() + " }";
    }

    @Override
    public LineBlock<T> canonical() {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
