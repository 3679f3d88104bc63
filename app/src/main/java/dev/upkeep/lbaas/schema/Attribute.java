package dev.upkeep.lbaas.schema;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An attribute of a resource, declared once.
///
/// @param byDefault value of a created resource whose request does not say it; null for none
/// @param afterNull value that `null` in an update means; null for none
public record Attribute(
        String name,
        AttributeType type,
        Set<Use> uses,
        @Nullable Object byDefault,
        @Nullable Object afterNull) {

    /// Places where an attribute may stand.
    public enum Use {
        /// Must be in a request that creates.
        REQUIRED,
        /// May be in a request that creates.
        CREATE,
        /// May be in a request that updates.
        UPDATE,
        /// Is shown.
        SHOWN
    }

    public Attribute {
        uses = Set.copyOf(uses);
    }

    /// An attribute that is set once and shown.
    static Attribute fixed(String name, AttributeType type) {
        return new Attribute(name, type, EnumSet.of(Use.CREATE, Use.SHOWN), null, null);
    }

    /// An attribute that may be changed.
    static Attribute changeable(String name, AttributeType type) {
        return new Attribute(name, type, EnumSet.of(Use.CREATE, Use.UPDATE, Use.SHOWN), null, null);
    }

    /// Must be in a request that creates.
    Attribute required() {
        Set<Use> with = EnumSet.copyOf(uses);
        with.add(Use.REQUIRED);
        return new Attribute(name, type, with, byDefault, afterNull);
    }

    /// Read from requests alone.
    Attribute hidden() {
        Set<Use> without = EnumSet.copyOf(uses);
        without.remove(Use.SHOWN);
        return new Attribute(name, type, without, byDefault, afterNull);
    }

    /// A default, which `null` in an update means too.
    Attribute or(Object value) {
        return new Attribute(name, type, uses, value, value);
    }

    boolean has(Use use) {
        return uses.contains(use);
    }
}
