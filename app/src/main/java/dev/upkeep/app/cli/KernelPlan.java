package dev.upkeep.app.cli;

import dev.upkeep.checkers.reconcile.RequestMessages;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.nft.NftRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Shows the changes that a new configuration would make in the kernel, as lines of a diff. Pure.
final class KernelPlan {

    private KernelPlan() {}

    /// Requests to the load balancer: `+` adds, `~` edits in place, `-` deletes.
    static List<String> ofTable(List<IpvsRequest> requests) {
        return requests.stream()
                .map(request -> sign(request) + RequestMessages.of(request))
                .toList();
    }

    private static String sign(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService _, IpvsRequest.AddDestination _ -> "+ ";
            case IpvsRequest.EditService _, IpvsRequest.EditDestination _ -> "~ ";
            case IpvsRequest.DeleteService _,
                    IpvsRequest.DeleteDestination _,
                    IpvsRequest.Flush _ ->
                    "- ";
        };
    }

    /// Requests to nftables, elements of sets one by one.
    static List<String> ofFilter(List<NftRequest> requests) {
        return requests.stream().flatMap(KernelPlan::ofFilter).toList();
    }

    private static Stream<String> ofFilter(NftRequest request) {
        return switch (request) {
            case NftRequest.AddElements(var table, var set, var elements) ->
                    elements.stream()
                            .map(each ->
                                    "+ add element "
                                            + each
                                            + " to set "
                                            + set
                                            + " of table "
                                            + table);
            case NftRequest.DeleteElements(var table, var set, var elements) ->
                    elements.stream()
                            .map(each ->
                                    "- delete element "
                                            + each
                                            + " of set "
                                            + set
                                            + " of table "
                                            + table);
            case NftRequest.DeleteTable _ -> Stream.of("- " + request.describe());
            case NftRequest.AddTable _,
                    NftRequest.AddChain _,
                    NftRequest.AddSet _,
                    NftRequest.AddRule _ ->
                    Stream.of("+ " + request.describe());
        };
    }

    /// Virtual addresses. A master would add those that are missing. A backup has none and adds
    /// none.
    ///
    /// @param ours addresses that the running daemon may have set
    /// @param present addresses of this host
    static List<String> ofAddresses(
            List<VrrpInstance> instances, Set<IpAddress> ours, Set<IpAddress> present) {
        List<String> lines = new ArrayList<>();
        Set<IpAddress> desired = new HashSet<>();
        for (VrrpInstance instance : instances) {
            boolean master = isMaster(instance, present);
            for (VirtualAddress each : addresses(instance).toList()) {
                desired.add(each.address());
                if (master && !present.contains(each.address())) {
                    lines.add("+ add address " + each.address() + " for " + instance.name());
                }
            }
        }
        ours.stream()
                .filter(address -> present.contains(address) && !desired.contains(address))
                .sorted()
                .forEach(address -> lines.add("- delete address " + address));
        return lines;
    }

    /// An instance is taken for master when this host has one of its addresses.
    static boolean isMaster(VrrpInstance instance, Set<IpAddress> present) {
        return addresses(instance).anyMatch(each -> present.contains(each.address()));
    }

    /// All addresses that an instance sets as master.
    static Stream<VirtualAddress> addresses(VrrpInstance instance) {
        return Stream.concat(
                instance.resources().addresses().stream(),
                instance.resources().excluded().stream());
    }
}
