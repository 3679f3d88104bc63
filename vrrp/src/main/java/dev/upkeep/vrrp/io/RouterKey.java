package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;
import org.jspecify.annotations.Nullable;

/// The identity of a virtual router across reloads; its name is no part of it.
///
/// @param interfaceName the VRF for unicast without an interface, null for neither
record RouterKey(
        int virtualRouterId, Family family, @Nullable String interfaceName, boolean unicast) {

    static RouterKey of(VrrpInstance instance) {
        boolean unicast =
                switch (instance.transport()) {
                    case VrrpTransport.Multicast _ -> false;
                    case VrrpTransport.Unicast _ -> true;
                };
        String name = instance.link().interfaceName();
        return new RouterKey(
                instance.identity().virtualRouterId(),
                instance.identity().family(),
                name == null ? instance.link().vrf() : name,
                unicast);
    }
}
