package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.view.Query;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request without its connection.
///
/// @param path the parts of the path behind the version, decoded
/// @param base scheme, host and port, as the client sees them
/// @param url address without arguments
public record Request(
        String method,
        List<String> path,
        Query query,
        String body,
        Caller caller,
        String base,
        String url) {

    public Request {
        path = List.copyOf(path);
    }

    /// A part of the path; empty when it is shorter.
    public String part(int index) {
        return index < path.size() ? path.get(index) : "";
    }

    /// The whole body.
    ///
    /// @throws ApiFault 400 when it is no JSON object
    public Map<String, @Nullable Object> json() {
        try {
            return Json.object(body);
        } catch (IOException e) {
            throw ApiFault.of(400, "Request is not in valid JSON format");
        }
    }

    /// The object of the body under its only key.
    ///
    /// @param argument what messages call the body
    /// @throws ApiFault 400 when it is not there
    @SuppressWarnings("unchecked") // keys of JSON objects are text
    public Map<String, @Nullable Object> object(String argument, String key) {
        Map<String, @Nullable Object> whole = json();
        for (String each : whole.keySet()) {
            if (!each.equals(key)) {
                throw ApiFault.of(400, "Unknown attribute for argument " + argument + ": " + each);
            }
        }
        if (whole.get(key) instanceof Map<?, ?> object) {
            return (Map<String, @Nullable Object>) object;
        }
        throw ApiFault.of(400, "Missing argument: \"" + key + "\"");
    }
}
