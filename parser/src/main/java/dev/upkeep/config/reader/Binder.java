package dev.upkeep.config.reader;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gives statements their meaning. The reader calls `bind` once for every statement that stands
/// outside all blocks, as soon as its block is closed, and `build` once at the end.
///
/// @param <P> the meaning of one block as far as the block alone tells it
public interface Binder<P> {

    /// The meaning of one top-level statement. Independent of all others, so that blocks can be
    /// bound on several threads at once: an implementation shares nothing mutable between calls.
    /// The statement is not kept.
    ///
    /// @param text stands for the text of a block whose meaning may be remembered; null for others
    P bind(Statement statement, @Nullable Fingerprint text, Consumer<Diagnostic> findings);

    /// The meaning of a block that an earlier reading remembered, in place of `bind`.
    ///
    /// @param where its keyword in this reading
    P known(Fingerprint text, SourceLocation where);

    /// Puts the parts together: defaults of `global_defs` filled in, references resolved.
    ///
    /// @param parts in the order of the text
    Configuration build(List<P> parts, Consumer<Diagnostic> findings);

    /// The services of this reading that may be remembered, once it is built.
    Map<Fingerprint, VirtualServer> found();
}
