package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.model.Ids;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// As much of Keystone as clients need that know no other way to find an endpoint: a token for
/// whoever [Authentication] knows, and a catalog that leads back here.
final class IdentityRoutes implements Routes {

    private static final String FAR = "2099-01-01T00:00:00.000000Z";

    private static final String VERSION = "v3";
    private static final String PROJECTS = "projects";

    private final Authentication authentication;

    IdentityRoutes(Authentication authentication) {
        this.authentication = authentication;
    }

    /// True for the first parts of paths that this answers. Clients without a catalog leave out the
    /// version.
    static boolean serves(String first) {
        return first.equals(VERSION) || first.equals(PROJECTS);
    }

    static List<String> withoutVersion(List<String> path) {
        return path.getFirst().equals(VERSION) ? path.subList(1, path.size()) : path;
    }

    /// True for what those may ask for who have no token yet.
    static boolean isPublic(List<String> path) {
        return path.isEmpty() || !path.getFirst().equals(PROJECTS);
    }

    @Override
    public Response answer(Request request) {
        if (request.part(0).isEmpty()) {
            return Response.of(
                    200,
                    "version",
                    Map.of(
                            "id",
                            "v3.14",
                            "status",
                            "stable",
                            "links",
                            List.of(Map.of("rel", "self", "href", request.base() + "/v3/"))));
        }
        if (request.part(0).equals(PROJECTS)) {
            return projects(request);
        }
        if (request.part(0).equals("role_assignments")) {
            return Response.of(200, Map.of("role_assignments", List.of(), "links", Map.of()));
        }
        if (!request.part(0).equals("auth")
                || !request.part(1).equals("tokens")
                || !request.method().equals("POST")) {
            throw Response.notFound();
        }
        Authentication.Session session = login(request.json());
        String project = session.caller().project();
        Map<String, Object> domain = Map.of("id", "default", "name", "Default");
        Map<String, @Nullable Object> token = new LinkedHashMap<>();
        token.put("methods", List.of("password"));
        token.put("user", Map.of("id", "upkeep", "name", "upkeep", "domain", domain));
        token.put("project", Map.of("id", project, "name", project, "domain", domain));
        token.put(
                "roles",
                List.of(
                        Map.of(
                                "id",
                                "role",
                                "name",
                                session.caller().admin() ? "admin" : "load-balancer_member")));
        token.put("catalog", catalog(request.base()));
        token.put("issued_at", "2026-01-01T00:00:00.000000Z");
        token.put("expires_at", FAR);
        token.put("is_domain", false);
        return new Response(
                201, Map.of("token", token), Map.of("X-Subject-Token", session.token()));
    }

    /// A project is its name: whoever may act for it can look it up, by id or by name.
    private static Response projects(Request request) {
        if (!request.method().equals("GET")) {
            throw Response.wrongMethod();
        }
        String id = request.part(1);
        String name = id.isEmpty() ? request.query().first("name") : id;
        if (name == null) {
            name = request.caller().project();
        }
        request.caller().requireProject(name);
        Map<String, Object> project =
                Map.of("id", name, "name", name, "domain_id", "default", "enabled", true);
        return id.isEmpty()
                ? Response.of(200, Map.of(PROJECTS, List.of(project), "links", Map.of()))
                : Response.of(200, "project", project);
    }

    private Authentication.Session login(Map<String, @Nullable Object> body) {
        Object user = inside(body, "auth", "identity", "password", "user");
        if (!(user instanceof Map<?, ?> map)) {
            throw ApiFault.of(400, "Missing argument: \"auth.identity.password.user\"");
        }
        Object name = map.get("name") == null ? map.get("id") : map.get("name");
        return authentication.login(String.valueOf(name), String.valueOf(map.get("password")));
    }

    private static @Nullable Object inside(@Nullable Object start, String... names) {
        Object at = start;
        for (String each : names) {
            at = at instanceof Map<?, ?> map ? map.get(each) : null;
        }
        return at;
    }

    private static List<Object> catalog(String base) {
        List<Object> catalog = new ArrayList<>();
        catalog.add(service("identity", "keystone", base + "/v3"));
        catalog.add(service("load-balancer", "octavia", base));
        catalog.add(service("network", "neutron", base));
        return catalog;
    }

    private static Map<String, Object> service(String type, String name, String url) {
        List<Object> endpoints = new ArrayList<>();
        for (String each : List.of("public", "internal", "admin")) {
            endpoints.add(
                    Map.of(
                            "id",
                            Ids.fromName(type + each),
                            "interface",
                            each,
                            "region",
                            "RegionOne",
                            "region_id",
                            "RegionOne",
                            "url",
                            url));
        }
        return Map.of("type", type, "name", name, "id", Ids.fromName(type), "endpoints", endpoints);
    }
}
