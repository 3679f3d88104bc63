package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Launch;
import dev.upkeep.checkers.probe.ProbeAction.Signal;
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

/// `MISC_CHECK`: a program judges. Out of time it gets SIGTERM and, when that does not help,
/// SIGKILL; either way it has failed.
public final class MiscProbe implements Probe {

    /// Limit of how long a program may take to heed SIGTERM, and again to be reaped after SIGKILL.
    static final Duration GRACE = Duration.ofSeconds(2);

    private final Duration timeout;
    private final boolean dynamic;
    private int signalsSent;

    /// @param timeout `misc_timeout`, or the delay loop where that is 0
    /// @param dynamic `misc_dynamic`: status 0 asks for the configured weight, 2 - 255 for weight 0
    ///   - 253
    public MiscProbe(Duration timeout, boolean dynamic) {
        this.timeout = timeout;
        this.dynamic = dynamic;
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Started _ -> List.of(new Launch(), new Arm(timeout));
            case Expired _ -> outOfTime();
            case Exited _, Signalled _ when signalsSent > 0 -> done(new Failed("timed out"));
            case Exited(int status) -> done(judge(status));
            case Signalled(int signal) -> done(new Failed("failed (due to signal " + signal + ")"));
            case Unable(var reason, var cause) -> done(new Unjudged(reason, cause));
            case Connected _, Received _, PeerClosed _, ConnectionFailed _, Computed _ -> List.of();
        };
    }

    private List<ProbeAction> outOfTime() {
        signalsSent++;
        return switch (signalsSent) {
            case 1 -> List.of(new Signal(Signal.SIGTERM), new Arm(GRACE));
            case 2 -> List.of(new Signal(Signal.SIGKILL), new Arm(GRACE));
            default -> done(new Failed("timed out, and cannot be killed"));
        };
    }

    private ProbeResult judge(int status) {
        if (status == 0) {
            return new Passed("succeeded", null);
        }
        return dynamic && status > 1
                ? new Passed("succeeded", status - 2)
                : new Failed("failed (exited with status " + status + ")");
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
