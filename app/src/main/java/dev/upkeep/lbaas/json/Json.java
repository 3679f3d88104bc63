package dev.upkeep.lbaas.json;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON to plain maps and lists and back.
public final class Json {

    private static final JSON CODEC = JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES);

    private Json() {}

    /// Reads an object.
    ///
    /// @throws IOException when the text is no JSON object
    public static Map<String, @Nullable Object> object(String text) throws IOException {
        return new LinkedHashMap<>(CODEC.mapFrom(text));
    }

    /// Reads a record, whose components are the keys.
    ///
    /// @throws IOException when the text is none
    public static <T> T record(Class<T> type, String text) throws IOException {
        return CODEC.beanFrom(type, text);
    }

    /// Writes maps, lists, records and simple values.
    public static String text(Object value) {
        try {
            return CODEC.asString(value);
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON: " + e.getMessage(), e);
        }
    }
}
