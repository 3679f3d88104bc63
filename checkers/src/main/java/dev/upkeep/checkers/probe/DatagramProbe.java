package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Connect;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Send;
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
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question as a datagram, and what its answer means: `DNS_CHECK`, `UDP_CHECK`, `PING_CHECK`.
public final class DatagramProbe implements Probe {

    private final Duration timeout;
    private final ByteBuffer question;
    private final Judge judge;
    private final boolean silenceIsGood;

    /// Judges answers.
    @FunctionalInterface
    interface Judge {
        /// Judges one answer.
        ///
        /// @param answer from its position to its limit
        /// @return the verdict, null to wait for another answer
        @Nullable ProbeResult of(ByteBuffer answer);
    }

    /// @param silenceIsGood whether no answer within the timeout is a success
    DatagramProbe(Duration timeout, ByteBuffer question, Judge judge, boolean silenceIsGood) {
        this.timeout = timeout;
        this.question = question;
        this.judge = judge;
        this.silenceIsGood = silenceIsGood;
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Started _ -> List.of(new Arm(timeout), new Connect());
            case Connected _ -> List.of(new Send(question.duplicate()));
            case Received(var data) -> {
                ProbeResult result = judge.of(data);
                yield result == null ? List.of() : done(result);
            }
            case Expired _ ->
                    done(silenceIsGood ? new Passed("connected", null) : new Failed("timeout"));
            case ConnectionFailed(var reason) -> done(new Failed(reason));
            case Unable(var reason, var cause) -> done(new Unjudged(reason, cause));
            case PeerClosed _, Exited _, Signalled _, Computed _ -> List.of();
        };
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
