package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.resource.InstanceResources;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceSpec;
import dev.upkeep.vrrp.resource.StaticSpecs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the file of owned resources in step with the configuration. A daemon that cannot write it
/// does its work all the same, and says what it cannot do then. Belongs to no thread: its methods
/// are called one after the other, never on the vrrp thread.
final class OwnedResources {

    private static final Logger log = LoggerFactory.getLogger(OwnedResources.class);

    private final @Nullable ResourceFile file;
    private @Nullable String lastFailure;
    private List<Resource> current = List.of();

    OwnedResources(@Nullable ResourceFile file) {
        this.file = file;
    }

    /// Reads what an earlier run left, and remembers that and what the configuration names.
    ///
    /// @return what the earlier run owned
    List<Resource> beforeStart(Configuration configuration) {
        if (file != null) {
            try {
                ResourceFile.Content content = file.load();
                current = content.resources();
                if (!content.damaged().isEmpty()) {
                    log.warn(
                            "{}: {} lines are damaged and left out, the first is '{}'",
                            file.path(),
                            content.damaged().size(),
                            content.damaged().getFirst());
                }
            } catch (IOException unreadable) {
                log.warn(
                        "What an earlier run left is unknown and stays: {}",
                        unreadable.getMessage());
            }
        }
        List<Resource> earlier = current;
        beforeReload(configuration);
        return earlier;
    }

    /// Remembers what the next configuration names besides what is owned already.
    void beforeReload(Configuration next) {
        save(next, current);
    }

    /// Remembers only what the configuration names: the rest was removed.
    void afterChange(Configuration configuration) {
        save(configuration, List.of());
    }

    /// Forgets everything: all of it was removed.
    void released() {
        if (file != null) {
            try {
                file.delete();
            } catch (IOException failed) {
                log.warn("Unable to remove {}: {}", file.path(), failed.getMessage());
            }
        }
    }

    private void save(Configuration configuration, List<Resource> others) {
        if (file == null) {
            return;
        }
        Map<Resource.Key, Resource> all = new LinkedHashMap<>();
        try {
            NetworkView network = new NetworkView();
            network.reset(RouteSocket.links(), List.of());
            for (ResourceSpec spec : specs(configuration)) {
                for (Resource resource : spec.resources(network)) {
                    all.putIfAbsent(resource.key(), resource);
                }
            }
            others.forEach(resource -> all.putIfAbsent(resource.key(), resource));
            current = List.copyOf(all.values());
            file.save(current, network);
            lastFailure = null;
        } catch (IOException failed) {
            String reason = String.valueOf(failed.getMessage());
            if (!reason.equals(lastFailure)) {
                log.warn(
                        "After a crash addresses that are no longer configured would stay: {}",
                        reason);
            }
            lastFailure = reason;
        }
    }

    /// Everything that a configuration names.
    static List<ResourceSpec> specs(Configuration configuration) {
        List<ResourceSpec> specs = new ArrayList<>(StaticSpecs.of(configuration));
        specs.addAll(StaticSpecs.whileQuorum(configuration));
        for (VrrpInstance instance : configuration.vrrpInstances()) {
            specs.addAll(InstanceResources.of(instance));
        }
        return specs;
    }
}
