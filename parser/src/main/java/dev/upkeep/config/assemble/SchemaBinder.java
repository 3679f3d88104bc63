package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.Schema;
import dev.upkeep.config.keyword.VirtualServerKeywords;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.DependencyRecorder;
import dev.upkeep.config.schema.DiagnosticReporter;
import dev.upkeep.config.source.Diagnostic;
import dev.upkeep.config.source.Fingerprint;
import dev.upkeep.config.source.Source;
import dev.upkeep.config.source.SourceLocation;
import dev.upkeep.config.source.Statement;
import dev.upkeep.config.source.SystemView;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives statements their meaning with the schema. For one reading: the reader calls [#bind] once
/// for every statement that stands outside all blocks, as soon as its block is closed, and [#build]
/// once at the end.
public final class SchemaBinder {
    private static final SourceLocation NOWHERE = new SourceLocation(new Source("", null), 1, 1);

    private final SystemView system;
    private final Function<Fingerprint, @Nullable RememberedService> remembered;
    private final ServiceMemory memory = new ServiceMemory();

    /// A top-level statement, bound.
    ///
    /// @param root the file, as if it had nothing but this statement
    /// @param text by which its meaning may be remembered; null when it may not
    /// @param known its meaning, remembered; null when it has to be built
    public record Part(
            BoundBlock root, @Nullable Fingerprint text, @Nullable RememberedService known) {}

    /// @param remembered the services of earlier readings; called on the reading thread
    public SchemaBinder(
            SystemView system, Function<Fingerprint, @Nullable RememberedService> remembered) {
        this.system = system;
        this.remembered = remembered;
    }

    /// The meaning of one top-level statement. Independent of all others, so that blocks can be
    /// bound on several threads at once. The statement is not kept.
    ///
    /// @param text stands for the text of a block whose meaning may be remembered; null for others
    public Part bind(
            Statement statement, @Nullable Fingerprint text, Consumer<Diagnostic> findings) {
        BoundBlock root = BoundBlock.empty(Schema.ROOT, statement.where());
        DependencyRecorder dependencies = new DependencyRecorder(system, findings);
        new Binding(dependencies, new DiagnosticReporter(dependencies))
                .bind(statement, Schema.ROOT.body(), root);
        return new Part(root, dependencies.involved() ? null : text, null);
    }

    /// Returns the meaning of a block that an earlier reading remembered, in place of [#bind].
    ///
    /// @param where its keyword in this reading
    public Part known(Fingerprint text, SourceLocation where) {
        RememberedService service = remembered.apply(text);
        if (service == null) {
            throw new IllegalArgumentException("nothing is known of " + text);
        }
        BoundBlock root = BoundBlock.empty(Schema.ROOT, where);
        BoundBlock block =
                new BoundBlock(
                        VirtualServerKeywords.VIRTUAL_SERVER, where, service.service().address());
        root.add(VirtualServerKeywords.VIRTUAL_SERVER, block, where);
        return new Part(root, text, service);
    }

    /// Puts the parts together: defaults of `global_defs` filled in, references resolved.
    ///
    /// @param parts in the order of the text
    public Configuration build(List<Part> parts, Consumer<Diagnostic> findings) {
        SourceLocation start = parts.isEmpty() ? NOWHERE : parts.getFirst().root().where();
        BoundBlock root = BoundBlock.empty(Schema.ROOT, start);
        for (Part part : parts) {
            root.addAll(part.root());
            remember(part);
        }
        return new ConfigurationBuilder(system, new DiagnosticReporter(findings), root, memory)
                .build();
    }

    private void remember(Part part) {
        Fingerprint text = part.text();
        if (text == null) {
            return;
        }
        for (BoundBlock block : part.root().blocks(VirtualServerKeywords.VIRTUAL_SERVER)) {
            RememberedService service = part.known();
            if (service == null) {
                memory.text(block, text);
            } else {
                memory.known(block, text, service);
            }
        }
    }

    /// Returns the services of this reading that may be remembered, once it is built.
    public Map<Fingerprint, RememberedService> found() {
        return memory.found();
    }

    /// Returns whether what was remembered of earlier readings did not hold in this one, so that it
    /// counts for nothing.
    public boolean outdated() {
        return memory.outdated();
    }
}
