package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.schema.Schema;
import dev.upkeep.lbaas.schema.Schemas;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.service.Records;
import dev.upkeep.lbaas.view.Listing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Requests about quotas, providers, flavors, and what this has none of: availability zones and
/// amphorae.
final class AdminRoutes implements Routes {

    private final LoadBalancers service;

    AdminRoutes(LoadBalancers service) {
        this.service = service;
    }

    /// True for the first parts of paths that this answers.
    static boolean serves(String first) {
        return Set.of(
                        "quotas",
                        "providers",
                        "flavors",
                        "flavorprofiles",
                        "availabilityzones",
                        "availabilityzoneprofiles",
                        "amphorae")
                .contains(first);
    }

    @Override
    public Response answer(Request request) {
        return switch (request.part(0)) {
            case "quotas" -> quotas(request);
            case "providers" -> providers(request);
            case "flavors" -> flavors(request);
            case "flavorprofiles" -> profiles(request);
            case "availabilityzones" -> none(request, "availability_zones", "availability_zones");
            case "availabilityzoneprofiles" ->
                    none(request, "availability_zone_profiles", "availability_zone_profiles");
            default -> none(request, "amphorae", "amphorae");
        };
    }

    private static Response none(Request request, String key, String links) {
        if (!request.method().equals("GET")) {
            throw ApiFault.of(501, "There are no " + key.replace('_', ' ') + " here.");
        }
        if (!request.part(1).isEmpty()) {
            throw ApiFault.notFound(key, request.part(1));
        }
        return Response.of(200, Map.of(key, List.of(), links + "_links", List.of()));
    }

    private Response quotas(Request request) {
        String project = request.part(1);
        if (project.isEmpty()) {
            request.caller().requireAdmin();
            List<Object> all = new ArrayList<>();
            for (Map<String, @Nullable Object> each : service.records().all(Records.QUOTA)) {
                String id = String.valueOf(each.get("project_id"));
                Map<String, @Nullable Object> shown = service.records().quotaOf(id);
                shown.put("project_id", id);
                shown.put("tenant_id", id);
                shown.put("loadbalancer", shown.get("load_balancer"));
                shown.put("healthmonitor", shown.get("health_monitor"));
                all.add(shown);
            }
            return Response.of(200, Map.of("quotas", all, "quotas_links", List.of()));
        }
        return switch (request.method()) {
            case "GET" -> {
                boolean defaults = project.equals("defaults") || request.part(2).equals("default");
                if (!defaults) {
                    request.caller().requireProject(project);
                }
                yield Response.of(200, "quota", service.records().quotaOf(defaults ? "" : project));
            }
            case "PUT" -> {
                request.caller().requireAdmin();
                putQuota(project, request);
                yield Response.of(202, "quota", service.records().quotaOf(project));
            }
            case "DELETE" -> {
                request.caller().requireAdmin();
                service.records().remove(Records.QUOTA, project);
                yield Response.empty(202);
            }
            default -> throw Response.wrongMethod();
        };
    }

    private void putQuota(String project, Request request) {
        Map<String, @Nullable Object> said =
                Schemas.QUOTA.update("quotas.quota", request.object("quotas", "quota"));
        Map<String, @Nullable Object> present = service.records().find(Records.QUOTA, project);
        Map<String, @Nullable Object> quota =
                present == null ? new LinkedHashMap<>() : new LinkedHashMap<>(present);
        said.forEach((name, limit) ->
                quota.put(
                        switch (name) {
                            case "loadbalancer" -> "load_balancer";
                            case "healthmonitor" -> "health_monitor";
                            default -> name;
                        },
                        limit));
        quota.put("project_id", project);
        service.records().put(Records.QUOTA, project, quota);
    }

    private Response providers(Request request) {
        if (!request.method().equals("GET")) {
            throw Response.wrongMethod();
        }
        String name = request.part(1);
        if (name.isEmpty()) {
            List<Map<String, String>> all = new ArrayList<>();
            for (Provider each : service.providers()) {
                all.add(chosen(request, each.name(), each.description()));
            }
            return Response.of(200, "providers", all);
        }
        for (Provider each : service.providers()) {
            if (each.name().equals(name)) {
                return capabilities(request, each);
            }
        }
        throw ApiFault.of(400, "Provider '" + name + "' is not enabled.");
    }

    private static Response capabilities(Request request, Provider provider) {
        Map<String, String> settings =
                switch (request.part(2)) {
                    case "flavor_capabilities" -> provider.flavorSettings();
                    case "availability_zone_capabilities" -> Map.of();
                    default -> throw Response.notFound();
                };
        String onlyName = request.query().first("name");
        String onlyText = request.query().first("description");
        List<Map<String, String>> all = new ArrayList<>();
        settings.forEach((name, text) -> {
            if ((onlyName == null || onlyName.equals(name))
                    && (onlyText == null || onlyText.equals(text))) {
                all.add(chosen(request, name, text));
            }
        });
        return Response.of(200, request.part(2), all);
    }

