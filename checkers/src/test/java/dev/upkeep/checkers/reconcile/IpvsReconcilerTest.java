package dev.upkeep.checkers.reconcile;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.endpoint;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class IpvsReconcilerTest {

    private static final ServiceKey WEB = new ServiceKey.OnAddress(6, endpoint("10.0.0.9:80"));
    private static final ServiceKey OTHER = new ServiceKey.OnAddress(6, endpoint("10.0.0.8:80"));

    private static final BalancerConfiguration TWO =
            configuration(web(server("10.0.0.1:80", 1), server("10.0.0.2:80", 2)));
    private static final BalancerConfiguration ONE = configuration(web(server("10.0.0.2:80", 5)));

    @TempDir private Path directory;
    private final FakeKernel kernel = new FakeKernel();
    private IpvsReconciler reconciler = reconciler();

    @BeforeEach
    void newKeeper() {
        reconciler = reconciler();
    }

    @Test
    void start_withAnEmptyKernel_addsEverything() {
        start(TWO);
        assertThat(kernel.table()).isEqualTo(table(TWO));
        assertThat(reconciler.outOfSync()).isFalse();
    }

    @Test
    void startAfterACrash_withEverythingRight_sendsNothing() {
        start(TWO);
        kernel.clearRequests();
        reconciler = reconciler();
        start(TWO);
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void startAfterACrash_withAnotherConfiguration_correctsAndRemovesWhatWasOurs() {
        start(TWO);
        reconciler = reconciler();
        start(ONE);
        assertThat(kernel.table()).isEqualTo(table(ONE));
        reconciler = reconciler();
        start(configuration(service("10.0.0.7:80", 1, null, server("10.0.0.1:80", 1))));
        assertThat(kernel.table().services()).containsOnlyKeys(key("10.0.0.7:80"));
    }

    @Test
    void entriesOfOthers_stay() {
        kernel.meddle(new IpvsRequest.AddService(new Service(OTHER, "rr", 0, 0, 32, null)));
        kernel.meddle(new IpvsRequest.AddService(new Service(WEB, "wlc", 0, 0, 32, null)));
        kernel.meddle(new IpvsRequest.AddDestination(WEB, destination("10.0.0.3:80", 9)));
        start(TWO);
        reconciler.reconcile();
        assertThat(kernel.table().services()).containsKey(OTHER);
        Entry web = kernel.table().services().get(WEB);
        assertThat(web).isNotNull();
        assertThat(web == null ? null : web.service().scheduler()).isEqualTo("rr");
        assertThat(weights(WEB)).isEqualTo("3=9 1=1 2=2");
    }

    @Test
    void reconcile_repairsWhatSomeoneElseChanged() {
        start(TWO);
        kernel.meddle(new IpvsRequest.EditDestination(WEB, destination("10.0.0.1:80", 7)));
        kernel.meddle(new IpvsRequest.DeleteDestination(WEB, endpoint("10.0.0.2:80")));
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(table(TWO));
        kernel.meddle(new IpvsRequest.Flush());
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(table(TWO));
    }

    @Test
    void reload_ofOneWeight_sendsOneRequest() {
        start(TWO);
        kernel.clearRequests();
        BalancerConfiguration heavier =
                configuration(web(server("10.0.0.1:80", 1), server("10.0.0.2:80", 3)));
        reconciler.replace(Models.desired(heavier));
        reconciler.reconcile();
        assertThat(kernel.requests())
                .containsExactly(
                        new IpvsRequest.EditDestination(WEB, destination("10.0.0.2:80", 3)));
    }

    @Test
    void reload_withNothingChanged_sendsNothing() {
        start(TWO);
        kernel.clearRequests();
        reconciler.replace(Models.desired(TWO));
        reconciler.reconcile();
        assertThat(kernel.requests()).isEmpty();
    }

    @Test
    void change_touchesOnlyItsService() {
        start(TWO);
        kernel.clearRequests();
        Entry less = table(ONE).services().values().iterator().next();
        reconciler.change(Map.of(WEB, Optional.of(less)));
        assertThat(kernel.requests())
                .containsExactly(
                        new IpvsRequest.EditDestination(WEB, destination("10.0.0.2:80", 5)),
                        new IpvsRequest.DeleteDestination(WEB, endpoint("10.0.0.1:80")));
        assertThat(kernel.dumps()).isEqualTo(1);
    }

    @Test
    void change_refusedBecauseSomeoneElseWasFaster_isPutRightByADump() {
        start(TWO);
        kernel.meddle(new IpvsRequest.DeleteService(WEB));
        Entry less = table(ONE).services().values().iterator().next();
        reconciler.change(Map.of(WEB, Optional.of(less)));
        assertThat(weights(WEB)).isEqualTo("2=5");
        assertThat(reconciler.outOfSync()).isFalse();
    }

    @Test
    void lostExchange_isPutRightByADump() {
        kernel.failExchanges(1, Errno.ENOBUFS);
        start(TWO);
        assertThat(reconciler.outOfSync()).isTrue();
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(table(TWO));
        assertThat(reconciler.outOfSync()).isFalse();
    }

    @Test
    void refusedRequest_isTriedAgain_andDoesNotHoldUpTheOthers() {
        kernel.removeScheduler("rr");
        start(TWO);
        assertThat(kernel.table().services()).isEmpty();
        assertThat(reconciler.outOfSync()).isTrue();
        kernel.refuse(request -> request instanceof IpvsRequest.AddService, Errno.ENOENT);
        reconciler.reconcile();
        assertThat(reconciler.outOfSync()).isTrue();
    }

    @Test
    void refusalThatEnds_isOver() {
        kernel.refuse(request -> request instanceof IpvsRequest.AddDestination, Errno.EINVAL);
        start(TWO);
        assertThat(reconciler.outOfSync()).isTrue();
        kernel.refuseNothing();
        reconciler.reconcile();
        assertThat(kernel.table()).isEqualTo(table(TWO));
        assertThat(reconciler.outOfSync()).isFalse();
    }

    @Test
    void flushAtStart_removesEverybodysServices() {
        kernel.meddle(new IpvsRequest.AddService(new Service(OTHER, "rr", 0, 0, 32, null)));
        reconciler.start(Models.desired(TWO), true);
        assertThat(kernel.table()).isEqualTo(table(TWO));
    }

    @Test
    void syncDaemonsOfARunThatCrashed_areRememberedAsOurs() {
        reconciler.start(
                new DesiredState(table(TWO), owned(TWO).withSyncDaemons(true), FilterPlan.NOTHING),
                false);
        Ownership before = reconciler().start(Models.desired(TWO), false);
        assertThat(before.syncDaemons()).isTrue();
        assertThat(reconciler().start(Models.desired(TWO), false).syncDaemons()).isFalse();
    }

    @Test
    void stop_leavesOnlyWhatIsNotOurs() {
        kernel.meddle(new IpvsRequest.AddService(new Service(OTHER, "rr", 0, 0, 32, null)));
        start(TWO);
        reconciler.stop(false);
        assertThat(kernel.table().services()).containsOnlyKeys(OTHER);
    }

    private IpvsReconciler reconciler() {
        return new IpvsReconciler(
                kernel,
                new NftablesReconciler(FilterBackend.kernel(null), NOPLogger.NOP_LOGGER),
                new OwnershipFile(directory == null ? null : directory.resolve("x/ipvs.owned")),
                NOPLogger.NOP_LOGGER);
    }

    private void start(BalancerConfiguration configuration) {
        reconciler.start(Models.desired(configuration), false);
    }

    private static IpvsTable table(BalancerConfiguration configuration) {
        return Models.desired(configuration).table();
    }

    private static Ownership owned(BalancerConfiguration configuration) {
        return Ownership.by(Models.pools(configuration, keys(configuration)).values());
    }

    private static ServiceKeys keys(BalancerConfiguration configuration) {
        return ServiceKeys.of(configuration, GeneratedMarks.NONE);
    }

    private static VirtualServer web(dev.upkeep.config.model.RealServer... servers) {
        return service("10.0.0.9:80", 1, null, servers);
    }

    private static ServiceKey key(String endpoint) {
        return new ServiceKey.OnAddress(6, endpoint(endpoint));
    }

    private static Destination destination(String endpoint, int weight) {
        return new Destination(
                endpoint(endpoint), ForwardingMethod.MASQUERADE, weight, 0, 0, Tunnel.IPIP);
    }

    /// `last byte=weight` of each destination.
    private String weights(ServiceKey key) {
        StringBuilder text = new StringBuilder();
        Entry entry = kernel.table().services().get(key);
        if (entry != null) {
            for (Destination destination : entry.destinations().values()) {
                Endpoint server = destination.endpoint();
                text.append(text.isEmpty() ? "" : " ")
                        .append(server.address().bytes()[3])
                        .append('=')
                        .append(destination.weight());
            }
        }
        return text.toString();
    }
}
