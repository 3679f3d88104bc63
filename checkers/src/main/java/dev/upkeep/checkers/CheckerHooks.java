package dev.upkeep.checkers;

import dev.upkeep.net.IpAddress;
import java.util.Set;

/// Listener for events of real servers and services: notify scripts, FIFOs, mail. Called on the
/// thread of the checks, in the order of events; must not block.
public interface CheckerHooks {

    /// No listener.
    CheckerHooks NONE =
            new CheckerHooks() {
                @Override
                public void serverChanged(ServerEvent event) {}

                @Override
                public void checkChanged(ServerEvent event) {}

                @Override
                public void quorumChanged(QuorumEvent event) {}
            };

    /// Called when a real server went up or down, or was found down by its first check.
    void serverChanged(ServerEvent event);

    /// One of several checks of a real server changed its mind, and the server did not go up or
    /// down by that; `event.up` is what the server is.
    void checkChanged(ServerEvent event);

    /// Called when a service gained or lost its quorum.
    void quorumChanged(QuorumEvent event);

    /// Other addresses with `while_quorum` than before are served: all of their virtual servers
    /// have their quorum, and the kernel knows them. Unlike the others called on the ipvs thread.
    default void addressesServed(Set<IpAddress> addresses) {}
}
