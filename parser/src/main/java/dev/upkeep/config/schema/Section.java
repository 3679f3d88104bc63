package dev.upkeep.config.schema;

import java.util.function.Function;

/// A keyword with a block of keywords: `virtual_server 10.0.0.1 80 { .. }`. Compared by identity.
///
/// @param <H> the words before the brace
/// @param <M> the model of the block
public final class Section<H, M> implements Node {
    private final String name;
    private final ValueType<H> headerType;
    private final Function<M, H> header;
    private final BlockSchema<M> body;
    private final KeywordInfo info;

    private Section(
            String name,
            ValueType<H> headerType,
            BlockSchema<M> body,
            Function<M, H> header,
            KeywordInfo info) {
        this.name = name;
        this.headerType = headerType;
        this.header = header;
        this.body = body;
        this.info = info;
    }

    /// Returns a block that takes words before its brace.
    ///
    /// @param header the value of these words in the model
    public static <H, M> Section<H, M> of(
            String name,
            ValueType<H> headerType,
            BlockSchema<M> body,
            Function<M, H> header,
            KeywordInfo info) {
        return new Section<>(name, headerType, body, header, info.eachCounts());
    }

    /// Returns a block without words of its own.
    public static <M> Section<Boolean, M> of(String name, BlockSchema<M> body, KeywordInfo info) {
        return new Section<>(name, FlagType.NONE, body, _ -> true, info.eachCounts());
    }

    @Override
    public String name() {
        return name;
    }

    /// Returns the type of the words between the keyword and the brace.
    public ValueType<H> headerType() {
        return headerType;
    }

    /// Returns the words between the keyword and the brace as text.
    public String header(M model) {
        return headerType.format(header.apply(model));
    }

    /// Returns the keywords of the block.
    public BlockSchema<M> body() {
        return body;
    }

    @Override
    public KeywordInfo info() {
        return info;
    }

    @Override
    public String syntax() {
        String words = headerType.syntax();
        return words.isEmpty() ? "{ .. }" : words + " { .. }";
    }

    @Override
    public Section<H, M> canonical() {
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
