package dev.upkeep.config.schema;

/// A keyword with a block of keywords: `virtual_server 10.0.0.1 80 { .. }`. Compared by identity.
public final class Section<H> implements Node {
    private final String name;
    private final ValueType<H> header;
    private final BlockSchema body;
    private final KeywordInfo facts;

    private Section(String name, ValueType<H> header, BlockSchema body, KeywordInfo facts) {
        this.name = name;
        this.header = header;
        this.body = body;
        this.facts = facts;
    }

    /// A block that takes words before its brace.
    public static <H> Section<H> of(
            String name, ValueType<H> header, BlockSchema body, KeywordInfo facts) {
        return new Section<>(name, header, body, facts.eachCounts());
    }

    /// A block without words of its own.
    public static Section<Boolean> of(String name, BlockSchema body, KeywordInfo facts) {
        return new Section<>(name, FlagType.NONE, body, facts.eachCounts());
    }

    @Override
    public String name() {
        return name;
    }

    /// The words between the keyword and the brace.
    public ValueType<H> header() {
        return header;
    }

    /// What may stand inside.
    public BlockSchema body() {
        return body;
    }

    @Override
    public KeywordInfo facts() {
        return facts;
    }

    @Override
    public String syntax() {
        String words = header.syntax();
        return words.isEmpty() ? "{ .. }" : words + " { .. }";
    }

    @Override
    public Section<H> canonical() {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
