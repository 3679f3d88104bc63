package dev.upkeep.lbaas.schema;

import dev.upkeep.lbaas.schema.Attribute.Use;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The attributes of a kind of object.
public record Schema(List<Attribute> attributes) {

    public Schema {
        attributes = List.copyOf(attributes);
    }

    static Schema of(Attribute... attributes) {
        return new Schema(List.of(attributes));
    }

    /// The attribute of that name.
    public @Nullable Attribute find(String name) {
        for (Attribute each : attributes) {
            if (each.name().equals(name)) {
                return each;
            }
        }
        return null;
    }

    /// Names of those that are shown.
    public Set<String> shown() {
        Set<String> names = new LinkedHashSet<>();
        attributes.stream().filter(a -> a.has(Use.SHOWN)).forEach(a -> names.add(a.name()));
        return names;
    }

    /// Reads a request that creates: checked values, defaults filled in.
    ///
    /// @param where the path of names in messages: `listener_.listener`
    /// @throws ApiFault for anything that does not fit
    public Map<String, @Nullable Object> create(String where, Map<String, ?> request) {
        Map<String, @Nullable Object> values = given(where, request, Use.CREATE);
        for (Attribute each : attributes) {
            if (each.has(Use.REQUIRED) && values.get(each.name()) == null) {
                throw ApiFault.invalidInput(each.name(), "None", "Mandatory field missing.");
            }
            if (each.has(Use.CREATE) && values.get(each.name()) == null) {
                values.put(each.name(), each.byDefault());
            }
        }
        return values;
    }

    /// Reads a request that updates: what it says, checked.
    ///
    /// @param where the path of names in messages: `listener_.listener`
    /// @throws ApiFault for anything that does not fit
    public Map<String, @Nullable Object> update(String where, Map<String, ?> request) {
        Map<String, @Nullable Object> values = given(where, request, Use.UPDATE);
        values.replaceAll((name, value) -> value == null ? afterNull(name) : value);
        return values;
    }

    private @Nullable Object afterNull(String name) {
        Attribute attribute = find(name);
        return attribute == null ? null : attribute.afterNull();
    }

    private Map<String, @Nullable Object> given(String where, Map<String, ?> request, Use use) {
        Set<String> unknown = new TreeSet<>();
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Map.Entry<String, ?> each : request.entrySet()) {
            Attribute attribute = find(each.getKey());
            if (attribute == null || !attribute.has(use)) {
                unknown.add(each.getKey());
            }
        }
        if (!unknown.isEmpty()) {
            throw ApiFault.of(
                    400,
                    (unknown.size() > 1 ? "Unknown attributes" : "Unknown attribute")
                            + " for argument "
                            + where
                            + ": "
                            + String.join(", ", unknown));
        }
        for (Attribute each : attributes) {
            if (request.containsKey(each.name())) {
                values.put(
                        each.name(),
                        AttributeValues.read(
                                where, each.name(), each.type(), request.get(each.name())));
            }
        }
        return values;
    }
}
