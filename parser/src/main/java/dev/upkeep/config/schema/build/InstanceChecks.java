package dev.upkeep.config.schema.build;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.Bound;
import dev.upkeep.config.schema.keyword.VrrpInstanceKeywords;
import dev.upkeep.net.Family;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What must not be the same in two instances.
final class InstanceChecks {
    private final Build build;
    private final Map<Key, String> routers = new HashMap<>();

    /// Who would hear whose adverts: instances with equal keys would.
    private record Key(
            @Nullable String interfaceName, Family family, int vrid, VrrpTransport destinations) {}

    InstanceChecks(Build build) {
        this.build = build;
    }

    void add(VrrpInstance instance, Bound block) {
        Key key =
                new Key(
                        instance.link().interfaceName(),
                        instance.family(),
                        instance.virtualRouterId(),
                        destinations(instance.transport()));
        String other = routers.putIfAbsent(key, instance.name());
        if (other != null) {
            build.findings()
                    .fatal(
                            "vrrp.vrid-twice",
                            block.where(VrrpInstanceKeywords.VIRTUAL_ROUTER_ID),
                            "vrrp_instance "
                                    + instance.name()
                                    + " and "
                                    + other
                                    + " both use virtual_router_id "
                                    + instance.virtualRouterId()
                                    + " on "
                                    + instance.link().interfaceName(),
                            "choose another id for one of them");
        }
    }

    private static VrrpTransport destinations(VrrpTransport transport) {
        return switch (transport) {
            case VrrpTransport.Multicast(_, _, var group) ->
                    new VrrpTransport.Multicast(null, false, group);
            case VrrpTransport.Unicast unicast ->
                    new VrrpTransport.Unicast(null, false, unicast.peers(), null, false, false);
        };
    }
}
