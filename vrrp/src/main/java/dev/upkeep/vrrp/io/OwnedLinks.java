package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.io.VirtualLinkFile.Content;
import dev.upkeep.vrrp.vmac.InterfaceSetting;
import dev.upkeep.vrrp.vmac.ReversePathFilter;
import dev.upkeep.vrrp.vmac.VirtualLink;
import dev.upkeep.vrrp.vmac.VirtualLinkPlan;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Plans virtual interfaces before a start or a reload, and remembers in a file which of them are
/// ours. Its methods are called one after the other, never on the vrrp thread.
final class OwnedLinks {

    private static final Logger log = LoggerFactory.getLogger(OwnedLinks.class);

    private final @Nullable VirtualLinkFile file;
    private final KernelSettings settings;
    private Content current = Content.NOTHING;

    OwnedLinks(@Nullable VirtualLinkFile file, KernelSettings settings) {
        this.file = file;
        this.settings = settings;
        if (file != null) {
            try {
                current = file.load();
            } catch (IOException unreadable) {
                log.warn(
                        "Virtual interfaces that an earlier run left are unknown and stay: {}",
                        unreadable.getMessage());
            }
        }
    }

    /// The changes to make.
    ///
    /// @param owned what was ours before, and what is from now on
    record Next(VirtualLinkPlan plan, Content owned) {}

    /// Plans the interfaces of a configuration, and remembers those that will be made.
    Next plan(Configuration configuration) {
        List<Link> present = present();
        VirtualLinkPlan plan = VirtualLinkPlan.of(configuration, present, InterfaceGroups::number);
        Set<String> there = present.stream().map(Link::name).collect(Collectors.toSet());
        Set<String> links = new HashSet<>(current.links());
        Map<String, String> former = new HashMap<>(current.settings());
        for (VirtualLink link : plan.links()) {
            if (!there.contains(link.name())) {
                links.add(link.name());
            }
            for (InterfaceSetting setting : InterfaceSetting.ofParent(link)) {
                remember(setting.path(), former);
            }
        }
        List<InterfaceSetting> reversePath =
                ReversePathFilter.concerns(plan.links()) ? reversePath(there) : List.of();
        reversePath.forEach(change -> remember(change.path(), former));
        save(new Content(links, former));
        reversePath.forEach(this::write);
        return new Next(plan, current);
    }

    /// Forgets the interfaces that are not in a plan: they were removed.
    void afterChange(VirtualLinkPlan plan) {
        Set<String> links = new HashSet<>(current.links());
        links.retainAll(plan.links().stream().map(VirtualLink::name).collect(Collectors.toSet()));
        save(new Content(links, current.settings()));
    }

    /// Forgets everything: the interfaces are gone and the settings restored.
    void released() {
        save(Content.NOTHING);
    }

    private static List<Link> present() {
        try {
            return RouteSocket.links();
        } catch (IOException failed) {
            log.warn("Names of virtual interfaces may collide: {}", failed.getMessage());
            return List.of();
        }
    }

    private void remember(String path, Map<String, String> former) {
        if (!former.containsKey(path)) {
            try {
                former.put(path, settings.read(path));
            } catch (IOException absent) { // the parent comes later: its setting begins anew
                log.debug("reading {}: {}", path, absent.getMessage());
            }
        }
    }

    private List<InterfaceSetting> reversePath(Set<String> interfaces) {
        Map<String, String> others = new HashMap<>();
        remember(ReversePathFilter.DEFAULT, others);
        interfaces.forEach(name -> remember(ReversePathFilter.path(name), others));
        try {
            return ReversePathFilter.changes(settings.read(ReversePathFilter.ALL), others);
        } catch (IOException absent) {
            log.debug("reading {}: {}", ReversePathFilter.ALL, absent.getMessage());
            return List.of();
        }
    }

    private void write(InterfaceSetting change) {
        try {
            settings.write(change.path(), change.value());
        } catch (IOException failed) {
            log.warn("writing {}: {}", change.path(), failed.getMessage());
        }
    }

    private void save(Content content) {
        boolean changed = !content.equals(current);
        current = content;
        if (file != null && changed) {
            try {
                file.save(content);
            } catch (IOException failed) {
                log.warn(
                        "After a crash virtual interfaces that are no longer configured would"
                                + " stay: {}",
                        failed.getMessage());
            }
        }
    }
}
