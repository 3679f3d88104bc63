package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import java.util.ArrayList;
import java.util.List;

/// Resources that are in place while the daemon runs, whoever is master: `static_ipaddress`,
/// `static_routes`, `static_rules`. Addresses with `while_quorum` are apart.
public final class StaticSpecs {

    private StaticSpecs() {}

    /// Returns the static resources of a configuration, in the order in which they are added.
    public static List<ResourceSpec> of(Configuration configuration) {
        List<ResourceSpec> specs = new ArrayList<>(addresses(configuration, false));
        configuration
                .statics()
                .routes()
                .forEach(route -> specs.add(new ResourceSpec.OfRoute(route)));
        configuration.statics().rules().forEach(rule -> specs.add(new ResourceSpec.OfRule(rule)));
        return specs;
    }

    /// Returns the addresses that are in place only while their virtual servers have their quorum.
    public static List<ResourceSpec.OfAddress> whileQuorum(Configuration configuration) {
        return addresses(configuration, true);
    }

    private static List<ResourceSpec.OfAddress> addresses(
            Configuration configuration, boolean whileQuorum) {
        String standard = configuration.global().vrrp().defaultInterface();
        return configuration.statics().addresses().stream()
                .filter(address -> address.has(VirtualAddress.Flag.WHILE_QUORUM) == whileQuorum)
                .map(address -> {
                    String device = address.device();
                    return new ResourceSpec.OfAddress(address, device == null ? standard : device);
                })
                .toList();
    }
}
