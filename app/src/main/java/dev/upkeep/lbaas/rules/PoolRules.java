package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Requests about pools.
public final class PoolRules {

    static final Set<String> DATAGRAMS = Set.of("UDP", "SCTP");
    private static final Pattern BAD_COOKIE =
            Pattern.compile("[\\x00-\\x20\"()*,/:;<=>?@\\[\\\\\\]{}\\x7f]");

    private PoolRules() {}

    /// Creates a pool, as the default of a listener where the request names one.
    public static Change create(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        Element listener = null;
        if (request.get("loadbalancer_id") == null && request.get("listener_id") != null) {
            listener = Edits.find(tree, Kind.LISTENER, String.valueOf(request.get("listener_id")));
        } else if (request.get("listener_id") != null) {
            listener = tree.find(Kind.LISTENER, request.get("listener_id"));
        }
        if (listener != null) {
            if (listener.text("protocol").equals(ListenerRules.PROMETHEUS)) {
                throw ListenerRules.noChildren();
            }
            Protocols.requireCompatible(
                    listener.text("protocol"), String.valueOf(request.get("protocol")));
        }
        requirePersistence(
                String.valueOf(request.get("protocol")), request, "UDP and SCTP protocol");
        Edits.requireQuota(context, Edits.project(tree), Kind.POOL, 1);
        if (listener != null && listener.get("default_pool_id") != null) {
            throw ApiFault.of(409, "This listener already has a default pool");
        }
        Edits.requireMutable(tree);
        Tree changed = addWithParts(Edits.touch(tree), context, request);
        Element pool = changed.all(Kind.POOL).getLast();
        if (listener != null) {
            changed =
                    changed.with(
                            listener.with("default_pool_id", pool.id())
                                    .with(Provisioning.PENDING_UPDATE)
                                    .at(context.now()));
        }
        return new Change(changed, pool.id());
    }

    /// A tree with one pool more, its monitor and members included.
    static Tree addWithParts(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        String project = Edits.project(tree);
        requireCertificates(request);
        Element pool = Edits.created(Kind.POOL, tree.id(), project, context, request);
        Tree changed = tree.with(pool);
        Object monitor = request.get("healthmonitor");
        if (monitor != null) {
            Edits.requireQuota(context, project, Kind.HEALTH_MONITOR, 1);
            changed = changed.with(MonitorRules.add(changed, context, pool, Edits.object(monitor)));
        }
        List<Map<String, @Nullable Object>> members = Edits.nested(request.get("members"));
        Edits.requireQuota(context, project, Kind.MEMBER, members.size());
        for (Map<String, @Nullable Object> each : members) {
            changed = changed.with(MemberRules.add(changed, context, pool, each));
        }
        return changed;
    }

    private static void requireCertificates(Map<String, @Nullable Object> request) {
        if (request.get("crl_container_ref") != null
                && request.get("ca_tls_container_ref") == null) {
            throw ApiFault.validation(
                    "A CA certificate reference is required to specify a revocation list.");
        }
        if (request.get("tls_versions") instanceof List<?> versions && versions.isEmpty()) {
            throw ApiFault.validation(
                    "Empty TLS version list. Either specify at least one TLS version or remove"
                            + " this parameter to use the default.");
        }
    }

    /// @param onlyFor what the message says of the two options of datagrams
    private static void requirePersistence(
            String protocol, Map<String, @Nullable Object> request, String onlyFor) {
        if (!(request.get("session_persistence") instanceof Map<?, ?> persistence)) {
            return;
        }
        Object type = persistence.get("type");
        Object cookie = persistence.get("cookie_name");
        if (type == null) {
            throw ApiFault.invalidInput("type", "None", "Mandatory field missing.");
        }
        if (DATAGRAMS.contains(protocol)) {
            if (cookie != null) {
                throw ApiFault.validation("Cookie names are not supported for UDP/SCTP pools.");
            }
            if (!type.equals("SOURCE_IP")) {
                throw ApiFault.validation(
                        "Session persistence of type "
                                + type
                                + " is not supported for UDP/SCTP protocol pools.");
            }
        } else if (persistence.get("persistence_timeout") != null
                || persistence.get("persistence_granularity") != null) {
            throw ApiFault.validation(
                    "persistence_timeout and persistence_granularity is only for "
                            + onlyFor
                            + " pools.");
        }
        if (cookie != null && !type.equals("APP_COOKIE")) {
            throw ApiFault.validation(
                    "Field \"cookie_name\" can only be specified with session persistence of type"
                            + " \"APP_COOKIE\".");
        }
        if (cookie != null && BAD_COOKIE.matcher(cookie.toString()).find()) {
            throw ApiFault.validation("Supplied \"cookie_name\" is invalid.");
        }
        if (type.equals("APP_COOKIE") && cookie == null) {
            throw ApiFault.validation(
                    "Field \"cookie_name\" must be specified when using the \"APP_COOKIE\" session"
                            + " persistence type.");
        }
    }

    /// Changes a pool.
    public static Change update(
            Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request) {
        Element pool = Edits.find(tree, Kind.POOL, id);
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        if (request.get("session_persistence") instanceof Map<?, ?> given
                && given.get("type") == null
                && pool.get("session_persistence") instanceof Map<?, ?> present) {
            Map<Object, @Nullable Object> merged = new LinkedHashMap<>(given);
            merged.put("type", present.get("type"));
            whole.put("session_persistence", merged);
        }
        requirePersistence(pool.text("protocol"), whole, "UDP protocol");
        requireCertificates(Edits.updated(pool, context, whole).values());
        Edits.requireMutable(tree);
        Tree touched = Edits.touchPool(tree, pool);
        return new Change(touched.with(Edits.updated(pool, context, whole)), id);
    }

    /// Deletes a pool, its members and its monitor.
    public static Change delete(Tree tree, RuleContext context, String id) {
        Element pool = Edits.find(tree, Kind.POOL, id);
        for (Element policy : tree.all(Kind.L7POLICY)) {
            if (id.equals(policy.get("redirect_pool_id"))) {
                throw ApiFault.of(409, "Pool " + id + " is in use by L7 policy " + policy.id());
            }
        }
        Edits.requireMutable(tree);
        Tree changed = Edits.delete(Edits.touchPool(tree, pool), pool);
        return new Change(
                changed.map(each ->
                        each.kind() == Kind.LISTENER && id.equals(each.get("default_pool_id"))
                                ? each.with("default_pool_id", null).at(context.now())
                                : each),
                id);
    }
}
