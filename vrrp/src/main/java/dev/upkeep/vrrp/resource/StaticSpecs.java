package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import java.util.ArrayList;
import java.util.List;

/// What is in place while the daemon runs, whoever is master: `static_ipaddress`, `static_routes`,
/// `static_rules`.
public final class StaticSpecs {

    private StaticSpecs() {}

    /// All static resources of a configuration, in the order in which they are added.
    public static List<ResourceSpec> of(Configuration configuration) {
        List<ResourceSpec> specs = new ArrayList<>();
        String standard = configuration.global().vrrp().defaultInterface();
        for (VirtualAddress address : configuration.statics().addresses()) {
            String device = address.device();
            specs.add(new ResourceSpec.OfAddress(address, device == null ? standard : device));
        }
        configuration
                .statics()
                .routes()
                .forEach(route -> specs.add(new ResourceSpec.OfRoute(route)));
        configuration.statics().rules().forEach(rule -> specs.add(new ResourceSpec.OfRule(rule)));
        return specs;
    }
}
