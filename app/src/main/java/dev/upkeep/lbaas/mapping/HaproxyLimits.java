package dev.upkeep.lbaas.mapping;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.schema.ApiFault;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Limits of the providers that put load balancers into HAProxy. A request beyond them is refused
/// with 501 before anything is changed.
///
/// @param provider the name of the provider, for the refusal
public record HaproxyLimits(String provider) {

    /// Beginning of references to certificates: a PEM file on the director.
    static final String FILE = "file://";

    /// Refuses a load balancer that cannot be mapped.
    ///
    /// @param certificates directory that certificates must lie in
    /// @throws ApiFault 501
    public void require(Tree tree, String certificates) {
        for (Element listener : tree.all(Kind.LISTENER)) {
            String protocol = listener.text("protocol");
            refuse(Set.of("UDP", "SCTP", "PROMETHEUS").contains(protocol), protocol + " listeners");
            certificate(listener.textOrNull("default_tls_container_ref"), certificates);
            listener.list("sni_container_refs")
                    .forEach(each -> certificate(String.valueOf(each), certificates));
            for (String name :
                    new String[] {"client_ca_tls_container_ref", "client_crl_container_ref"}) {
                refuse(listener.get(name) != null, name);
            }
            for (Object header : listener.map("insert_headers").keySet()) {
                refuse(String.valueOf(header).startsWith("X-SSL"), "the header " + header);
            }
        }
        for (Element pool : tree.all(Kind.POOL)) {
            for (String name :
                    new String[] {
                        "tls_container_ref", "ca_tls_container_ref", "crl_container_ref"
                    }) {
                refuse(pool.get(name) != null, name);
            }
            monitor(tree.monitor(pool));
        }
        for (Element rule : tree.all(Kind.L7RULE)) {
            refuse(rule.text("type").startsWith("SSL"), "rules of type " + rule.text("type"));
        }
    }

    private void refuse(boolean when, String option) {
        if (when) {
            throw ApiFault.unsupported(provider, option);
        }
    }

    private void certificate(@Nullable String reference, String directory) {
        if (reference == null) {
            return;
        }
        String path = reference.startsWith(FILE) ? reference.substring(FILE.length()) : "";
        refuse(
                !path.startsWith(directory + "/") || path.contains("/../") || !plain(path),
                "certificates other than " + FILE + directory + "/NAME");
    }

    private static boolean plain(String path) {
        return path.matches("[A-Za-z0-9._/+-]+");
    }

    private void monitor(@Nullable Element monitor) {
        if (monitor != null) {
            String type = monitor.text("type");
            refuse(
                    Set.of("PING", "UDP-CONNECT", "SCTP").contains(type),
                    "health monitors of type " + type);
            refuse(
                    monitor.number("delay") == 0 || monitor.number("timeout") == 0,
                    "a delay or timeout of 0");
        }
    }
}
