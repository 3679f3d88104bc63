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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// `SMTP_CHECK`: a 220 greeting, 250 to HELO, then QUIT, whose answer only has to come. Of an
/// answer of several lines only the first is judged, as in keepalived.
public final class SmtpProbe implements Probe {

    /// Longest first line that is read, in bytes (RFC 5321 section 4.5.3.1.5 allows 512).
    private static final int MAX_LINE = 512;

    private final Duration timeout;
    private final String heloName;
    private final StringBuilder line = new StringBuilder();
    private Waiting waiting = Waiting.GREETING;

    /// Answers that come next.
    private enum Waiting {
        GREETING,
        HELO,
        QUIT
    }

    public SmtpProbe(Duration timeout, String heloName) {
        this.timeout = timeout;
        this.heloName = heloName;
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Started _ -> List.of(new Arm(timeout), new Connect());
            case Connected _ -> List.of(new Arm(timeout));
            case Received(var data) -> received(data);
            case PeerClosed _ -> done(new Failed("connection closed"));
            case ConnectionFailed(var reason) -> done(new Failed(reason));
            case Expired _ -> done(new Failed("timeout"));
            case Unable(var reason, var cause) -> done(new Unjudged(reason, cause));
            case Exited _, Signalled _, Computed _ -> List.of();
        };
    }

    /// Collects the first line of an answer; what follows it in the same packet is ignored.
    private List<ProbeAction> received(ByteBuffer data) {
        while (data.hasRemaining()) {
            char c = (char) (data.get() & 0xff);
            if (c == '\n') {
                data.position(data.limit());
                return answered();
            }
            line.append(c);
            if (line.length() > MAX_LINE) {
                return done(new Failed("answer longer than " + MAX_LINE + " bytes"));
            }
        }
        return List.of();
    }

    private List<ProbeAction> answered() {
        String text = line.toString().strip();
        line.setLength(0);
        return switch (waiting) {
            case GREETING -> {
                waiting = Waiting.HELO;
                yield text.startsWith("220")
                        ? ask("HELO " + heloName)
                        : done(new Failed("bad greeting '" + text + "'"));
            }
            case HELO -> {
                waiting = Waiting.QUIT;
                yield text.startsWith("250")
                        ? ask("QUIT")
                        : done(new Failed("bad answer to HELO '" + text + "'"));
            }
            case QUIT -> done(new Passed("connected", null));
        };
    }

    private List<ProbeAction> ask(String command) {
        byte[] bytes = (command + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return List.of(new Send(ByteBuffer.wrap(bytes)), new Arm(timeout));
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
