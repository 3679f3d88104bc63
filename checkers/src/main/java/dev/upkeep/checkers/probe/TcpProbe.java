package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Connect;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeEvent.Computed;
import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.ConnectionFailed;
import dev.upkeep.checkers.probe.ProbeEvent.Exited;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.PeerClosed;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Signalled;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.checkers.probe.ProbeEvent.Unable;
import dev.upkeep.checkers.probe.ProbeResult.Failed;
import dev.upkeep.checkers.probe.ProbeResult.Passed;
import dev.upkeep.checkers.probe.ProbeResult.Unjudged;
import java.time.Duration;
import java.util.List;

/// `TCP_CHECK`: a connection that completes within the time is enough.
///
/// It keeps nothing of an attempt: one serves all attempts of a check.
public final class TcpProbe implements Probe {

    private static final List<ProbeAction> PASSED = done(new Passed("connected", null));

    private final List<ProbeAction> begin;

    /// @param timeout limit of the connection attempt
    public TcpProbe(Duration timeout) {
        this.begin = List.of(new Arm(timeout), new Connect());
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Started _ -> begin;
            case Connected _ -> PASSED;
            case ConnectionFailed(var reason) -> done(new Failed(reason));
            case Expired _ -> done(new Failed("timeout"));
            case Unable(var reason, var cause) -> done(new Unjudged(reason, cause));
            case Received _, PeerClosed _, Exited _, Signalled _, Computed _ -> List.of();
        };
    }

    @Override
    public boolean speaksFirst() {
        return true;
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
