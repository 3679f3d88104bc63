package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RouteEntry.NextHop;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteRequest.AddAddress;
import dev.upkeep.netlink.route.RouteRequest.DeleteAddress;
import dev.upkeep.netlink.route.RouteRequest.Placement;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.resource.Resource;
import dev.upkeep.vrrp.resource.ResourceOwner;
import dev.upkeep.vrrp.resource.ResourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ResourceReconcilerTest {

    private static final InterfaceAddress VIP = Networks.vip(Networks.ETH0, "10.0.0.100");
    private static final List<ResourceSpec> ONE = List.of(spec("10.0.0.100", "eth0"));

    private static final int OTHER = 4711; // the port of another program
    private static final String MULTIPATH_LINE =
            "2001:db8:9::/48 nexthop via 2001:db8::7 dev eth0 nexthop via 2001:db8::8 dev eth0";
    private static final String ROUTE_LINE = "10.9.0.0/16 via 10.0.0.7 dev eth0 metric 5";
    private static final List<ResourceSpec> ROUTE = List.of(route(ROUTE_LINE));
    private static final List<ResourceSpec> MULTIPATH = List.of(route(MULTIPATH_LINE));

    private final ManualLoop loop = new ManualLoop();
    private final NetworkView network = Networks.usual();
    private final List<RouteRequest> sent = new ArrayList<>();
    private final List<RouteSocket.Completion> completions = new ArrayList<>();
    private final List<Runnable> lookups = new ArrayList<>();
    private final ResourceReconciler reconciler =
            new ResourceReconciler(
                    loop,
                    network,
                    (requests, completion) -> {
                        sent.addAll(requests);
                        requests.forEach(_ -> completions.add(completion));
                    },
                    new VrrpFilter(),
                    new Culprits(lookups::add));
    private final Owner owner = new Owner();

    @Test
    void hold_ipv6Host_isNeverASourceAndSkipsDuplicateDetection() {
        reconciler.hold(owner, List.of(spec("2001:db8::100", "eth0")));

        assertThat(sent).hasSize(1);
        InterfaceAddress address = ((AddAddress) sent.getFirst()).address();
        assertThat(address.preferredSeconds()).isZero();
        assertThat(address.flags()).isEqualTo(InterfaceAddress.NO_DAD);
    }

    @Test
    void hold_interfaceMissing_isSetWhenItAppears() {
        reconciler.hold(owner, List.of(spec("10.0.0.100", "eth9")));
        assertThat(sent).isEmpty();

        change(new RouteEvent.LinkChanged(Networks.link(9, "eth9", true)));

        assertThat(sent).containsExactly(new AddAddress(Networks.vip(9, "10.0.0.100")));
    }

    @Test
    void hold_interfaceRenamed_isRemovedByIndex() {
        reconciler.hold(owner, ONE);

        change(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "ethx", true)));

        assertThat(sent).containsExactly(new AddAddress(VIP), new DeleteAddress(VIP));
    }

    @Test
    void release_absentAddress_sendsNothing() {
        reconciler.release(owner, ONE);

        assertThat(sent).isEmpty();
    }

    @Test
    void release_leftOver_isRemoved() {
        network.apply(new RouteEvent.AddressChanged(VIP));

        reconciler.release(owner, ONE);

        assertThat(sent).containsExactly(new DeleteAddress(VIP));
    }

    @Test
    void release_ownAddressNotReportedYet_isRemoved() {
        reconciler.hold(owner, ONE);

        reconciler.release(owner, ONE);

        assertThat(sent).containsExactly(new AddAddress(VIP), new DeleteAddress(VIP));
    }

    @Test
    void transaction_vipMovesToAnotherOwner_staysInPlace() {
        reconciler.hold(owner, ONE);
        sent.clear();

        reconciler.transaction(() -> {
            reconciler.release(owner, ONE);
            reconciler.hold(new Owner(), ONE);
        });

        assertThat(sent).isEmpty();
    }

    @Test
    void hold_manyAddresses_servesTheLoopBetweenSlices() {
        reconciler.hold(
                owner, IntStream.range(0, 200).mapToObj(i -> spec("10.1.0." + i, "eth0")).toList());

        assertThat(sent).hasSize(ResourceReconciler.SLICE);
        loop.runTasks();
        assertThat(sent).hasSize(200);
    }

    @Test
    void drift_addressRemovedByAnotherProgram_isPutBackAfterTheOtherNotifications() {
        reconciler.hold(owner, ONE);
        answer(0);
        sent.clear();

        change(new RouteEvent.AddressRemoved(VIP));
        assertThat(sent).isEmpty();
        loop.runTasks();

        assertThat(sent).containsExactly(new AddAddress(VIP));
        assertThat(owner.lost).isEmpty();
    }

    @Test
    void drift_removedAgainAndAgain_isPutBackOncePerSecond() {
        reconciler.hold(owner, ONE);
        answer(0);
        sent.clear();

        for (int i = 0; i < 10; i++) {
            change(new RouteEvent.AddressRemoved(VIP));
            loop.runTasks();
            loop.advance(Duration.ofMillis(100));
        }

        assertThat(sent).hasSize(2);
    }

    @Test
    void drift_withoutGuard_isReportedToTheOwner() {
        owner.guarded = false;
        reconciler.hold(owner, ONE);
        sent.clear();

        change(new RouteEvent.AddressRemoved(VIP));
        loop.runTasks();

        assertThat(sent).isEmpty();
        assertThat(owner.lost)
                .containsExactly("Netlink reflector reports IP 10.0.0.100 removed from eth0");
    }

    @Test
    void drift_removalOfOurs_isNone() {
        reconciler.hold(owner, ONE);
        reconciler.release(owner, ONE);
        reconciler.hold(owner, ONE);
        sent.clear();

        change(new RouteEvent.AddressRemoved(VIP));
        loop.runTasks();

        assertThat(sent).isEmpty();
    }

    @Test
    void drift_oneHopOfAnIpv6Route_isPutBackBesideTheOther() {
        reconciler.hold(owner, MULTIPATH);
        answers(2);
        sent.clear();

        change(new RouteEvent.RouteRemoved(paths("2001:db8::7"), OTHER));
        loop.runTasks();

        assertThat(added()).containsExactly(paths("2001:db8::7"));
        assertThat(owner.lost).isEmpty();
    }

    @Test
    void drift_allHopsOfAnIpv6Route_arePutBack() {
        reconciler.hold(owner, MULTIPATH);
        answers(2);
        sent.clear();

        change(new RouteEvent.RouteRemoved(paths("2001:db8::7", "2001:db8::8"), OTHER));
        loop.runTasks();

        assertThat(added()).containsExactly(paths("2001:db8::7"), paths("2001:db8::8"));
    }

    @Test
    void drift_hopOfAnExclusiveIpv6Route_isPutBackBesideTheOther() {
        reconciler.hold(owner, List.of(route("add " + MULTIPATH_LINE)));
        answers(2);
        assertThat(placements()).containsExactly(Placement.EXCLUSIVE, Placement.APPEND);
        sent.clear();

        change(new RouteEvent.RouteRemoved(paths("2001:db8::7"), OTHER));
        loop.runTasks();

        assertThat(placements()).containsExactly(Placement.APPEND);
    }

    @Test
    void drift_removalOfOurs_asksForNoCulprit() {
        reconciler.hold(owner, ONE);
        reconciler.release(owner, ONE);
        change(new RouteEvent.AddressRemoved(VIP, OTHER));

        assertThat(lookups).isEmpty();
    }

    @Test
    void drift_ofManyResourcesByOneProgram_asksForItOnceAndNotOnThisThread() {
        reconciler.hold(owner, MULTIPATH);
        change(new RouteEvent.RouteRemoved(paths("2001:db8::7", "2001:db8::8"), OTHER));

        assertThat(lookups).hasSize(1);
    }

    @Test
    void drift_routeReplacedByAnotherProgram_isPutBackInItsPlace() {
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(through("10.0.0.8"), OTHER));
        assertThat(sent).isEmpty();
        loop.runTasks();

        assertThat(sent)
                .containsExactly(new RouteRequest.AddRoute(through("10.0.0.7"), Placement.REPLACE));
        assertThat(lookups).hasSize(1);
    }

    @Test
    void drift_routeReplacedWithTheSameHopsAndAnotherSource_isPutBack() {
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(through("10.0.0.7"), OTHER));
        loop.runTasks();

        assertThat(placements()).containsExactly(Placement.REPLACE);
    }

    @Test
    void drift_anotherRouteOfTheSameDestinationReplaced_isNone() {
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        RouteEntry route = entry("10.9.0.0/16 via 10.0.0.7 dev eth0 metric 6");
        change(new RouteEvent.RouteReplaced(route, OTHER));
        route = entry("10.9.0.0/16 via 10.0.0.7 dev eth0 metric 5 table 7");
        change(new RouteEvent.RouteReplaced(route, OTHER));
        loop.runTasks();

        assertThat(sent).isEmpty();
    }

    @Test
    void drift_routeReplacedWithoutGuard_staysAsKeepalivedLeavesIt() {
        owner.guarded = false;
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(through("10.0.0.8"), OTHER));
        loop.runTasks();

        assertThat(sent).isEmpty();
        assertThat(owner.lost).isEmpty();
    }

    @Test
    void drift_untrackedRouteReplaced_isLeftAlone() {
        reconciler.hold(owner, List.of(route(ROUTE_LINE + " no_track")));
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(through("10.0.0.8"), OTHER));
        loop.runTasks();

        assertThat(sent).isEmpty();
    }

    @Test
    void drift_routeReplacedThenReleased_removesOursOnly() {
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(through("10.0.0.8"), OTHER));
        reconciler.release(owner, ROUTE);
        loop.runTasks();

        assertThat(sent).containsExactly(new RouteRequest.DeleteRoute(through("10.0.0.7")));
    }

    @Test
    void drift_routeReplacedAgainAndAgain_isPutBackOncePerSecond() {
        reconciler.hold(owner, ROUTE);
        answer(0);
        sent.clear();

        for (int i = 0; i < 10; i++) {
            change(new RouteEvent.RouteReplaced(through("10.0.0.8"), OTHER));
            loop.runTasks();
            loop.advance(Duration.ofMillis(100));
        }

        assertThat(sent).hasSize(2);
    }

    @Test
    void drift_ipv6RouteReplaced_getsAllItsHopsBackAtOnce() {
        reconciler.hold(owner, MULTIPATH);
        answers(2);
        change(new RouteEvent.RouteRemoved(paths("2001:db8::8"), OTHER));
        loop.runTasks();
        answer(0);
        sent.clear();

        change(new RouteEvent.RouteReplaced(paths("2001:db8::9"), OTHER));
        loop.runTasks();
        assertThat(sent).isEmpty(); // one of them was put back a moment ago
        loop.advance(Duration.ofSeconds(1));

        assertThat(added()).containsExactly(paths("2001:db8::7"), paths("2001:db8::8"));
        assertThat(placements()).containsExactly(Placement.REPLACE, Placement.APPEND);
    }

    @Test
    void drift_lifetimeOfAnAddressChanged_isRestoredInPlace() {
        reconciler.hold(owner, ONE);
        answer(0);
        sent.clear();

        change(new RouteEvent.AddressChanged(lasting(VIP, 50, 100), OTHER));
        loop.runTasks();
        change(new RouteEvent.AddressChanged(VIP));
        loop.runTasks();

        assertThat(sent).containsExactly(new RouteRequest.ReplaceAddress(VIP));
    }

    @Test
    void drift_lifetimeOfAnAddressChangedThenReleased_removesTheAddress() {
        reconciler.hold(owner, ONE);
        answer(0);
        sent.clear();

        change(new RouteEvent.AddressChanged(lasting(VIP, 50, 100), OTHER));
        reconciler.release(owner, ONE);
        loop.runTasks();

        assertThat(sent).containsExactly(new DeleteAddress(VIP));
    }

    @Test
    void drift_lifetimeOfAnAddressChangedWithoutGuard_stays() {
        owner.guarded = false;
        reconciler.hold(owner, ONE);
        answer(0);
        sent.clear();

        change(new RouteEvent.AddressChanged(lasting(VIP, 50, 100), OTHER));
        loop.runTasks();

        assertThat(sent).isEmpty();
    }

    @Test
    void overrun_oneHopOfAnIpv6Route_isPutBack() {
        reconciler.hold(owner, MULTIPATH);
        answers(2);
        sent.clear();

        reconciler.routing(List.of(paths("2001:db8::8", "2001:db8::9")), List.of());
        change(
                new RouteEvent.Resynchronized(
                        List.of(Networks.link(Networks.ETH0, "eth0", true)), List.of()));
        loop.runTasks();

        assertThat(added()).containsExactly(paths("2001:db8::7"));
    }

    @Test
    void release_ipv6RouteToWhichAnotherProgramAddedAHop_removesItsOwnHops() {
        reconciler.hold(owner, MULTIPATH);
        answers(2);
        sent.clear();

        reconciler.release(owner, MULTIPATH);

        assertThat(sent)
                .containsExactly(
                        new RouteRequest.DeleteRoute(paths("2001:db8::8")),
                        new RouteRequest.DeleteRoute(paths("2001:db8::7")));
    }

    @Test
    void overrun_missingAddress_isPutBack() {
        reconciler.hold(owner, ONE);
        sent.clear();

        change(
                new RouteEvent.Resynchronized(
                        List.of(Networks.link(Networks.ETH0, "eth0", true)), List.of()));
        loop.runTasks();

        assertThat(sent).containsExactly(new AddAddress(VIP));
    }

    @Test
    void release_answerLost_isRemovedAgain() {
        reconciler.hold(owner, ONE);
        answer(0);
        reconciler.release(owner, ONE);
        sent.clear();
        answer(Errno.ENOBUFS);

        loop.advance(Duration.ofSeconds(1));
        assertThat(sent).containsExactly(new DeleteAddress(VIP));
        sent.clear();
        answer(Errno.EADDRNOTAVAIL); // the first one had removed it

        loop.advance(Duration.ofMinutes(3));
        assertThat(sent).isEmpty();
    }

    @Test
    void release_answerLostAndHeldAgain_staysInPlace() {
        reconciler.hold(owner, ONE);
        answer(0);
        reconciler.release(owner, ONE);
        answer(Errno.ENOMEM);
        reconciler.hold(owner, ONE);
        answer(Errno.EEXIST);
        sent.clear();

        loop.advance(Duration.ofMinutes(3));
        assertThat(sent).isEmpty();
    }

    @Test
    void hold_answerLost_isSetAgain() {
        reconciler.hold(owner, ONE);
        sent.clear();
        answer(Errno.ENOBUFS);

        loop.advance(Duration.ofSeconds(1));
        assertThat(sent).containsExactly(new AddAddress(VIP));
        sent.clear();
        answer(Errno.EEXIST); // it was there

        loop.advance(Duration.ofMinutes(3));
        assertThat(sent).isEmpty();
    }

    @Test
    void release_whileItIsNotKnownWhetherItWasSet_isRemoved() {
        reconciler.hold(owner, ONE);
        answer(Errno.ENOBUFS);
        sent.clear();

        reconciler.release(owner, ONE);
        assertThat(sent).containsExactly(new DeleteAddress(VIP));
    }

    @Test
    void refused_isTriedAgainLater() {
        reconciler.hold(owner, ONE);
        sent.clear();
        answer(Errno.EINVAL);

        loop.advance(Duration.ofMillis(999));
        assertThat(sent).isEmpty();
        loop.advance(Duration.ofMillis(1));

        assertThat(sent).containsExactly(new AddAddress(VIP));
    }

    @Test
    void adopt_ofAnEarlierRunAndDesiredByNobody_isRemoved() {
        network.apply(new RouteEvent.AddressChanged(VIP));

        reconciler.adopt(
                List.of(
                        new Resource.Address(VIP, true),
                        new Resource.Address(Networks.vip(Networks.ETH0, "10.0.0.200"), true)));

        assertThat(sent).containsExactly(new DeleteAddress(VIP));
    }

    private void change(RouteEvent event) {
        network.apply(event);
        reconciler.networkChanged(event);
    }

    private void answer(int errno) {
        completions.removeFirst().done(new AddAddress(VIP), errno, "text");
    }

    private void answers(int several) {
        for (int i = 0; i < several; i++) {
            answer(0);
        }
    }

    private List<RouteEntry> added() {
        return sent.stream().map(request -> ((RouteRequest.AddRoute) request).route()).toList();
    }

    private List<Placement> placements() {
        return sent.stream().map(request -> ((RouteRequest.AddRoute) request).placement()).toList();
    }

    private static ResourceSpec route(String line) {
        String file =
                """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    virtual_routes {
                        %s
                    }
                }
                """
                        .formatted(line);
        VrrpInstance instance =
                Configurations.read(file).configuration().vrrpInstances().getFirst();
        return new ResourceSpec.OfRoute(instance.resources().routes().getFirst());
    }

    /// The route of [#MULTIPATH] with these gateways alone.
    private static RouteEntry paths(String... gateways) {
        Resource.Route whole =
                Objects.requireNonNull(
                        new ResourceSpec.OfRoute(
                                        ((ResourceSpec.OfRoute) MULTIPATH.getFirst()).route())
                                .in(Networks.usual()));
        return whole.route()
                .through(
                        Stream.of(gateways)
                                .map(IpAddress::parse)
                                .map(to -> new NextHop(to, Networks.ETH0, 1, false, 0, null))
                                .toList());
    }

    private static InterfaceAddress lasting(
            InterfaceAddress address, long preferredSeconds, long validSeconds) {
        return new InterfaceAddress(
                address.interfaceIndex(),
                address.address(),
                address.prefixLength(),
                address.peer(),
                address.broadcast(),
                address.scope(),
                address.flags(),
                address.label(),
                preferredSeconds,
                validSeconds);
    }

    /// The route of [#ROUTE] with another gateway.
    private static RouteEntry through(String gateway) {
        return entry(ROUTE_LINE.replace("10.0.0.7", gateway));
    }

    private static RouteEntry entry(String line) {
        ResourceSpec.OfRoute spec = (ResourceSpec.OfRoute) route(line);
        return Objects.requireNonNull(spec.in(Networks.usual())).route();
    }

    private static ResourceSpec spec(String address, String device) {
        return new ResourceSpec.OfAddress(Instances.address(address), device);
    }

    private static final class Owner implements ResourceOwner {
        private final List<String> lost = new ArrayList<>();
        private boolean guarded = true;

        @Override
        public String label() {
            return "(VI_1) ";
        }

        @Override
        public boolean guarded() {
            return guarded;
        }

        @Override
        public void lost(Resource resource, String text) {
            lost.add(text);
        }
    }
}
