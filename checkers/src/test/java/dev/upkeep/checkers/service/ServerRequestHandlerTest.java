package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.draining;
import static dev.upkeep.checkers.Models.endpoint;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.sorry;
import static dev.upkeep.checkers.Models.tcpCheck;
import static dev.upkeep.checkers.Models.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.check.ProbeLimiter;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.reconcile.FilterBackend;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.checkers.reconcile.NftablesReconciler;
import dev.upkeep.checkers.reconcile.OwnershipFile;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/// Requests of operators through the thread of the checks to a fake kernel.
class ServerRequestHandlerTest {

    private static final Logger LOG = NOPLogger.NOP_LOGGER;
    private static final RealServer A = server("10.0.0.1:80", 1);
    private static final RealServer B = server("10.0.0.2:80", 2);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ManualLoop loop = new ManualLoop();
    private final FakeKernel kernel = new FakeKernel();
    private final IpvsReconciler reconciler =
            new IpvsReconciler(
                    kernel,
                    new NftablesReconciler(FilterBackend.kernel(null), LOG),
                    new OwnershipFile(null),
                    LOG);
    private @Nullable ProbeResult probe;
    private final List<String> published = new ArrayList<>();
    private ServiceRegistry registry = registry();

    @TempDir private Path directory;

    @Test
    void checks_areListedWithTheirLastResults() {
        RealServer checked = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false));
        probe = new ProbeResult.Passed("connected", null);
        start(service("10.0.0.9:80", 1, null, checked));
        loop.advance(Duration.ofSeconds(8)); // at 1 s and 7 s
        probe = new ProbeResult.Failed("timeout");
        loop.advance(Duration.ofSeconds(6));
        var answer = (ServerAnswer.Checks) ask(new ServerRequest.ShowChecks(null));
        var check = answer.checks().getFirst();
        assertThat(check.check()).isEqualTo("TCP_CHECK 10.0.0.1:80");
        assertThat(check.up()).as("it may retry").isTrue();
        assertThat(check.history())
                .extracting(result -> result.outcome() + " " + result.detail())
                .containsExactly("FAILED timeout", "PASSED connected", "PASSED connected");
        assertThat(check.history().getFirst().ago()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void checkNow_runsEveryCheckOnce_andChangesNoVerdict() {
        RealServer checked = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false));
        start(service("10.0.0.9:80", 1, null, checked));
        probe = new ProbeResult.Failed("refused");
        var report =
                (ServerAnswer.Report)
                        ask(
                                new ServerRequest.CheckNow(
                                        ServiceName.parse("10.0.0.9:80"),
                                        ServerName.parse("10.0.0.1:80")));
        assertThat(report.passed()).isFalse();
        assertThat(report.lines())
                .containsExactly("TCP_CHECK 10.0.0.1:80", "      0.000 ms  failed: refused");
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void drain_givesWeightZero_untilEnable() {
        start(service("10.0.0.9:80", 1, null, A, B));
        assertThat(change("10.0.0.9:80", "10.0.0.2:80", AdminState.DRAINING))
                .isEqualTo(changed(true, "tcp:10.0.0.9:80", "10.0.0.2:80", AdminState.DRAINING));
        assertThat(table()).isEqualTo("1=1 2=0");
        loop.advance(MINUTE);
        assertThat(table()).isEqualTo("1=1 2=0");
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.ENABLED);
        assertThat(table()).isEqualTo("1=1 2=2");
        assertThat(published).containsExactly("VS UP");
    }

    @Test
    void adminState_thatIsSoAlready_asksTheKernelForNothing() {
        start(service("10.0.0.9:80", 1, null, A, B));
        kernel.clearRequests();
        assertThat(change("10.0.0.9:80", "10.0.0.2:80", AdminState.ENABLED))
                .isEqualTo(changed(false, "tcp:10.0.0.9:80", "10.0.0.2:80", AdminState.ENABLED));
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void disable_withoutDrainTimeout_removesAtOnce() {
        start(service("10.0.0.9:80", 1, null, A, B));
        kernel.connections(key(), B.endpoint(), 3);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        assertThat(table()).isEqualTo("1=1");
        assertThat(published).containsExactly("VS UP", "RS [10.0.0.2]:tcp:80 DOWN by OPERATOR");
    }

    @Test
    void disable_withDrainTimeout_waitsForTheConnections() {
        start(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        kernel.connections(key(), B.endpoint(), 3);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        loop.advance(Duration.ofSeconds(20));
        assertThat(table()).isEqualTo("1=1 2=0");
        kernel.connections(key(), B.endpoint(), 0);
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void disable_ofAServerOnAnotherPortThanTheServices_waitsForTheConnectionsToo() {
        RealServer direct = server("10.0.0.2:8080", 2);
        start(
                with(
                        new Forwarding.DirectRouting(),
                        draining(MINUTE, service("10.0.0.9:80", 1, null, A, direct))));
        kernel.connections(key(), endpoint("10.0.0.2:80"), 3);
        change("10.0.0.9:80", "10.0.0.2:8080", AdminState.DISABLED);
        loop.advance(Duration.ofSeconds(20));
        assertThat(table()).isEqualTo("1=1 2=0");
    }

    @Test
    void disable_withDrainTimeout_endsWithTheTimeout_ofTheLastDisable() {
        start(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        kernel.connections(key(), B.endpoint(), 3);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        loop.advance(Duration.ofSeconds(40));
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.ENABLED);
        assertThat(table()).isEqualTo("1=1 2=2");
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        loop.advance(Duration.ofSeconds(58));
        assertThat(table()).isEqualTo("1=1 2=0");
        loop.advance(Duration.ofSeconds(3));
        assertThat(table()).isEqualTo("1=1");
    }

    @Test
    void disable_ofTheLastServer_bringsTheSorryServer_withoutAGap() {
        start(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", false), A));
        kernel.clearRequests();
        change("10.0.0.9:80", "10.0.0.1:80", AdminState.DISABLED);
        assertThat(table()).isEqualTo("5=1");
        assertThat(kernel.requests())
                .extracting(request -> request.getClass().getSimpleName())
                .containsExactly("AddDestination", "DeleteDestination");
    }

    @Test
    void reload_keepsWhatWasAskedFor_alsoOfAServiceThatChanged() {
        start(service("10.0.0.9:80", 1, null, A, B));
        change("10.0.0.9:80", "10.0.0.1:80", AdminState.DRAINING);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        registry.reload(configuration(service("10.0.0.9:80", 2, null, A, B)), () -> {});
        assertThat(table()).isEqualTo("1=0");
    }

    @Test
    void nextStart_knowsWhatWasAskedFor() {
        VirtualServer service = draining(MINUTE, service("10.0.0.9:80", 1, null, A, B));
        start(service);
        kernel.connections(key(), B.endpoint(), 3);
        change("10.0.0.9:80", "10.0.0.1:80", AdminState.DRAINING);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DISABLED);
        published.clear();
        kernel.clearRequests();
        start(service);
        assertThat(kernel.requests()).isEmpty();
        assertThat(table()).isEqualTo("1=0 2=0");
        assertThat(published).as("A drains and B is disabled: no quorum").isEmpty();
        kernel.connections(key(), B.endpoint(), 0);
        loop.advance(Duration.ofSeconds(2));
        assertThat(table()).isEqualTo("1=0");
        change("10.0.0.9:80", "10.0.0.1:80", AdminState.ENABLED);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.ENABLED);
        assertThat(adminStates()).isEqualTo(AdminStates.NONE);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void unknownName_isRefused_andChangesNothing() {
        start(service("10.0.0.9:80", 1, null, A, B));
        kernel.clearRequests();
        assertThat(change("10.0.0.9:80", "10.0.0.3:80", AdminState.DISABLED))
                .isInstanceOf(ServerAnswer.Refused.class);
        assertThat(ask(new ServerRequest.Show(ServiceName.parse("fwmark:1"))))
                .isEqualTo(
                        new ServerAnswer.Refused(
                                "there is no virtual server fwmark:1; there are tcp:10.0.0.9:80"));
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void show_saysStateWeightsAndConnections_ofEveryServer() {
        start(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B, server("10.0.0.3:80", 3))));
        kernel.connections(key(), B.endpoint(), 3);
        change("10.0.0.9:80", "10.0.0.2:80", AdminState.DRAINING);
        change("10.0.0.9:80", "10.0.0.3:80", AdminState.DISABLED);
        loop.advance(Duration.ofSeconds(2));
        assertThat(rows())
                .containsExactly(
                        "10.0.0.1:80 up 1 1 ENABLED 0",
                        "10.0.0.2:80 up 2 0 DRAINING 3",
                        "10.0.0.3:80 up 3 null DISABLED 0");
        registry.reload(
                configuration(draining(MINUTE, service("10.0.0.9:80", 1, null, A))), () -> {});
        assertThat(rows())
                .containsExactly("10.0.0.1:80 up 1 1 ENABLED 0", "10.0.0.2:80 up 2 0 REMOVED 3");
    }

    @Test
    void show_ofServicesThatAreManyOrOnMarks_countsTheirConnections() {
        start(
                service("10.0.0.9:80", 1, null, A),
                service("10.0.0.9:81", 1, null, A),
                service("10.0.0.9:82", 1, null, A),
                service("10.0.0.9:83", 1, null, A),
                service(new ServiceAddress.FirewallMark(5), B));
        kernel.connections(new ServiceKey.OnMark(Family.INET, 5), B.endpoint(), 7);
        assertThat(rows()).hasSize(5).last().isEqualTo("10.0.0.2:80 up 2 2 ENABLED 7");
    }

    private List<String> rows() {
        ServerAnswer answer = ask(new ServerRequest.Show(null));
        assertThat(answer).isInstanceOf(ServerAnswer.Listed.class);
        return ((ServerAnswer.Listed) answer)
                .servers().stream().map(ServerRequestHandlerTest::row).toList();
    }

    private static String row(ServerStatus status) {
        return "%s %s %d %s %s %d"
                .formatted(
                        status.server(),
                        status.up() ? "up" : "down",
                        status.weight(),
                        status.effectiveWeight(),
                        status.condition(),
                        status.connections() == null ? -1 : status.connections().active());
    }

    private static ServerAnswer changed(
            boolean effective, String service, String server, AdminState adminState) {
        return new ServerAnswer.Changed(
                effective, ServiceName.parse(service), ServerName.parse(server), adminState);
    }

    private ServerAnswer change(String service, String server, AdminState adminState) {
        return ask(
                new ServerRequest.Change(
                        ServiceName.parse(service), ServerName.parse(server), adminState));
    }

    private ServerAnswer ask(ServerRequest request) {
        var answer =
                new ServerRequestHandler(
                                loop,
                                registry,
                                kernel,
                                Runnable::run,
                                file(),
                                new PendingRequests(),
                                LOG)
                        .ask(request);
        loop.runTasks();
        return answer.join();
    }

    private AdminStateFile file() {
        return AdminStateFile.beside(directory.resolve("ipvs.owned"));
    }

    private AdminStates adminStates() {
        try {
            return file().load();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ServiceKey key() {
        return kernel.table().services().keySet().iterator().next();
    }

    private void start(VirtualServer... services) {
        registry = registry();
        reconciler.start(registry.start(configuration(services), adminStates()), false);
        registry.begin();
    }

    private ServiceRegistry registry() {
        DirectUpdates updates = new DirectUpdates(reconciler);
        return new ServiceRegistry(
                new CheckScheduler.Resources(
                        loop,
                        _ ->
                                (_, done) -> {
                                    if (probe != null) {
                                        ProbeResult result = probe;
                                        loop.execute(() -> done.accept(result));
                                    }
                                    return () -> {};
                                },
                        new ProbeLimiter(1),
                        new SplittableRandom(1)),
                updates,
                new HealthEventPublisher(hooks(), NOPLogger.NOP_LOGGER),
                new ServedAddressPublisher(updates, hooks(), NOPLogger.NOP_LOGGER),
                NOPLogger.NOP_LOGGER);
    }

    private CheckerHooks hooks() {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {
                published.add(
                        "RS "
                                + event.serverName()
                                + (event.up() ? " UP by " : " DOWN by ")
                                + event.cause());
            }

            @Override
            public void checkChanged(ServerEvent event) {}

            @Override
            public void quorumChanged(QuorumEvent event) {
                published.add("VS" + (event.up() ? " UP" : " DOWN"));
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
