package dev.upkeep.vrrp.resource;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.Linkbeat;
import dev.upkeep.config.model.Tracking;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Decides which interfaces have their link state polled, and how: those of `linkbeat_interfaces`,
/// that of an instance with `linkbeat_use_polling`, all that the configuration names where it
/// stands at the top level.
public final class PolledLinks {

    private static final List<Method> BEST_FIRST =
            List.of(Method.MII, Method.ETHTOOL, Method.IOCTL);

    private PolledLinks() {}

    /// Returns the methods to try for each interface, the preferred one first.
    public static Map<String, List<Method>> of(Configuration configuration) {
        Map<String, List<Method>> polled = new LinkedHashMap<>();
        for (Linkbeat line : configuration.interfaces().linkbeats()) {
            polled.put(line.interfaceName(), methods(line.type()));
        }
        boolean all = configuration.process().linkbeatPolling();
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            String own = instance.link().interfaceName();
            if (own != null && (all || instance.link().linkbeatPolling())) {
                polled.putIfAbsent(own, BEST_FIRST);
            }
            if (all) {
                TrackedInterfaces.of(instance)
                        .forEach(name -> polled.putIfAbsent(name, BEST_FIRST));
                for (Tracking.Tracked tracked : instance.tracking().interfaces()) {
                    polled.putIfAbsent(tracked.name(), BEST_FIRST);
                }
            }
        }
        return polled;
    }

    private static List<Method> methods(Linkbeat.@Nullable Type type) {
        if (type == null) {
            return BEST_FIRST;
        }
        Method preferred =
                switch (type) {
                    case MII -> Method.MII;
                    case ETHTOOL -> Method.ETHTOOL;
                    case IOCTL -> Method.IOCTL;
                };
        List<Method> methods = new ArrayList<>(BEST_FIRST);
        methods.remove(preferred);
        methods.addFirst(preferred);
        return methods;
    }
}
