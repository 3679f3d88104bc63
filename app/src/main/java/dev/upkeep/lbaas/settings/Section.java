package dev.upkeep.lbaas.settings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An object of the settings, which knows what of it has been read: what is left over is a mistake.
final class Section {

    private final String name;
    private final Map<?, ?> values;
    private final Set<String> read = new HashSet<>();

    /// @param name for messages, as `networks[0]`
    Section(String name, Map<?, ?> values) {
        this.name = name;
        this.values = values;
    }

    private @Nullable Object value(String key) {
        read.add(key);
        return values.get(key);
    }

    private SettingsException wrong(String key, String expected) {
        String where = name.isEmpty() ? key : name + "." + key;
        return new SettingsException(
                where + ": expected " + expected + ", got " + values.get(key), null);
    }

    /// A text, or null.
    @Nullable String text(String key) throws SettingsException {
        Object value = value(key);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw wrong(key, "a text");
    }

    /// A text that must be there.
    String required(String key) throws SettingsException {
        String text = text(key);
        if (text == null || text.isEmpty()) {
            throw wrong(key, "a text");
        }
        return text;
    }

    /// A text with a default.
    String text(String key, String byDefault) throws SettingsException {
        String text = text(key);
        return text == null ? byDefault : text;
    }

    /// A boolean; false when it is not there.
    boolean flag(String key) throws SettingsException {
        Object value = value(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw wrong(key, "true or false");
    }

    /// A whole number with a default.
    long number(String key, long byDefault, long least, long most) throws SettingsException {
        Object value = value(key);
        if (value == null) {
            return byDefault;
        }
        boolean whole = value instanceof Integer || value instanceof Long;
        long number = whole ? ((Number) value).longValue() : least - 1;
        if (number < least || number > most) {
            throw wrong(key, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    /// A list of texts with a default.
    List<String> texts(String key, List<String> byDefault) throws SettingsException {
        Object value = value(key);
        if (value == null) {
            return byDefault;
        }
        List<String> texts = new ArrayList<>();
        if (!(value instanceof List<?> list)) {
            throw wrong(key, "a list of texts");
        }
        for (Object each : list) {
            if (!(each instanceof String text)) {
                throw wrong(key, "a list of texts");
            }
            texts.add(text);
        }
        return texts;
    }

    /// A section; null when it is not there.
    @Nullable Section section(String key) throws SettingsException {
        Object value = value(key);
        if (value == null) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            return new Section(name.isEmpty() ? key : name + "." + key, map);
        }
        throw wrong(key, "an object");
    }

    /// A list of sections.
    List<Section> sections(String key) throws SettingsException {
        Object value = value(key);
        List<Section> sections = new ArrayList<>();
        if (value == null) {
            return sections;
        }
        if (!(value instanceof List<?> list)) {
            throw wrong(key, "a list of objects");
        }
        for (Object each : list) {
            if (!(each instanceof Map<?, ?> map)) {
                throw wrong(key, "a list of objects");
            }
            sections.add(
                    new Section(
                            (name.isEmpty() ? key : name + "." + key) + "[" + sections.size() + "]",
                            map));
        }
        return sections;
    }

    /// A value that something else reads.
    interface Reader<T> {
        T read(String text);
    }

    /// A text that something else reads; null when it is not there.
    <T> @Nullable T parsed(String key, Reader<T> reader) throws SettingsException {
        String text = text(key);
        try {
            return text == null ? null : reader.read(text);
        } catch (IllegalArgumentException e) {
            throw new SettingsException(
                    (name.isEmpty() ? key : name + "." + key) + ": " + e.getMessage(), e);
        }
    }

    /// Refuses what nobody has read.
    void requireAllRead() throws SettingsException {
        for (Object key : values.keySet()) {
            if (!read.contains(String.valueOf(key))) {
                throw new SettingsException(
                        (name.isEmpty() ? "" : name + ".") + key + ": unknown setting", null);
            }
        }
    }
}
