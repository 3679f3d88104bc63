package dev.upkeep.app.cli;

import dev.upkeep.checkers.reconcile.RequestMessages;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.nft.NftRequest;
import java.util.List;
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
}
