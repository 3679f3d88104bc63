package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.net.Family;

import org.jspecify.annotations.Nullable;

/// The identity of a virtual router across reloads; the name does not.
record RouterKey(
        int virtualRouterId, Family family, @Nullable String interfaceName, boolean unicast) {

    static RouterKey of(VrrpInstance instance) {
        boolean unicast =
                switch (instance.transport()) {
                    case VrrpTransport.Multicast _ -> false;
                    case VrrpTransport.Unicast _ -> true;
                };
        return new RouterKey(
                instance.virtualRouterId(),
                instance.family(),
                instance.link().interfaceName(),
                unicast);
    }
}
