package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.view.Query;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Leads each request to the routes that answer it. `/v2` and `/v2.0` are the same, with `lbaas`
/// behind it or without.
final class Router {

    private static final List<String> VERSIONS = List.of("v2", "v2.0");

    private final Authentication authentication;
    private final LoadBalancerRoutes loadBalancers;
    private final AdminRoutes admin;
    private final NetworkRoutes networks;
    private final IdentityRoutes identity;

    Router(LoadBalancers service, Authentication authentication) {
        this.authentication = authentication;
        loadBalancers = new LoadBalancerRoutes(service);
        admin = new AdminRoutes(service);
        networks = new NetworkRoutes(service);
        identity = new IdentityRoutes(authentication);
    }

    /// The answer to a request.
    ///
    /// @param header gives a header, or null
    /// @throws ApiFault for a refusal
    Response answer(
            String method,
            URI uri,
            String body,
            Function<String, @Nullable String> header,
            String base)
            throws InterruptedException {
        List<String> path = parts(uri.getRawPath());
        Caller nobody = new Caller("", false);
        if (path.isEmpty()) {
            return VersionRoutes.versions(
                    new Request(method, path, query(uri), body, nobody, base, base));
        }
        if (IdentityRoutes.serves(path.getFirst())) {
            List<String> rest = IdentityRoutes.withoutVersion(path);
            Caller asking = IdentityRoutes.isPublic(rest) ? nobody : authentication.caller(header);
            return identity.answer(new Request(method, rest, query(uri), body, asking, base, base));
        }
        if (!VERSIONS.contains(path.getFirst())) {
            throw Response.notFound();
        }
        Caller caller = authentication.caller(header);
        int skipped = path.size() > 1 && List.of("lbaas", "octavia").contains(path.get(1)) ? 2 : 1;
        List<String> rest = path.subList(skipped, path.size());
        Request request =
                new Request(method, rest, query(uri), body, caller, base, base + uri.getRawPath());
        if (rest.isEmpty()) {
            return Response.of(200, "v2");
        }
        return routes(rest.getFirst()).answer(request);
    }

    private Routes routes(String first) {
        if (LoadBalancerRoutes.serves(first)) {
            return loadBalancers;
        }
        if (AdminRoutes.serves(first)) {
            return admin;
        }
        if (NetworkRoutes.serves(first)) {
            return networks;
        }
        throw Response.notFound();
    }

    private static Query query(URI uri) {
        try {
            return Query.parse(uri.getRawQuery());
        } catch (IllegalArgumentException e) {
            throw ApiFault.of(
                    400, "The arguments of the request are no valid URL: " + e.getMessage());
        }
    }

    private static List<String> parts(@Nullable String path) {
        List<String> parts = new ArrayList<>();
        for (String each : path == null ? new String[0] : path.split("/")) {
            if (!each.isEmpty()) {
                parts.add(URLDecoder.decode(each.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return parts;
    }
}
