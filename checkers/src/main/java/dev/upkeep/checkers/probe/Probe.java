package dev.upkeep.checkers.probe;

import java.util.List;

/// One attempt of a check. It lives from [ProbeEvent.Started] until it answers with
/// [ProbeAction.Done], keeps what it has seen so far, and touches nothing outside itself; the
/// caller owns socket, process and clock.
public interface Probe {

    /// Takes one event.
    ///
    /// @return what to do now, in order; after a [ProbeAction.Done] the probe is over and gets no
    ///   further event
    List<ProbeAction> on(ProbeEvent event);

    /// Returns whether it sends or closes as soon as its connection is there, without waiting for
    /// the server to speak. The last packet of the TCP handshake may then go with that.
    default boolean speaksFirst() {
        return false;
    }

    /// Frees what it holds outside of the heap; called once, when its attempt is over. A
    /// [Computation] of it may still run then.
    default void close() {}
}
