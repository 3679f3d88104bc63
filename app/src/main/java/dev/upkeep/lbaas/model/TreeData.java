package dev.upkeep.lbaas.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Trees as plain data, the form in which they are stored.
public final class TreeData {

    private static final String VERSION = "version";
    private static final String ELEMENTS = "elements";
    private static final long CURRENT = 1;

    private TreeData() {}

    /// Maps, lists and simple values.
    public static Map<String, @Nullable Object> write(Tree tree) {
        List<Object> elements = new ArrayList<>();
        for (Element each : tree.elements()) {
            Map<String, @Nullable Object> data = new LinkedHashMap<>();
            data.put("kind", each.kind().word());
            data.put("id", each.id());
            data.put("parent", each.parent());
            data.put("provisioning_status", each.provisioning().name());
            data.put("created_at", each.createdAt());
            data.put("updated_at", each.updatedAt());
            data.put("values", each.values());
            elements.add(data);
        }
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put(VERSION, CURRENT);
        data.put(ELEMENTS, elements);
        return data;
    }

    /// Reads what [#write] made.
    ///
    /// @throws IllegalArgumentException when it is something else
    public static Tree read(Map<String, ?> data) {
        if (!(data.get(VERSION) instanceof Number version) || version.longValue() != CURRENT) {
            throw new IllegalArgumentException(
                    "a stored load balancer: expected version "
                            + CURRENT
                            + ", got "
                            + data.get(VERSION));
        }
        if (!(data.get(ELEMENTS) instanceof List<?> list)) {
            throw new IllegalArgumentException(
                    "a stored load balancer: expected a list of elements");
        }
        List<Element> elements = new ArrayList<>();
        for (Object each : list) {
            elements.add(element(each));
        }
        return Tree.of(elements);
    }

    private static Element element(@Nullable Object data) {
        if (!(data instanceof Map<?, ?> map) || !(map.get("values") instanceof Map<?, ?> stored)) {
            throw new IllegalArgumentException("a stored element: expected an object with values");
        }
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        stored.forEach((name, value) -> values.put(String.valueOf(name), widened(value)));
        return new Element(
                kind(map.get("kind")),
                String.valueOf(map.get("id")),
                text(map.get("parent")),
                Provisioning.valueOf(String.valueOf(map.get("provisioning_status"))),
                String.valueOf(map.get("created_at")),
                text(map.get("updated_at")),
                values);
    }

    /// JSON readers choose the smallest type that holds a number.
    private static @Nullable Object widened(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Integer number -> number.longValue();
            case List<?> list -> {
                List<@Nullable Object> wide = new ArrayList<>();
                list.forEach(each -> wide.add(widened(each)));
                yield wide;
            }
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> wide = new LinkedHashMap<>();
                map.forEach((name, each) -> wide.put(name, widened(each)));
                yield wide;
            }
            default -> value;
        };
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static Kind kind(@Nullable Object word) {
        for (Kind each : Kind.values()) {
            if (each.word().equals(word)) {
                return each;
            }
        }
        throw new IllegalArgumentException("a stored element: unknown kind '" + word + "'");
    }
}
