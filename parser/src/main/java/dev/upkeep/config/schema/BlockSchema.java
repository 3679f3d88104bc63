package dev.upkeep.config.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Describes a block: the keywords in it, and how the model of the block is written as one.
/// Keywords are added where they are declared, in the order of the reference page and of dumps;
/// nothing is added after the classes that declare them are initialized.
///
/// @param <M> the model of the block
public final class BlockSchema<M> {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<BiConsumer<M, BlockWriter>> writers = new ArrayList<>();

    /// Adds a keyword that leaves no trace of its own in the model: another spelling, or one that
    /// acts on other keywords.
    ///
    /// @throws IllegalArgumentException when the name is given twice
    public <N extends Node> N add(N node) {
        if (nodes.put(node.name(), node) != null) {
            throw new IllegalArgumentException("keyword described twice: " + node.name());
        }
        return node;
    }

    /// Adds a keyword.
    ///
    /// @param value from the model; null when the keyword is not written
    public <T> Keyword<T> add(Keyword<T> keyword, Function<M, @Nullable T> value) {
        writers.add((model, out) -> out.keyword(keyword, value.apply(model)));
        return add(keyword);
    }

    /// Adds a keyword that is written once for each value.
    public <T> Keyword<T> addEach(Keyword<T> keyword, Function<M, List<T>> values) {
        writers.add((model, out) -> values.apply(model).forEach(one -> out.keyword(keyword, one)));
        return add(keyword);
    }

    /// Adds a block of lines.
    public <T> LineBlock<T> add(LineBlock<T> block, Function<M, List<T>> lines) {
        writers.add((model, out) -> out.lines(block, "", lines.apply(model)));
        return add(block);
    }

    /// Adds a block of keywords.
    ///
    /// @param inner the model of the block; null when it is not written
    public <H, S> Section<H, S> add(Section<H, S> section, Function<M, @Nullable S> inner) {
        writers.add((model, out) -> {
            S block = inner.apply(model);
            if (block != null) {
                out.section(section, block);
            }
        });
        return add(section);
    }

    /// Adds a block of keywords that is written once for each model.
    public <H, S> Section<H, S> addEach(Section<H, S> section, Function<M, List<S>> inner) {
        writers.add((model, out) -> inner.apply(model).forEach(one -> out.section(section, one)));
        return add(section);
    }

    /// Adds a way to write nodes that are added without one.
    public <T> void write(Function<M, List<T>> values, BiConsumer<T, BlockWriter> writer) {
        writers.add((model, out) -> values.apply(model).forEach(one -> writer.accept(one, out)));
    }

    /// Adds everything of another block.
    public <N> void include(BlockSchema<N> part, Function<M, N> inner) {
        part.nodes.values().forEach(this::add);
        writers.add((model, out) -> part.write(inner.apply(model), out));
    }

    /// Writes the model of a block, keyword by keyword.
    public void write(M model, BlockWriter out) {
        writers.forEach(writer -> writer.accept(model, out));
    }

    /// Returns the node of that name, or null.
    public @Nullable Node find(String name) {
        return nodes.get(name);
    }

    /// Every node in the order of description.
    public Collection<Node> nodes() {
        return nodes.values();
    }
}
