package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.schema.ApiFault;
import java.util.List;
import java.util.Map;

/// Says which protocols of listeners and pools go together.
public final class Protocols {

    private static final Map<String, List<String>> POOLS_OF =
            Map.of(
                    "TCP", List.of("HTTP", "HTTPS", "PROXY", "PROXYV2", "TCP"),
                    "HTTP", List.of("HTTP", "PROXY", "PROXYV2"),
                    "HTTPS", List.of("HTTPS", "PROXY", "PROXYV2", "TCP"),
                    "TERMINATED_HTTPS", List.of("HTTP", "PROXY", "PROXYV2"),
                    "UDP", List.of("UDP"),
                    "SCTP", List.of("SCTP"),
                    "PROMETHEUS", List.of());

    private Protocols() {}

    /// The transport protocol of a listener: `TCP`, `UDP` or `SCTP`.
    public static String transport(String protocol) {
        return switch (protocol) {
            case "UDP", "SCTP" -> protocol;
            default -> "TCP";
        };
    }

    /// Refuses a pool that a listener cannot use.
    static void requireCompatible(String listener, String pool) {
        if (!POOLS_OF.getOrDefault(listener, List.of()).contains(pool)) {
            throw ApiFault.validation(
                    "The pool protocol '"
                            + pool
                            + "' is invalid while the listener protocol is '"
                            + listener
                            + "'.");
        }
    }
}
