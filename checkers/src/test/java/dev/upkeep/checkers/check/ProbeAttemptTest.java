package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.Computation;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.netlink.ManualLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An attempt whose probe computes first and then waits for its server, for three seconds.
@Timeout(60)
class ProbeAttemptTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private final ManualLoop loop = new ManualLoop();
    private final Computations computations = new Computations(10);
    private final Computations.History history = new Computations.History();
    private final CountDownLatch computing = new CountDownLatch(1);
    private final CountDownLatch proceed = new CountDownLatch(1);
    private final List<ProbeResult> results = new ArrayList<>();

    private final class Waiting extends ProbeAttempt {
        private Waiting(Probe probe) {
            super(
                    new Context(
                            loop, new GapClock(loop), computations, history, new Observations()),
                    probe,
                    results::add);
        }

        @Override
        void release() {}
    }

    private List<ProbeAction> on(ProbeEvent event) {
        return switch (event) {
            case ProbeEvent.Started _ ->
                    List.of(new ProbeAction.Arm(TIMEOUT), new ProbeAction.Compute(this::compute));
            case ProbeEvent.Computed(var then) -> then.proceed();
            case ProbeEvent.Expired _ -> done(new ProbeResult.Failed("timeout"));
            case ProbeEvent.Unable(var reason, var cause) ->
                    done(new ProbeResult.Unjudged(reason, cause));
            case ProbeEvent.Connected _,
                    ProbeEvent.Received _,
                    ProbeEvent.PeerClosed _,
                    ProbeEvent.ConnectionFailed _,
                    ProbeEvent.Exited _,
                    ProbeEvent.Signalled _ ->
                    List.of();
        };
    }

    private static List<ProbeAction> done(ProbeResult result) {
        return List.of(new ProbeAction.Done(result));
    }

    private Computation.Continuation compute() {
        computing.countDown();
        try {
            assertThat(proceed.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List::of;
    }

    @AfterEach
    void close() {
        proceed.countDown();
        computations.close();
    }

    @Test
    void timeWhileItComputes_isNotTheServers() throws InterruptedException {
        new Waiting(this::on).begin();
        loop.runTasks();
        assertThat(computing.await(1, TimeUnit.MINUTES)).isTrue();
        loop.advance(Duration.ofSeconds(10));
        assertThat(results).isEmpty();

        endComputation();
        loop.advance(TIMEOUT.minusMillis(1));
        assertThat(results).isEmpty();

        loop.advance(Duration.ofMillis(2));
        assertThat(results).containsExactly(new ProbeResult.Failed("timeout"));
    }

    @Test
    void timeBeforeItComputes_staysUsed() throws InterruptedException {
        new Waiting(this::on).begin();
        loop.runTasks();
        assertThat(computing.await(1, TimeUnit.MINUTES)).isTrue();
        loop.advance(Duration.ofSeconds(1));
        endComputation();
        loop.advance(TIMEOUT.plusMillis(1));
        assertThat(results).containsExactly(new ProbeResult.Failed("timeout"));
    }

    @Test
    void computationThatNeverEnds_endsTheAttempt() throws InterruptedException {
        new Waiting(this::on).begin();
        loop.runTasks();
        assertThat(computing.await(1, TimeUnit.MINUTES)).isTrue();
        loop.advance(Duration.ofMinutes(2));
        assertThat(results).containsExactly(new ProbeResult.Failed("timeout"));
    }

    /// One thread computes in the order of submission: when the second computation runs, the first
    /// one has been reported.
    private void endComputation() throws InterruptedException {
        CountDownLatch reported = new CountDownLatch(1);
        computations.submit(
                history,
                () -> {
                    reported.countDown();
                    return List::of;
                },
                (_, _) -> {});
        proceed.countDown();
        assertThat(reported.await(1, TimeUnit.MINUTES)).isTrue();
        loop.runTasks();
    }
}
