package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests about health monitors.
public final class MonitorRules {

    private static final Set<String> HTTP = Set.of("HTTP", "HTTPS");
    private static final Set<String> FOR_DATAGRAMS = Set.of("UDP-CONNECT", "SCTP", "TCP", "HTTP");

    /// Shortest delay of a `UDP-CONNECT` monitor, in seconds.
    private static final long SHORTEST_UDP_DELAY_S = 3;

    private MonitorRules() {}

    /// Gives a pool its monitor.
    public static Change create(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        Element pool = Edits.find(tree, Kind.POOL, String.valueOf(request.get("pool_id")));
        requireProtocol(pool, request.get("type"), request.get("delay"));
        Edits.requireQuota(context, Edits.project(tree), Kind.HEALTH_MONITOR, 1);
        Edits.requireMutable(tree);
        Element monitor = add(tree, context, pool, request);
        return new Change(Edits.touchPool(tree, pool).with(monitor), monitor.id());
    }

    /// Checks a request against the pool and makes the monitor of it.
    static Element add(
            Tree tree, RuleContext context, Element pool, Map<String, @Nullable Object> request) {
        requireProtocol(pool, request.get("type"), request.get("delay"));
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        String type = String.valueOf(request.get("type"));
        for (Map.Entry<String, String> each : httpDefaults()) {
            if (!HTTP.contains(type)) {
                requireAbsent(type, request, each.getKey());
            } else if (whole.get(each.getKey()) == null) {
                whole.put(each.getKey(), each.getValue());
            }
        }
        requireVersion(whole);
        if (tree.monitor(pool) != null) {
            throw ApiFault.of(409, "This pool already has a health monitor");
        }
        return Edits.created(Kind.HEALTH_MONITOR, pool.id(), Edits.project(tree), context, whole);
    }

    private static List<Map.Entry<String, String>> httpDefaults() {
        return List.of(
                Map.entry("http_method", "GET"),
                Map.entry("url_path", "/"),
                Map.entry("expected_codes", "200"));
    }

    private static void requireAbsent(String type, Map<String, ?> request, String name) {
        if (request.get(name) != null) {
            throw ApiFault.invalidOption(name, "health monitors of type " + type);
        }
    }

    private static void requireProtocol(
            Element pool, @Nullable Object type, @Nullable Object delay) {
        String protocol = pool.text("protocol");
        if (!PoolRules.DATAGRAMS.contains(protocol)) {
            if (Objects.equals(type, "UDP-CONNECT") || Objects.equals(type, "SCTP")) {
                throw ApiFault.validation(
                        "The " + type + " type is only supported for pools of type UDP/SCTP.");
            }
            return;
        }
        if (!FOR_DATAGRAMS.contains(String.valueOf(type))) {
            throw ApiFault.validation(
                    "The associated pool protocol is "
                            + protocol
                            + ", so only a UDP-CONNECT/SCTP/TCP/HTTP health monitor is supported.");
        }
        if (Objects.equals(type, "UDP-CONNECT")
                && delay instanceof Number number
                && number.longValue() < SHORTEST_UDP_DELAY_S) {
            throw ApiFault.validation(
                    "The request delay value "
                            + delay
                            + " should be larger than "
                            + SHORTEST_UDP_DELAY_S
                            + " for UDP-CONNECT health monitor type.");
        }
    }

    private static void requireVersion(Map<String, @Nullable Object> values) {
        Object version = values.get("http_version");
        if (values.get("domain_name") == null) {
            return;
        }
        if (version == null) {
            throw ApiFault.validation(
                    "'http_version' must be specified when 'domain_name' is provided.");
        }
        if (((Number) version).doubleValue() < 1.1) {
            throw ApiFault.invalidOption(
                    "http_version " + version, "health monitors HTTP 1.1 domain name health check");
        }
    }

    /// Changes a monitor.
    public static Change update(
            Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request) {
        Element monitor = Edits.find(tree, Kind.HEALTH_MONITOR, id);
        Element pool = Edits.find(tree, Kind.POOL, String.valueOf(monitor.parent()));
        String type = monitor.text("type");
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        for (Map.Entry<String, String> each : httpDefaults()) {
            if (!HTTP.contains(type) && request.containsKey(each.getKey())) {
                throw ApiFault.invalidOption(each.getKey(), "health monitors of type " + type);
            }
            if (request.containsKey(each.getKey()) && request.get(each.getKey()) == null) {
                whole.put(each.getKey(), each.getValue());
            }
        }
        for (String name : List.of("delay", "max_retries", "timeout")) {
            if (request.containsKey(name) && request.get(name) == null) {
                throw ApiFault.invalidOption("None", name);
            }
        }
        Element changed = Edits.updated(monitor, context, whole);
        requireVersion(changed.values());
        requireProtocol(pool, type, changed.get("delay"));
        Edits.requireMutable(tree);
        return new Change(Edits.touchPool(tree, pool).with(changed), id);
    }

    /// Takes a pool its monitor.
    public static Change delete(Tree tree, String id) {
        Element monitor = Edits.find(tree, Kind.HEALTH_MONITOR, id);
        Element pool = Edits.find(tree, Kind.POOL, String.valueOf(monitor.parent()));
        Edits.requireMutable(tree);
        return new Change(Edits.delete(Edits.touchPool(tree, pool), monitor), id);
    }
}
