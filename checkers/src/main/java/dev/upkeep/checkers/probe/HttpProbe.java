package dev.upkeep.checkers.probe;

import dev.upkeep.checkers.probe.ProbeAction.Arm;
import dev.upkeep.checkers.probe.ProbeAction.Compute;
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
import dev.upkeep.config.model.Checker;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `HTTP_GET` of one url. Judged in this order: something came, status code, digest, pattern.
///
/// It reads until the peer closes or the announced length is there (keepalived waits for the close
/// even then; the verdict is the same). Each wait is limited by the timeout, as in keepalived; the
/// number of waits is limited too, so that a server that drips cannot hold a probe for ever. A
/// search that takes long is left to another thread.
public final class HttpProbe implements Probe {

    /// Limit of how many times received data may extend the deadline.
    static final int MAX_ANSWERS = 100_000;

    private static final Passed DIGEST_SUCCESS = new Passed("MD5 digest success", null);
    private static final Passed STATUS_SUCCESS = new Passed("HTTP status code success", null);
    private static final Passed REGEX_SUCCESS = new Passed("Regex match success", null);

    private final Plan plan;
    private final LiteralText.@Nullable Search search;
    private final HttpResponse response;
    private int answers;
    private boolean judging;

    /// The data that all attempts of one url share, made once.
    public static final class Plan {
        private final Checker.Url url;
        private final @Nullable BodyMatcher pattern;
        private final ByteBuffer request;
        private final Arm arm;
        private final List<ProbeAction> begin;
        private final List<ProbeAction> wait;

        /// @param pattern the compiled form of the url's pattern, null for none
        public Plan(Checker.Http check, Checker.Url url, @Nullable BodyMatcher pattern) {
            this.url = url;
            this.pattern = pattern;
            this.request = HttpRequest.encode(check, url);
            this.arm = new Arm(check.connection().timeout());
            this.begin = List.of(arm, new Connect());
            this.wait = List.of(arm);
        }
    }

    public HttpProbe(Plan plan) {
        this.plan = plan;
        this.search = plan.pattern == null ? null : plan.pattern.search();
        boolean keep = plan.pattern != null && search == null;
        this.response =
                new HttpResponse(
                        plan.url.digest() != null, keep ? BodyMatcher.MAX_BODY : 0, search);
    }

    @Override
    public List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case Started _ -> plan.begin;
            case Connected _ -> List.of(new Send(plan.request.duplicate()), plan.arm);
            case Received _, PeerClosed _, ConnectionFailed _ when judging -> List.of();
            case Received(var data) -> received(data);
            case PeerClosed _ -> judge();
            case ConnectionFailed(var reason) -> done(new Failed(reason));
            case Expired _ -> done(new Failed("timeout"));
            case Unable(var reason, var cause) -> done(new Unjudged(reason, cause));
            case Computed(var then) -> then.proceed();
            case Exited _, Signalled _ -> List.of();
        };
    }

    private List<ProbeAction> received(ByteBuffer data) {
        response.receive(data);
        if (response.complete()) {
            return judge();
        }
        return ++answers > MAX_ANSWERS ? done(new Failed("response does not end")) : plan.wait;
    }

    private List<ProbeAction> judge() {
        ProbeResult failure = judgeHead();
        if (failure != null) {
            return done(failure);
        }
        BodyMatcher pattern = plan.pattern;
        if (pattern == null) {
            return done(plan.url.digest() != null ? DIGEST_SUCCESS : STATUS_SUCCESS);
        }
        if (search != null) {
            return done(result(pattern.judge(search)));
        }
        String body = response.body();
        BodyMatcher.Outcome quick = pattern.judgeQuickly(body);
        if (quick != null) {
            return done(result(quick));
        }
        judging = true;
        return List.of(
                new Compute(() -> {
                    BodyMatcher.Outcome found = pattern.judge(body);
                    return () -> done(result(found));
                }));
    }

    /// Judges what needs no pattern.
    ///
    /// @return null when all is well so far
    private @Nullable ProbeResult judgeHead() {
        if (response.empty()) {
            return new Failed("no data received from remote webserver");
        }
        if (response.headTooLong()) {
            return new Failed("response header longer than " + HttpResponse.MAX_HEAD + " bytes");
        }
        int status = response.status();
        if (!accepts(status)) {
            return new Failed(
                    status < 0
                            ? "no HTTP status line received"
                            : "HTTP status code error " + status);
        }
        boolean wrong = plan.url.digest() != null && !response.digest().equals(plan.url.digest());
        return wrong ? new Failed("MD5 digest error") : null;
    }

    private boolean accepts(int status) {
        List<Checker.StatusRange> ranges = plan.url.statusCodes();
        for (int i = 0; i < ranges.size(); i++) {
            Checker.StatusRange range = ranges.get(i);
            if (range.first() <= status && status <= range.last()) {
                return true;
            }
        }
        return false;
    }

    private static ProbeResult result(BodyMatcher.Outcome outcome) {
        String problem = outcome.problem();
        return problem == null ? REGEX_SUCCESS : new Failed(problem);
    }

    @Override
    public boolean speaksFirst() {
        return true;
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new Done(result));
    }
}
