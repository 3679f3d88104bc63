package dev.upkeep.vrrp.io;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.PresentResources;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourcePlan;
import dev.upkeep.vrrp.resource.ResourcePlan.Held;
import dev.upkeep.vrrp.vmac.VirtualLinkPlan;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows what a start or a reload would change of addresses, routes and rules. It only reads.
public final class NetworkPlan {

    private NetworkPlan() {}

    /// Reads the resources that the kernel has. Any thread.
    ///
    /// @throws KernelException when the kernel refuses
    public static PresentResources present() throws KernelException {
        return PresentResources.of(
                RouteSocket.links(),
                RouteSocket.addresses(),
                RouteSocket.routes(),
                RouteSocket.rules());
    }

    /// The changes of a start. Instances begin as backup; one is taken for master when this host
    /// has one of its addresses already.
    ///
    /// @param ours what an earlier run left
    public static List<String> ofStart(
            Configuration written, PresentResources present, List<Resource> ours) {
        NetworkView network = present.network();
        return ResourcePlan.of(
                present,
                ours,
                Held.NOTHING,
                Held.of(resolved(written, network), each -> isMaster(each, network)));
    }

    /// Returns whether this host has one of the addresses of an instance.
    public static boolean isMaster(VrrpInstance instance, NetworkView network) {
        return Stream.concat(
                        instance.resources().addresses().stream(),
                        instance.resources().excluded().stream())
                .map(VirtualAddress::address)
                .anyMatch(network::has);
    }

    /// Returns the changes of a reload: instances that stay keep their role, others begin as
    /// backup.
    static List<String> ofReload(
            Configuration running, List<InstanceStatus> statuses, Configuration written) {
        Set<RouterKey> masters =
                statuses.stream()
                        .filter(each -> each.state().role() instanceof Role.Master)
                        .map(each -> RouterKey.of(each.instance()))
                        .collect(Collectors.toSet());
        PresentResources present;
        try {
            present = present();
        } catch (KernelException refused) {
            throw new UncheckedIOException(refused);
        }
        Configuration next = resolved(written, present.network());
        return ResourcePlan.of(
                present,
                List.of(),
                Held.of(running, each -> masters.contains(RouterKey.of(each))),
                Held.of(next, each -> masters.contains(RouterKey.of(each))));
    }

    /// Names of virtual interfaces depend on those that exist; their groups do not matter here.
    private static Configuration resolved(Configuration written, NetworkView network) {
        return VirtualLinkPlan.of(written, network.links(), _ -> 0).resolved();
    }
}
