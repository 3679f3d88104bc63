package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.resource.StaticOwner;
import dev.upkeep.vrrp.resource.StaticSpecs;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Static addresses with `while_quorum`: in place while the checks say that they are served. Until
/// the first word of the checks those stay that an earlier run left. Belongs to the vrrp thread.
final class ServedAddresses extends StaticOwner {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.vrrp");

    private final ResourceReconciler resources;
    private final NetworkView network;
    private List<ResourceSpec.OfAddress> configured = List.of();
    private @Nullable Set<IpAddress> served;

    ServedAddresses(ResourceReconciler resources, NetworkView network) {
        this.resources = resources;
        this.network = network;
    }

    /// Takes the addresses of another configuration.
    void configure(Configuration next) {
        List<ResourceSpec.OfAddress> before = configured;
        configured = StaticSpecs.whileQuorum(next);
        if (!configured.isEmpty() || !before.isEmpty()) {
            hold();
        }
    }

    /// Takes the addresses that are served from now on.
    void served(Set<IpAddress> now) {
        Set<IpAddress> before = served == null ? Set.of() : served;
        served = Set.copyOf(now);
        for (ResourceSpec.OfAddress spec : configured) {
            IpAddress address = spec.address().address();
            if (now.contains(address) && !before.contains(address)) {
                log.info("Adding {}: its virtual servers have their quorum", spec.text());
            } else if (before.contains(address) && !now.contains(address)) {
                log.info("Removing {}: a virtual server with it lost its quorum", spec.text());
            }
        }
        hold();
    }

    /// Removes all of them: the daemon ends.
    void release() {
        configured = List.of();
        hold();
    }

    private void hold() {
        resources.hold(
                this, configured.stream().filter(this::desired).<ResourceSpec>map(s -> s).toList());
    }

    private boolean desired(ResourceSpec.OfAddress spec) {
        if (served != null) {
            return served.contains(spec.address().address());
        }
        Resource.Address resource = spec.in(network);
        return resource != null && network.has(resource.address());
    }
}
