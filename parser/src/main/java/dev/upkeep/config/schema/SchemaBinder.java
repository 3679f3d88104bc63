package dev.upkeep.config.schema;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.read.Binder;
import dev.upkeep.config.read.Diagnostic;
import dev.upkeep.config.read.Fingerprint;
import dev.upkeep.config.read.Source;
import dev.upkeep.config.read.Span;
import dev.upkeep.config.read.Statement;
import dev.upkeep.config.read.SystemView;
import dev.upkeep.config.schema.build.ConfigurationBuilder;
import dev.upkeep.config.schema.build.ServiceMemory;
import dev.upkeep.config.schema.keyword.VirtualServerKeywords;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Gives statements their meaning with the schema. For one reading.
public final class SchemaBinder implements Binder<SchemaBinder.Part> {
    private static final Span NOWHERE = new Span(new Source("", null), 1, 1);

    private final SystemView system;
    private final Function<Fingerprint, @Nullable VirtualServer> remembered;
    private final ServiceMemory memory = new ServiceMemory();

    /// A top-level statement, bound.
    ///
    /// @param root the file, as if it had nothing but this statement
    /// @param text by which its meaning may be remembered; null when it may not
    /// @param known its meaning, remembered; null when it has to be built
    public record Part(Bound root, @Nullable Fingerprint text, @Nullable VirtualServer known) {}

    /// @param remembered the services of earlier readings; called on the reading thread
    public SchemaBinder(
            SystemView system, Function<Fingerprint, @Nullable VirtualServer> remembered) {
        this.system = system;
        this.remembered = remembered;
    }

    @Override
    public Part bind(
            Statement statement, @Nullable Fingerprint text, Consumer<Diagnostic> findings) {
        Bound root = Bound.empty(Schema.ROOT, statement.where());
        Witness witness = new Witness(system, findings);
        new Binding(witness, new Findings(witness)).bind(statement, Schema.ROOT.body(), root);
        return new Part(root, witness.involved() ? null : text, null);
    }

    @Override
    public Part known(Fingerprint text, Span where) {
        VirtualServer service = remembered.apply(text);
        if (service == null) {
            throw new IllegalArgumentException("nothing is known of " + text);
        }
        Bound root = Bound.empty(Schema.ROOT, where);
        Bound block = new Bound(VirtualServerKeywords.VIRTUAL_SERVER, where, service.address());
        root.add(VirtualServerKeywords.VIRTUAL_SERVER, block, where);
        return new Part(root, text, service);
    }

    @Override
    public Configuration build(List<Part> parts, Consumer<Diagnostic> findings) {
        Span start = parts.isEmpty() ? NOWHERE : parts.getFirst().root().where();
        Bound root = Bound.empty(Schema.ROOT, start);
        for (Part part : parts) {
            root.addAll(part.root());
            remember(part);
        }
        return new ConfigurationBuilder(system, new Findings(findings), root, memory).build();
    }

    private void remember(Part part) {
        Fingerprint text = part.text();
        if (text == null) {
            return;
        }
        for (Bound block : part.root().blocks(VirtualServerKeywords.VIRTUAL_SERVER)) {
            VirtualServer service = part.known();
            if (service == null) {
                memory.text(block, text);
            } else {
                memory.known(block, text, service);
            }
        }
    }

    @Override
    public Map<Fingerprint, VirtualServer> found() {
        return memory.found();
    }
}