    private static Map<String, String> chosen(Request request, String name, String description) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("description", description);
        if (request.query().first("fields") != null) {
            row.keySet().retainAll(request.query().all("fields"));
        }
        return row;
    }

    private Response flavors(Request request) {
        return records(request, Records.FLAVOR, "flavor", "flavors", "Flavor", Schemas.FLAVOR);
    }

    private Response profiles(Request request) {
        return records(
                request,
                Records.FLAVOR_PROFILE,
                "flavorprofile",
                "flavorprofiles",
                "Flavor Profile",
                Schemas.FLAVOR_PROFILE);
    }

    private Response records(
            Request request, String kind, String word, String plural, String title, Schema schema) {
        String id = request.part(1);
        if (!request.method().equals("GET")) {
            request.caller().requireAdmin();
        }
        return switch (request.method()) {
            case "GET" ->
                    id.isEmpty()
                            ? list(request, kind, plural, schema)
                            : one(request, kind, word, title, id);
            case "POST" -> {
                Map<String, @Nullable Object> created =
                        schema.create(word + "_." + word, request.object(word + "_", word));
                created.put("id", UUID.randomUUID().toString());
                require(kind, created, null);
                service.records().put(kind, String.valueOf(created.get("id")), created);
                yield Response.of(201, word, created);
            }
            case "PUT" -> {
                Map<String, @Nullable Object> changed =
                        new LinkedHashMap<>(existing(kind, title, id));
                changed.putAll(schema.update(word + "_." + word, request.object(word + "_", word)));
                require(kind, changed, id);
                service.records().put(kind, id, changed);
                yield Response.of(200, word, changed);
            }
            case "DELETE" -> {
                existing(kind, title, id);
                requireUnused(kind, title, id);
                service.records().remove(kind, id);
                yield Response.empty(204);
            }
            default -> throw Response.wrongMethod();
        };
    }

    private Response list(Request request, String kind, String plural, Schema schema) {
        Set<String> filters = new HashSet<>(schema.shown());
        filters.add("id");
        Listing.Page page =
                new Listing(request.query(), filters, request.url())
                        .of(service.records().all(kind));
        String links =
                kind.equals(Records.FLAVOR_PROFILE) ? "flavorprofile_links" : plural + "_links";
        return Response.of(200, Map.of(plural, page.rows(), links, page.links()));
    }

    private Response one(Request request, String kind, String word, String title, String id) {
        Listing fields = new Listing(request.query(), Set.of(), request.url());
        return Response.of(200, word, fields.fields(existing(kind, title, id)));
    }

    private Map<String, @Nullable Object> existing(String kind, String title, String id) {
        Map<String, @Nullable Object> found = service.records().find(kind, id);
        if (found == null) {
            throw ApiFault.notFound(title, id);
        }
        return found;
    }

    private void require(String kind, Map<String, @Nullable Object> record, @Nullable String id) {
        for (Map<String, @Nullable Object> each : service.records().all(kind)) {
            if (!String.valueOf(each.get("id")).equals(id)
                    && String.valueOf(each.get("name")).equals(record.get("name"))) {
                throw ApiFault.of(
                        409, "A " + kind + " of " + record.get("name") + " already exists.");
            }
        }
        if (kind.equals(Records.FLAVOR)) {
            String profile = String.valueOf(record.get("flavor_profile_id"));
            if (service.records().find(Records.FLAVOR_PROFILE, profile) == null) {
                throw ApiFault.invalidSubresource("Flavor Profile", profile);
            }
            return;
        }
        Provider provider =
                service.providers().stream()
                        .filter(each -> each.name().equals(record.get("provider_name")))
                        .findFirst()
                        .orElseThrow(() ->
                                ApiFault.of(
                                        400,
                                        "Provider '"
                                                + record.get("provider_name")
                                                + "' is not enabled."));
        requireSettings(provider, String.valueOf(record.get("flavor_data")));
    }

    private static void requireSettings(Provider provider, String text) {
        try {
            for (String name : Json.object(text).keySet()) {
                if (!provider.flavorSettings().containsKey(name)) {
                    throw ApiFault.unsupported(
                            provider.name(), "the flavor setting '" + name + "'");
                }
            }
        } catch (IOException e) {
            throw ApiFault.invalidOption(text, "flavor_data");
        }
    }

    private void requireUnused(String kind, String title, String id) {
        boolean used =
                kind.equals(Records.FLAVOR)
                        ? service.all().stream()
                                .anyMatch(tree -> id.equals(tree.root().get("flavor_id")))
                        : service.records().all(Records.FLAVOR).stream()
                                .anyMatch(each -> id.equals(each.get("flavor_profile_id")));
        if (used) {
            throw ApiFault.of(409, title + " " + id + " is in use and cannot be modified.");
        }
    }
}
