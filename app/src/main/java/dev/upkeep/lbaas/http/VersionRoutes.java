package dev.upkeep.lbaas.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The versions of the API.
final class VersionRoutes {

    private static final int NEWEST = 26;

    private VersionRoutes() {}

    /// All versions, of which the newest is current.
    static Response versions(Request request) {
        List<Object> versions = new ArrayList<>();
        for (int minor = 0; minor <= NEWEST; minor++) {
            Map<String, @Nullable Object> version = new LinkedHashMap<>();
            version.put("id", "v2." + minor);
            version.put("status", minor == NEWEST ? "CURRENT" : "SUPPORTED");
            version.put("updated", "2022-08-29T00:00:00Z");
            version.put("links", List.of(Map.of("href", request.base() + "/v2", "rel", "self")));
            versions.add(version);
        }
        return Response.of(200, "versions", versions);
    }
}
