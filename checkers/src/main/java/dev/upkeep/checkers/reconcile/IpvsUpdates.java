package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Where the thread of the checks leaves what it wants of the kernel. Does not block.
public interface IpvsUpdates {

    /// Wants other entries for some services; empty means that the service goes.
    void change(Map<ServiceKey, Optional<Entry>> changes);

    /// Wants another table altogether, after a reload.
    ///
    /// @param applied runs when the kernel was asked for all of it
    void replace(IpvsTable desired, Ownership ours, FilterPlan plan, Runnable applied);

    /// Asks which servers of some services have connections.
    ///
    /// @param answer gets them on another thread; not called when the kernel does not say
    void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer);
}
