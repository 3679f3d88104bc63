package dev.upkeep.checkers.reconcile;

import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// Asks the ipvs thread for changes of the kernel. Does not block.
public interface IpvsUpdates {

    /// Asks for other entries of some services; empty means that the service goes.
    void change(Map<ServiceKey, Optional<Entry>> changes);

    /// Asks for another state altogether, after a reload.
    ///
    /// @param applied runs when the kernel has been asked for all of it
    void replace(DesiredState desired, Runnable applied);

    /// Runs something on the ipvs thread, after all changes that were asked for before.
    void afterChanges(Runnable order);

    /// Asks which servers of some services have connections.
    ///
    /// @param answer gets them on another thread; not called when the kernel does not say
    void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer);
}
