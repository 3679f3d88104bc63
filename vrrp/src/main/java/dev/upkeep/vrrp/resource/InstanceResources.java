package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.AdvertPolicy.Flag;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualResources;
import dev.upkeep.config.model.VrrpInstance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The resources that an instance holds as master, in keepalived's order: filter, addresses, then
/// those excluded from advertisements, routes, rules.
public final class InstanceResources {

    private static final int OWNER = 255;

    private InstanceResources() {}

    /// All resources of an instance.
    public static List<ResourceSpec> of(VrrpInstance instance) {
        VirtualResources resources = instance.resources();
        String device = instance.link().addressInterface();
        List<ResourceSpec> specs = new ArrayList<>();
        if (isFiltered(instance)) {
            // First, so that no packet gets in before.
            resources.addresses().forEach(one -> specs.add(filter(one, device)));
            resources.excluded().forEach(one -> specs.add(filter(one, device)));
        }
        for (List<VirtualAddress> addresses :
                List.of(resources.addresses(), resources.excluded())) {
            for (VirtualAddress address : addresses) {
                specs.add(
                        new ResourceSpec.OfAddress(
                                address, address.device() == null ? device : address.device()));
            }
        }
        resources.routes().forEach(route -> specs.add(new ResourceSpec.OfRoute(route)));
        resources.rules().forEach(rule -> specs.add(new ResourceSpec.OfRule(rule)));
        return List.copyOf(specs);
    }

    /// Returns whether packets to its addresses are dropped (`no_accept`).
    public static boolean isFiltered(VrrpInstance instance) {
        return !instance.adverts().has(Flag.ACCEPT) && instance.election().priority() != OWNER;
    }

    private static ResourceSpec filter(VirtualAddress address, @Nullable String device) {
        return new ResourceSpec.OfFilter(
                address.address(), address.device() == null ? device : address.device());
    }
}
