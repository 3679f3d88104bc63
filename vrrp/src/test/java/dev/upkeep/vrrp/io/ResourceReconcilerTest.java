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
    private static final List<ResourceSpec> MULTIPATH = List.of(route(MULTIPATH_LINE));

    private final ManualLoop loop = new ManualLoop();
    private final NetworkView network = Networks.usual();
    private final List<RouteRequest> sent = new ArrayList<>();
    private final List<RouteSocket.Completion> completions = new ArrayList<>();
    private final ResourceReconciler reconciler =
            new ResourceReconciler(
                    loop,
                    network,
                    (requests, completion) -> {
                        sent.addAll(requests);
                        requests.forEach(_ -> completions.add(completion));
                    });
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
