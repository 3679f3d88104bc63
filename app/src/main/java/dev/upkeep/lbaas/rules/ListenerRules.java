package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.schema.Network;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Requests about listeners.
public final class ListenerRules {

    private static final Set<String> HTTP_HEADERS =
            Set.of("X-Forwarded-For", "X-Forwarded-Port", "X-Forwarded-Proto");
    private static final Set<String> TLS_HEADERS =
            Set.of(
                    "X-SSL-Client-Verify",
                    "X-SSL-Client-Has-Cert",
                    "X-SSL-Client-DN",
                    "X-SSL-Client-CN",
                    "X-SSL-Issuer",
                    "X-SSL-Client-SHA1",
                    "X-SSL-Client-Not-Before",
                    "X-SSL-Client-Not-After");
    private static final Set<String> DATAGRAMS = Set.of("UDP", "SCTP");
    static final String PROMETHEUS = "PROMETHEUS";
    private static final String TERMINATED_HTTPS = "TERMINATED_HTTPS";

    private ListenerRules() {}

    /// Creates a listener.
    public static Change create(
            Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        Edits.requireQuota(context, Edits.project(tree), Kind.LISTENER, 1);
        if (request.get("default_pool_id") != null) {
            requirePool(tree, request);
        }
        Edits.requireMutable(tree);
        Element listener = add(tree, context, request);
        return new Change(Edits.touch(tree).with(listener), listener.id());
    }

    /// Checks a request against the tree and makes the listener of it.
    static Element add(Tree tree, RuleContext context, Map<String, @Nullable Object> request) {
        String protocol = String.valueOf(request.get("protocol"));
        boolean tls = isTls(protocol, request);
        requireHeaders(protocol, request);
        requireTls(protocol, tls, request);
        requireFreePort(tree, protocol, request);
        requireFamily(tree, request);
        return Edits.created(Kind.LISTENER, tree.id(), Edits.project(tree), context, request);
    }

    private static boolean isTls(String protocol, Map<String, @Nullable Object> request) {
        return protocol.equals(TERMINATED_HTTPS)
                || (protocol.equals(PROMETHEUS) && hasCertificates(request));
    }

    private static boolean hasCertificates(Map<String, @Nullable Object> request) {
        return request.get("default_tls_container_ref") != null
                || (request.get("sni_container_refs") instanceof List<?> refs && !refs.isEmpty());
    }

    private static void requirePool(Tree tree, Map<String, @Nullable Object> request) {
        String protocol = String.valueOf(request.get("protocol"));
        if (protocol.equals(PROMETHEUS)) {
            throw noChildren();
        }
        Element pool = Edits.find(tree, Kind.POOL, String.valueOf(request.get("default_pool_id")));
        Protocols.requireCompatible(protocol, pool.text("protocol"));
    }

    static ApiFault noChildren() {
        return ApiFault.of(400, "Protocol PROMETHEUS listeners cannot have child objects.");
    }

    private static void requireHeaders(String protocol, Map<String, @Nullable Object> request) {
        if (!(request.get("insert_headers") instanceof Map<?, ?> headers) || headers.isEmpty()) {
            return;
        }
        if (!protocol.equals("HTTP") && !protocol.equals(TERMINATED_HTTPS)) {
            throw ApiFault.invalidOption("insert-headers", "a " + protocol + " protocol listener.");
        }
        List<String> onlyTls = new ArrayList<>();
        for (Object each : headers.keySet()) {
            if (TLS_HEADERS.contains(each)) {
                onlyTls.add("'" + each + "'");
            } else if (!HTTP_HEADERS.contains(each)) {
                throw ApiFault.invalidOption(headers.keySet().toString(), "insert_headers");
            }
        }
        if (!onlyTls.isEmpty() && !protocol.equals(TERMINATED_HTTPS)) {
            throw ApiFault.invalidOption(onlyTls.toString(), protocol + " protocol listener.");
        }
    }

    private static void requireTls(
            String protocol, boolean tls, Map<String, @Nullable Object> request) {
        boolean certificates = hasCertificates(request);
        if (DATAGRAMS.contains(protocol) && certificates) {
            throw ApiFault.validation(protocol + " protocol listener does not support TLS.");
        }
        if (!tls && certificates) {
            throw ApiFault.validation(
                    "Certificate container references are not allowed on "
                            + protocol
                            + " protocol listeners.");
        }
        boolean clientCa = request.get("client_ca_tls_container_ref") != null;
        if (clientCa && !certificates) {
            throw ApiFault.validation(
                    "An SNI or default certificate container reference must be provided with a"
                            + " client CA container reference.");
        }
        if (tls && !certificates) {
            throw ApiFault.validation(
                    "An SNI or default certificate container reference must be provided for "
                            + protocol
                            + " protocol listeners.");
        }
        Object authentication = request.get("client_authentication");
        if (authentication != null && !authentication.equals("NONE") && !clientCa) {
            throw ApiFault.validation(
                    "Client authentication setting "
                            + authentication
                            + " requires a client CA container reference.");
        }
        if (request.get("client_crl_container_ref") != null && !clientCa) {
            throw ApiFault.validation(
                    "A client authentication CA reference is required to specify a client"
                            + " authentication revocation list.");
        }
    }

    private static void requireFreePort(
            Tree tree, String protocol, Map<String, @Nullable Object> request) {
        for (Element other : tree.all(Kind.LISTENER)) {
            if (Objects.equals(other.get("protocol_port"), request.get("protocol_port"))
                    && Protocols.transport(other.text("protocol"))
                            .equals(Protocols.transport(protocol))) {
                throw ApiFault.of(
                        409,
                        "Another Listener on this Load Balancer is already using protocol "
                                + other.text("protocol")
                                + " and protocol_port "
                                + request.get("protocol_port"));
            }
        }
    }

    private static void requireFamily(Tree tree, Map<String, @Nullable Object> request) {
        if (!(request.get("allowed_cidrs") instanceof List<?> cidrs)) {
            return;
        }
        String vip = tree.root().text("vip_address");
        Family family = IpAddress.parse(vip).family();
        for (Object each : cidrs) {
            if (Network.parse(String.valueOf(each)).address().family() != family) {
                throw ApiFault.validation(
                        "CIDR "
                                + each
                                + " IP version incompatible with VIP "
                                + vip
                                + " IP version.");
            }
        }
    }

    /// Changes a listener.
    public static Change update(
            Tree tree, RuleContext context, String id, Map<String, @Nullable Object> request) {
        Element listener = Edits.find(tree, Kind.LISTENER, id);
        String protocol = listener.text("protocol");
        if (DATAGRAMS.contains(protocol)
                && (hasCertificates(request)
                        || (request.get("insert_headers") instanceof Map<?, ?> h
                                && !h.isEmpty()))) {
            throw ApiFault.validation(
                    protocol + " protocol listener does not support TLS or header insertion.");
        }
        requireHeaders(protocol, request);
        Element changed = Edits.updated(listener, context, request);
        requireTls(protocol, isTls(protocol, changed.values()), changed.values());
        requireFamily(tree, request);
        if (request.get("default_pool_id") != null) {
            requirePool(tree, changed.values());
        }
        Edits.requireMutable(tree);
        return new Change(Edits.touch(tree).with(changed), id);
    }

    /// Deletes a listener, its policies and their rules. Its pool stays.
    public static Change delete(Tree tree, String id) {
        Element listener = Edits.find(tree, Kind.LISTENER, id);
        Edits.requireMutable(tree);
        return new Change(Edits.touch(Edits.delete(tree, listener)), id);
    }
}
