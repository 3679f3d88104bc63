package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.schema.ApiFault;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An answer without its connection.
///
/// @param body maps, lists and simple values; null for none
public record Response(int status, @Nullable Object body, Map<String, String> headers) {

    public Response {
        headers = Map.copyOf(headers);
    }

    /// An answer with a body.
    public static Response of(int status, Object body) {
        return new Response(status, body, Map.of());
    }

    /// An answer without a body.
    public static Response empty(int status) {
        return new Response(status, null, Map.of());
    }

    /// An object under its key.
    public static Response of(int status, String key, @Nullable Object object) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(key, object);
        return of(status, body);
    }

    /// A refusal.
    public static Response of(ApiFault fault) {
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("faultcode", fault.status() >= 500 && fault.status() != 501 ? "Server" : "Client");
        body.put("faultstring", fault.text());
        body.put("debuginfo", null);
        return of(fault.status(), body);
    }

    /// No such place.
    public static ApiFault notFound() {
        return ApiFault.of(404, "The resource could not be found.");
    }

    /// A place that does not take the method.
    public static ApiFault wrongMethod() {
        return ApiFault.of(405, "The method is not allowed for this resource.");
    }
}
