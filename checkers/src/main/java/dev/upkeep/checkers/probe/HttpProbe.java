package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Connect;
import dev.upkeep.checkers.probe.ProbeAction.Done;
import dev.upkeep.checkers.probe.ProbeAction.Send;
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
import dev.upkeep.config.model.Checker;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `HTTP_GET` of one url. Judged in this order: something came, status code, digest, pattern.
///
/// It reads until the peer closes or the announced length is there (keepalived waits for the close
/// even then; the verdict is the same). Each wait is limited by the timeout, as in keepalived; the
/// number of waits is limited too, so that a server that drips cannot hold a probe for ever.
public final class HttpProbe implements Probe {

    /// How many times the clock may be set back by received data.
    static final int MAX_ANSWERS = 100_000;

    private final Checker.Http check;
    private final Checker.Url url;
    private final @Nullable BodyMatcher pattern;
    private final HttpResponse response;
    private int answers;

    /// @param pattern the compiled form of the url's pattern, null for none
    public HttpProbe(Checker.Http check, Checker.Url url, @Nullable BodyMatcher pattern) {
        this.check = check;
        this.url = url;
        this.pattern = pattern;
        this.response =
                new HttpResponse(url.digest() != null, pattern == null ? 0 : BodyMatcher.MAX_BODY);
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        Duration timeout = check.connection().timeout();
        return switch (event) {
            case Started _ -> List.of(new Arm(timeout), new Connect());
            case Connected _ -> List.of(new Send(HttpRequest.encode(check, url)), new Arm(timeout));
            case Received(var data) -> received(data);
            case PeerClosed _ -> done(judge());
            case ConnectionFailed(var reason) -> done(new Failed(reason));
            case Expired _ -> done(new Failed("timeout"));
            case Unable(var reason) -> done(new Unjudged(reason));
            case Exited _, Signalled _ -> List.of();
        };
    }

    private List<ProbeAction> received(java.nio.ByteBuffer data) {
        response.receive(data);
        if (response.complete()) {
            return done(judge());
        }
        return ++answers > MAX_ANSWERS
                ? done(new Failed("response does not end"))
                : List.of(new Arm(check.connection().timeout()));
    }

    private ProbeResult judge() {
        if (response.empty()) {
            return new Failed("no data received from remote webserver");
        }
        if (response.headTooLong()) {
            return new Failed("response header longer than " + HttpResponse.MAX_HEAD + " bytes");
        }
        int status = response.status();
        boolean accepted = false;
        for (Checker.StatusRange range : url.statusCodes()) {
            accepted |= range.first() <= status && status <= range.last();
        }
        if (!accepted) {
            return new Failed(
                    status < 0
                            ? "no HTTP status line received"
                            : "HTTP status code error " + status);
        }
        if (url.digest() != null && !response.digest().equals(url.digest())) {
            return new Failed("MD5 digest error");
        }
        if (pattern != null) {
            String problem = pattern.judge(response.body());
            return problem == null ? new Passed("Regex match success", null) : new Failed(problem);
        }
        return new Passed(
                url.digest() != null ? "MD5 digest success" : "HTTP status code success", null);
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
