package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.sorry;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.check.Attempts;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.reconcile.FilterBackend;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.reconcile.NftablesReconciler;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/// The whole chain without sockets: checks by hand, a clock by hand, a fake kernel. The checks of
/// [dev.upkeep.checkers.Models] run every 6 s and retry 3 times after 3 s.
class ServiceRegistryTest {

    private static final RealServer A = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false));
    private static final RealServer B = server("10.0.0.2:80", 2, tcpCheck("10.0.0.2:80", false));

    private final ManualLoop loop = new ManualLoop();
    private final FakeKernel kernel = new FakeKernel();
    private final IpvsReconciler reconciler =
            new IpvsReconciler(
                    kernel,
                    new NftablesReconciler(FilterBackend.kernel(null), NOPLogger.NOP_LOGGER),
                    new OwnershipFile(null),
                    NOPLogger.NOP_LOGGER);
    private final Set<String> broken = new HashSet<>();
    private final List<String> published = new ArrayList<>();
    private int attempts;

    @Test
    void failingServer_leavesAfterItsRetries_andReturnsWithTheFirstSuccess() {
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        assertThat(table()).isEqualTo("1=1 2=2");
        loop.advance(Duration.ofMillis(1500)); // first checks at 1 s
        broken.add("10.0.0.2");
        loop.advance(Duration.ofSeconds(14)); // 7, 10, 13 s: three of four failures
        assertThat(table()).isEqualTo("1=1 2=2");
        loop.advance(Duration.ofSeconds(1)); // 16 s: the fourth
        assertThat(table()).isEqualTo("1=1");
        assertThat(published).containsExactly("VS UP", "RS [10.0.0.2]:tcp:80 DOWN");
        broken.clear();
        loop.advance(Duration.ofSeconds(6));
        assertThat(table()).isEqualTo("1=1 2=2");
    }

    @Test
    void addressWhileQuorum_isServedAfterItsServers_andNotWhileOneOfItsServicesLacksTheQuorum() {
        start(anycast("10.0.0.9:80", "10.0.0.9:443"));
        assertThat(published).containsExactly("served [10.0.0.9] with 1=1 1=1", "VS UP", "VS UP");
        published.clear();
        broken.add("10.0.0.1");
        loop.advance(Duration.ofSeconds(20));
        assertThat(published.getFirst()).isEqualTo("RS [10.0.0.1]:tcp:80 DOWN");
        assertThat(served()).containsExactly("served [] with 1=1");
        published.clear();
        broken.clear();
        loop.advance(Duration.ofSeconds(10));
        assertThat(served()).containsExactly("served [10.0.0.9] with 1=1 1=1");
    }

    private List<String> served() {
        return published.stream().filter(one -> one.startsWith("served ")).toList();
    }

    @Test
    void addressWhileQuorum_goesBeforeItsServiceDoesInAReload() {
        start(anycast("10.0.0.9:80"));
        published.clear();
        registry.reload(anycast("10.0.0.8:80"), () -> published.add("applied"));
        assertThat(published).startsWith("served [] with 1=1", "applied");
        published.clear();
        registry.reload(anycast("10.0.0.9:80"), () -> published.add("applied"));
        assertThat(published).startsWith("applied", "served [10.0.0.9] with 1=1");
    }

    /// Services with one real server each, and an address that depends on the quorum.
    private static BalancerConfiguration anycast(String... services) {
        StringBuilder text = new StringBuilder();
        text.append("global_defs {\n checker_share_probes off\n}\n"); // each decides by itself
        text.append("static_ipaddress {\n 10.0.0.9/32 dev lo while_quorum\n}\n");
        for (String service : services) {
            text.append("virtual_server ").append(service.replace(':', ' ')).append(" {\n");
            text.append("protocol TCP\ndelay_loop 6\nretry 3\ndelay_before_retry 3\n");
            text.append("real_server 10.0.0.1 80 {\nTCP_CHECK {\n}\n}\n}\n");
        }
        return BalancerConfiguration.of(Configurations.read(text.toString()).configuration());
    }

    @Test
    void checkThatDoesNotDecide_isReportedByItself() {
        RealServer twice =
                server(
                        "10.0.0.1:80",
                        1,
                        tcpCheck("10.0.0.1:80", false),
                        tcpCheck("10.0.0.2:80", false));
        broken.add("10.0.0.1");
        broken.add("10.0.0.2");
        start(configuration(service("10.0.0.9:80", 1, null, twice)));
        loop.advance(Duration.ofSeconds(1));
        assertThat(published)
                .containsExactly(
                        "VS UP",
                        "RS [10.0.0.1]:tcp:80 DOWN",
                        "VS DOWN",
                        "check of RS [10.0.0.1]:tcp:80 DOWN: TCP CHECK failed on service");
        published.clear();
        broken.remove("10.0.0.2");
        loop.advance(Duration.ofSeconds(6));
        assertThat(published)
                .containsExactly(
                        "check of RS [10.0.0.1]:tcp:80 DOWN: TCP CHECK succeed on service");
    }

    @Test
    void throwingHooks_keepNeitherTheKernelNorTheNextCheckNorOtherHooksBack() {
        RealServer twice = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false));
        start(configuration(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", false), twice)));
        loop.advance(Duration.ofSeconds(2));
        hookFailure = new OutOfMemoryError("unable to create native thread");
        broken.add("10.0.0.1");
        loop.advance(Duration.ofSeconds(15)); // 7, 10, 13, 16 s
        assertThat(table()).isEqualTo("5=1");
        assertThat(published).containsExactly("VS UP", "RS [10.0.0.1]:tcp:80 DOWN", "VS DOWN");
        broken.clear();
        loop.advance(Duration.ofSeconds(6));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void probeThatCannotBegin_givesItsPlaceBack_andIsTriedAgain() {
        beginFailure = new StackOverflowError();
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        loop.advance(Duration.ofSeconds(60));
        int failed = attempts;
        assertThat(failed).isGreaterThan(LIMIT);
        beginFailure = null;
        broken.add("10.0.0.1");
        loop.advance(Duration.ofSeconds(30));
        assertThat(table()).isEqualTo("2=2");
    }

    @Test
    void throwingPublisher_leavesTheCheckScheduled() {
        start(configuration(service("10.0.0.9:80", 1, null, A)));
        loop.advance(Duration.ofSeconds(2));
        int before = attempts;
        updatesFailure = new IllegalStateException("a fault of ours");
        broken.add("10.0.0.1");
        assertThatThrownBy(() -> loop.advance(Duration.ofSeconds(15)))
                .isSameAs(updatesFailure); // ends the process
        updatesFailure = null;
        loop.advance(Duration.ofSeconds(30));
        assertThat(attempts).isGreaterThan(before + 5);
    }

    @Test
    void failureOfAnAttemptThatSawAGap_doesNotCount_butTheNextOneDoes() {
        start(configuration(service("10.0.0.9:80", 1, null, A)));
        hold = true;
        loop.advance(Duration.ofSeconds(1)); // the first check begins; a failure would be final
        gap();
        held.removeFirst().accept(new ProbeResult.Failed("timeout"));
        loop.runTasks();
        assertThat(table()).isEqualTo("1=1");
        loop.advance(Duration.ofSeconds(6));
        held.removeFirst().accept(new ProbeResult.Failed("timeout"));
        loop.runTasks();
        assertThat(table()).isEmpty();
    }

    @Test
    void serverThatFailsInOneGapAfterTheOther_isDownInTheEnd() {
        start(configuration(service("10.0.0.9:80", 1, null, A)));
        hold = true;
        loop.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 4; i++) {
            assertThat(table()).isEqualTo("1=1");
            gap();
            held.removeFirst().accept(new ProbeResult.Failed("timeout"));
            loop.advance(Duration.ofSeconds(6));
        }
        assertThat(table()).isEmpty();
    }

    @Test
    void serverThatComesBack_withSlowStart_getsItsWeightStepByStep() {
        RealServer heavy = server("10.0.0.1:80", 100, tcpCheck("10.0.0.1:80", false));
        broken.add("10.0.0.1");
        VirtualServer web = service("10.0.0.9:80", 1, null, heavy);
        start(configuration(Models.withPolicy(web, "slowStart", Duration.ofSeconds(10))));
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEmpty();
        broken.clear();
        loop.advance(Duration.ofSeconds(5)); // 7 s
        assertThat(table()).isEqualTo("1=1");
        loop.advance(Duration.ofSeconds(5));
        assertThat(table()).isEqualTo("1=50");
        loop.advance(Duration.ofSeconds(5));
        assertThat(table()).isEqualTo("1=100");
        assertThat(loop.timers()).as("the next check alone").isEqualTo(1);
    }

    private void gap() {
        loop.after(Duration.ofSeconds(2), () -> {}); // as each real attempt has a deadline
        loop.pause(Duration.ofSeconds(10));
    }

    @Test
    void transition_toAnotherConfiguration_changesNothingUntilItComes() {
        broken.add("10.0.0.1");
        start(configuration(draining(service("10.0.0.9:80", 1, null, A, B))));
        loop.advance(Duration.ofSeconds(2));
        kernel.clearRequests();
        var next = registry.transition(configuration(draining(service("10.0.0.9:80", 1, null, A))));
        assertThat(next.desired().table().services().values())
                .flatExtracting(entry -> entry.destinations().values())
                .extracting(destination -> destination.endpoint().toString() + destination.weight())
                .as("the dead one stays out, the removed one drains")
                .containsExactly(B.endpoint().toString() + 0);
        assertThat(table()).isEqualTo("2=2");
        loop.advance(Duration.ofSeconds(60));
        assertThat(table()).isEqualTo("2=2");
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void firstFailure_countsAtOnce() {
        broken.add("10.0.0.2");
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        loop.advance(Duration.ofSeconds(1));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void lastServer_isReplacedByTheSorryServer_withoutAGap() {
        start(configuration(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", false), A)));
        kernel.clearRequests();
        broken.add("10.0.0.1");
        loop.advance(Duration.ofSeconds(1));
        assertThat(table()).isEqualTo("5=1");
        assertThat(kernel.requests())
                .extracting(request -> request.getClass().getSimpleName())
                .containsExactly("AddDestination", "DeleteDestination");
        assertThat(published).containsExactly("VS UP", "RS [10.0.0.1]:tcp:80 DOWN", "VS DOWN");
    }

    @Test
    void resultsOfOneRound_goOutAsOneBatch() {
        broken.add("10.0.0.1");
        broken.add("10.0.0.2");
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        int before = kernel.batches();
        loop.advance(Duration.ofSeconds(1));
        assertThat(table()).isEmpty();
        assertThat(kernel.batches() - before).isEqualTo(2); // the fake clock runs timer by timer
    }

    @Test
    void reload_withNothingChanged_sendsNothing_andKeepsTheClockOfTheChecks() {
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        loop.advance(Duration.ofSeconds(2));
        kernel.clearRequests();
        int before = attempts;
        registry.reload(configuration(service("10.0.0.9:80", 1, null, A, B)), () -> {});
        loop.advance(Duration.ofSeconds(4));
        assertThat(attempts).isEqualTo(before);
        loop.advance(Duration.ofSeconds(1)); // 7 s
        assertThat(attempts).isEqualTo(before + 2);
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void reload_keepsADeadServerOut_andChecksTheNewOne() {
        broken.add("10.0.0.1");
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        loop.advance(Duration.ofSeconds(2));
        RealServer added = server("10.0.0.3:80", 4, tcpCheck("10.0.0.3:80", false));
        registry.reload(configuration(service("10.0.0.9:80", 1, null, A, B, added)), () -> {});
        assertThat(table()).isEqualTo("2=2 3=4");
        broken.add("10.0.0.3");
        loop.advance(Duration.ofSeconds(1));
        assertThat(table()).isEqualTo("2=2");
    }

    @Test
    void reload_withoutTheService_removesIt_andTellsSo() {
        start(configuration(service("10.0.0.9:80", 1, null, A)));
        published.clear();
        registry.reload(configuration(), () -> {});
        assertThat(kernel.table().services()).isEmpty();
        assertThat(published).containsExactly("RS [10.0.0.1]:tcp:80 DOWN", "VS DOWN");
        int before = attempts;
        loop.advance(Duration.ofMinutes(1));
        assertThat(attempts).isEqualTo(before);
    }

    @Test
    void stop_tellsDown_withOmegaOnly() {
        VirtualServer omega = service("10.0.0.9:80", 1, null, A, B);
        start(configuration(Models.withPolicy(omega, "omega", true)));
        published.clear();
        registry.stop(true);
        assertThat(published)
                .containsExactly(
                        "RS [10.0.0.1]:tcp:80 DOWN", "RS [10.0.0.2]:tcp:80 DOWN", "VS DOWN");
        start(configuration(service("10.0.0.9:80", 1, null, A, B)));
        published.clear();
        registry.stop(true);
        assertThat(published).isEmpty();
    }

    @Test
    void stop_withOmega_whileTheSorryServerServes_tellsTheLostQuorumAgain_asKeepalivedDoes() {
        VirtualServer lost = service("10.0.0.9:80", 3, sorry("10.0.0.5:80", false), A, B);
        broken.add("10.0.0.1");
        start(configuration(Models.withPolicy(lost, "omega", true)));
        loop.advance(Duration.ofSeconds(1));
        assertThat(table()).isEqualTo("5=1");
        published.clear();
        registry.stop(true);
        assertThat(published).containsExactly("VS DOWN");
    }

    @Test
    void manyChecks_keepToTheLimitOfConcurrency() {
        List<RealServer> servers = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            String endpoint = "10.0.1." + i + ":80";
            servers.add(server(endpoint, 1, tcpCheck(endpoint, false)));
        }
        hold = true;
        start(configuration(service("10.0.0.9:80", 1, null, servers.toArray(RealServer[]::new))));
        loop.advance(Duration.ofSeconds(1));
        assertThat(held).hasSize(LIMIT);
        List<Consumer<ProbeResult>> first = List.copyOf(held);
        first.forEach(done -> done.accept(new ProbeResult.Passed("connected", null)));
        assertThat(held).hasSize(2 * LIMIT);
    }

    @Test
    void removedServer_withDrainTimeout_staysUntilItsConnectionsEnd() {
        start(configuration(draining(service("10.0.0.9:80", 1, null, A, B))));
        loop.advance(Duration.ofSeconds(2));
        ServiceKey key = kernel.table().services().keySet().iterator().next();
        kernel.connections(key, B.endpoint(), 3);
        registry.reload(configuration(draining(service("10.0.0.9:80", 1, null, A))), () -> {});
        assertThat(table()).isEqualTo("1=1 2=0");
        loop.advance(Duration.ofSeconds(20));
        assertThat(table()).isEqualTo("1=1 2=0");
        kernel.connections(key, B.endpoint(), 0);
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void removedServer_whoseConnectionsDoNotEnd_goesAfterTheDrainTimeout() {
        start(configuration(draining(service("10.0.0.9:80", 1, null, A, B))));
        ServiceKey key = kernel.table().services().keySet().iterator().next();
        kernel.connections(key, B.endpoint(), 3);
        registry.reload(configuration(draining(service("10.0.0.9:80", 1, null, A))), () -> {});
        loop.advance(Duration.ofSeconds(59));
        assertThat(table()).isEqualTo("1=1 2=0");
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void removedService_withDrainTimeout_staysUntilItsConnectionsEnd() {
        VirtualServer going = draining(service("10.0.0.9:80", 1, null, A, B));
        start(configuration(going));
        loop.advance(Duration.ofSeconds(2));
        ServiceKey key = kernel.table().services().keySet().iterator().next();
        kernel.connections(key, B.endpoint(), 3);
        published.clear();
        registry.reload(configuration(), () -> {});
        assertThat(table()).isEqualTo("1=0 2=0");
        assertThat(published)
                .containsExactly(
                        "RS [10.0.0.1]:tcp:80 DOWN", "RS [10.0.0.2]:tcp:80 DOWN", "VS DOWN");
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEqualTo("2=0");
        registry.reload(configuration(), () -> {}); // another reload changes nothing of that
        loop.advance(Duration.ofSeconds(20));
        assertThat(table()).isEqualTo("2=0");
        kernel.connections(key, B.endpoint(), 0);
        loop.advance(Duration.ofSeconds(2));
        assertThat(kernel.table().services()).isEmpty();
        assertThat(reconciler.owned().entries()).isEmpty();
    }

    @Test
    void removedService_thatComesBackWhileItDrains_servesAgain() {
        VirtualServer service = draining(service("10.0.0.9:80", 1, null, A, B));
        start(configuration(service));
        ServiceKey key = kernel.table().services().keySet().iterator().next();
        kernel.connections(key, B.endpoint(), 3);
        registry.reload(configuration(), () -> {});
        published.clear();
        registry.reload(configuration(service), () -> {});
        assertThat(table()).isEqualTo("1=1 2=2");
        assertThat(published).containsExactly("VS UP");
        loop.advance(Duration.ofMinutes(2));
        assertThat(table()).isEqualTo("1=1 2=2");
    }

    @Test
    void trackFile_addsToTheWeight_andZeroWeightLosesTheQuorum() {
        Checker.FileWeight file = new Checker.FileWeight("f", 2, false);
        start(configuration(service("10.0.0.9:80", 1, null, server("10.0.0.1:80", 4, file))));
        registry.passiveChecks().fileValue("f", 3);
        loop.runTasks();
        assertThat(table()).isEqualTo("1=10");
        registry.passiveChecks().fileValue("f", -9);
        loop.runTasks();
        assertThat(table()).isEqualTo("1=0");
        registry.passiveChecks().fileValue("f", Integer.MIN_VALUE);
        loop.runTasks();
        assertThat(table()).isEmpty();
        assertThat(published).containsExactly("VS UP", "VS DOWN", "RS [10.0.0.1]:tcp:80 DOWN");
    }

    @Test
    void haSuspend_runsChecksOnlyWhileTheAddressIsHere() {
        VirtualServer plain = service("10.0.0.9:80", 1, null, A);
        start(configuration(Models.withPolicy(plain, "haSuspend", true)));
        loop.advance(Duration.ofSeconds(20));
        assertThat(attempts).isZero();
        registry.scheduler().addressPresent(IpAddress.parse("10.0.0.9"), true);
        loop.advance(Duration.ofSeconds(6));
        assertThat(attempts).isEqualTo(1);
        registry.scheduler().addressPresent(IpAddress.parse("10.0.0.9"), false);
        loop.advance(Duration.ofSeconds(20));
        assertThat(attempts).isEqualTo(1);
    }

    private static VirtualServer draining(VirtualServer service) {
        return Models.draining(Duration.ofMinutes(1), service);
    }

    private static final int LIMIT = 8;
    private final List<Consumer<ProbeResult>> held = new ArrayList<>();
    private boolean hold;
    private @Nullable Error hookFailure;
    private @Nullable Error beginFailure;
    private @Nullable RuntimeException updatesFailure;
    private ServiceRegistry registry = registry();

    private ServiceRegistry registry() {
        IpvsUpdates updates = updates();
        return new ServiceRegistry(
                new CheckScheduler.Resources(
                        loop,
                        checker -> (url, done) -> attempt(checker, done),
                        new ProbeLimiter(LIMIT),
                        new SplittableRandom(1)),
                updates,
                new HealthEventPublisher(hooks(), NOPLogger.NOP_LOGGER),
                new ServedAddressPublisher(updates, hooks(), NOPLogger.NOP_LOGGER),
                NOPLogger.NOP_LOGGER);
    }

    private void start(BalancerConfiguration configuration) {
        registry = registry();
        reconciler.start(registry.start(configuration, AdminStates.NONE), false);
        registry.begin();
    }

    private Attempts.Attempt attempt(Checker checker, Consumer<ProbeResult> done) {
        attempts++;
        if (beginFailure != null) {
            throw beginFailure;
        }
        if (hold) {
            held.add(done);
            return () -> {};
        }
        String target = ((Checker.Tcp) checker).connection().target().address().toString();
        loop.execute(() ->
                done.accept(
                        broken.contains(target)
                                ? new ProbeResult.Failed("refused")
                                : new ProbeResult.Passed("connected", null)));
        return () -> {};
    }

    private IpvsUpdates updates() {
        IpvsUpdates direct = new DirectUpdates(reconciler);
        return new IpvsUpdates() {
            @Override
            public void change(Map<ServiceKey, Optional<Entry>> changes) {
                if (updatesFailure != null) {
                    throw updatesFailure;
                }
                direct.change(changes);
            }

            @Override
            public void replace(DesiredState desired, Runnable applied) {
                direct.replace(desired, applied);
            }

            @Override
            public void afterChanges(Runnable order) {
                direct.afterChanges(order);
            }

            @Override
            public void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer) {
                direct.busy(services, answer);
            }
        };
    }

    private void failHook() {
        if (hookFailure != null) {
            throw hookFailure;
        }
    }

    private CheckerHooks hooks() {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {
                published.add("RS " + event.serverName() + (event.up() ? " UP" : " DOWN"));
                failHook();
            }

            @Override
            public void checkChanged(ServerEvent event) {
                published.add(
                        "check of RS "
                                + event.serverName()
                                + (event.up() ? " UP: " : " DOWN: ")
                                + event.detail());
            }

            @Override
            public void addressesServed(Set<IpAddress> addresses) {
                published.add("served " + new TreeSet<>(addresses) + " with " + table());
            }

            @Override
            public void quorumChanged(QuorumEvent event) {
                published.add("VS" + (event.up() ? " UP" : " DOWN"));
                failHook();
            }
        };
    }

    /// `last byte=weight` of each destination of the only service.
    private String table() {
        StringBuilder text = new StringBuilder();
        for (Entry entry : kernel.table().services().values()) {
            entry.destinations()
                    .forEach((endpoint, destination) ->
                            text.append(text.isEmpty() ? "" : " ")
                                    .append(endpoint.address().bytes()[3])
                                    .append('=')
                                    .append(destination.weight()));
        }
        return text.toString();
    }
}
