package dev.upkeep.config.schema;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.read.Binder;
import dev.upkeep.config.read.Diagnostic;
import dev.upkeep.config.read.Source;
import dev.upkeep.config.read.Span;
import dev.upkeep.config.read.Statement;
import dev.upkeep.config.read.SystemView;
import dev.upkeep.config.schema.build.ConfigurationBuilder;
import java.util.List;
import java.util.function.Consumer;

/// Gives statements their meaning with the schema.
public final class SchemaBinder implements Binder<Bound> {
    private static final Span NOWHERE = new Span(new Source("", null), 1, 1);

    private final SystemView system;

    public SchemaBinder(SystemView system) {
        this.system = system;
    }

    @Override
    public Bound bind(Statement statement, Consumer<Diagnostic> findings) {
        Bound part = Bound.empty(Schema.ROOT, statement.where());
        new Binding(system, new Findings(findings)).bind(statement, Schema.ROOT.body(), part);
        return part;
    }

    @Override
    public Configuration build(List<Bound> parts, Consumer<Diagnostic> findings) {
        Span start = parts.isEmpty() ? NOWHERE : parts.getFirst().where();
        Bound root = Bound.empty(Schema.ROOT, start);
        parts.forEach(root::addAll);
        return new ConfigurationBuilder(system, new Findings(findings), root).build();
    }
}
