package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.net.IpAddress;
import java.util.List;

/// A load balancer as it is to be in place.
///
/// @param tree without what is being deleted
/// @param floating addresses that lead to its VIP
/// @param present false when it is to be taken away
public record Deployment(Tree tree, Flavor flavor, List<IpAddress> floating, boolean present) {

    public Deployment {
        floating = List.copyOf(floating);
    }

    /// Its id.
    public String id() {
        return tree.id();
    }
}
