package dev.upkeep.app;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.net.IpAddress;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Knows which addresses with `while_quorum` the checks call served, for VRRP, which puts them on
/// their interfaces. A listener that comes late is notified of the present state.
final class ServedAddresses {

    private @Nullable Set<IpAddress> served;
    private @Nullable Consumer<Set<IpAddress>> listener;

    /// Hooks that also watch.
    CheckerHooks around(CheckerHooks hooks) {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {
                hooks.serverChanged(event);
            }

            @Override
            public void checkChanged(ServerEvent event) {
                hooks.checkChanged(event);
            }

            @Override
            public void quorumChanged(QuorumEvent event) {
                hooks.quorumChanged(event);
            }

            @Override
            public void addressesServed(Set<IpAddress> addresses) {
                publish(addresses);
            }
        };
    }

    private synchronized void publish(Set<IpAddress> addresses) {
        served = addresses;
        if (listener != null) {
            listener.accept(addresses);
        }
    }

    /// Notifies a listener of the present state, and of every change from now on.
    ///
    /// @param next must not block; null for nobody
    synchronized void listen(@Nullable Consumer<Set<IpAddress>> next) {
        listener = next;
        if (next != null && served != null) {
            next.accept(served);
        }
    }

    /// Takes note that nothing is checked any more.
    synchronized void stopped() {
        publish(Set.of());
    }
}
