package dev.upkeep.lbaas.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One object: a listener, a member and so on. Its values are text, `Long`, `Double`, `Boolean`,
/// and lists and maps of these.
///
/// @param parent id of what it belongs to: a member's pool; null for the load balancer
/// @param createdAt ISO 8601, UTC, without a zone
/// @param updatedAt null while it was never changed
public record Element(
        Kind kind,
        String id,
        @Nullable String parent,
        Provisioning provisioning,
        String createdAt,
        @Nullable String updatedAt,
        Map<String, @Nullable Object> values) {

    public Element {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /// The value of an attribute.
    public @Nullable Object get(String name) {
        return values.get(name);
    }

    /// A text that is there.
    public String text(String name) {
        return (String) Objects.requireNonNull(values.get(name), name);
    }

    /// A text, or null.
    public @Nullable String textOrNull(String name) {
        return (String) values.get(name);
    }

    /// A number that is there.
    public long number(String name) {
        return ((Number) Objects.requireNonNull(values.get(name), name)).longValue();
    }

    /// A boolean; false when it is not there.
    public boolean flag(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /// A list; empty when it is not there.
    public List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : List.of();
    }

    /// A map; empty when it is not there.
    public Map<?, ?> map(String name) {
        return values.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /// True unless it is administratively down.
    public boolean enabled() {
        return flag("admin_state_up");
    }

    /// The same as part of nothing: the load balancer itself.
    public Element asRoot() {
        return new Element(kind, id, null, provisioning, createdAt, updatedAt, values);
    }

    /// With another state.
    public Element with(Provisioning state) {
        return new Element(kind, id, parent, state, createdAt, updatedAt, values);
    }

    /// With another value.
    public Element with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(values);
        changed.put(name, value);
        return new Element(kind, id, parent, provisioning, createdAt, updatedAt, changed);
    }

    /// Changed at that time.
    public Element at(String time) {
        return new Element(kind, id, parent, provisioning, createdAt, time, values);
    }
}
