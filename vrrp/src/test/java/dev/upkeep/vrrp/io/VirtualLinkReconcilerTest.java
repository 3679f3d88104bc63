package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.netlink.route.RouteRequest;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.vrrp.io.VirtualLinkFile.Content;
import dev.upkeep.vrrp.resource.NetworkView;
import dev.upkeep.vrrp.vmac.VirtualLinkPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualLinkReconcilerTest {
    private static final HardwareAddress VIRTUAL = HardwareAddress.parse("00:00:5e:00:01:07");
    private static final HardwareAddress VIRTUAL6 = HardwareAddress.parse("00:00:5e:00:02:07");
    private static final int UP = 0x1;
    private static final int RUNNING = 0x40;
    private static final int VMAC = 9;

    private final ManualLoop loop = new ManualLoop();
    private final NetworkView network = Networks.usual();
    private final List<RouteRequest> sent = new ArrayList<>();
    private final List<RouteSocket.Completion> completions = new ArrayList<>();
    private final List<String> written = new ArrayList<>();
    private final VirtualLinkReconciler links =
            new VirtualLinkReconciler(
                    loop,
                    network,
                    (requests, completion) -> {
                        sent.addAll(requests);
                        completions.add(completion);
                    },
                    new KernelSettings() {
                        @Override
                        public String read(String path) {
                            return "0";
                        }

                        @Override
                        public void write(String path, String value) {
                            written.add(path + "=" + value);
                        }
                    },
                    (family, present) -> {
                        if (family == Family.INET) {
                            filtered = Map.copyOf(present);
                            sentBeforeFilter = sent.size();
                        }
                    });
    private Map<Integer, Integer> filtered = Map.of();
    private int sentBeforeFilter;
    private boolean ready;

    @Test
    void apply_newLink_isMadeSetUpAndSwitchedOn() {
        apply(ipv4());
        links.whenReady(() -> ready = true);
        assertThat(sent)
                .containsExactly(new RouteRequest.AddMacvlan("vrrp.7", Networks.ETH0, VIRTUAL, 0));

        change(new RouteEvent.LinkChanged(vmac(0, VIRTUAL)));
        completions.getFirst().done(sent.getFirst(), 0, "");
        loop.runTasks();

        assertThat(sent).endsWith(new RouteRequest.SwitchLink(VMAC, true)).hasSize(2);
        assertThat(written)
                .contains(
                        "ipv4/conf/vrrp.7/rp_filter=0",
                        "ipv6/conf/vrrp.7/disable_ipv6=1",
                        "ipv4/conf/eth0/arp_ignore=1");
        assertThat(filtered).containsExactly(Map.entry(VMAC, Networks.ETH0));
        assertThat(sentBeforeFilter).as("filtered before it is switched on").isEqualTo(1);
        assertThat(ready).isFalse();

        change(new RouteEvent.LinkChanged(vmac(UP | RUNNING, VIRTUAL)));
        assertThat(ready).isTrue();
        assertThat(sent).as("nothing more to do").hasSize(2);
    }

    @Test
    void apply_linkNeverComes_instancesBeginAfterASecond() {
        apply(ipv4());
        links.whenReady(() -> ready = true);

        loop.advance(Duration.ofSeconds(1));

        assertThat(ready).isTrue();
    }

    @Test
    void apply_oneOfTwoLinksComes_instancesWaitASecondMore() {
        apply(ipv4() + ipv4().replace("_id 7", "_id 8").replace("e V", "e W"));
        links.whenReady(() -> ready = true);
        change(new RouteEvent.LinkChanged(vmac(UP | RUNNING, VIRTUAL)));

        loop.advance(Duration.ofSeconds(1));
        assertThat(ready).isFalse();

        loop.advance(Duration.ofSeconds(1));
        assertThat(ready).isTrue();
    }

    @Test
    void apply_ipv6_givesTheLinkLocalAddressOfTheParent() {
        apply(ipv6());
        completions.getFirst().done(sent.getFirst(), 0, "");

        change(new RouteEvent.LinkChanged(vmac(0, VIRTUAL6)));

        assertThat(sent)
                .filteredOn(RouteRequest.AddAddress.class::isInstance)
                .extracting(request -> ((RouteRequest.AddAddress) request).address())
                .extracting(
                        InterfaceAddress::interfaceIndex,
                        InterfaceAddress::address,
                        InterfaceAddress::prefixLength,
                        InterfaceAddress::preferredSeconds)
                .containsExactly(tuple(VMAC, IpAddress.parse("fe80::1"), 64, 0L));
    }

    /// As keepalived 2.2.7: neither the ipvlan nor its parent gets settings of IPv4.
    @Test
    void apply_ipvlan_getsItsAddress_andTheParentKeepsItsSettings() {
        apply(ipv4("use_ipvlan ipv0 10.0.0.9/24 private"));
        assertThat(sent)
                .containsExactly(
                        new RouteRequest.AddIpvlan(
                                "ipv0", Networks.ETH0, RouteRequest.AddIpvlan.Mode.PRIVATE, 0));

        ipvlanAppears();

        assertThat(sent)
                .endsWith(
                        new RouteRequest.SwitchLink(VMAC, true),
                        new RouteRequest.AddAddress(
                                InterfaceAddress.of(VMAC, IpAddress.parse("10.0.0.9"), 24)));
        assertThat(written).containsExactly("ipv6/conf/ipv0/disable_ipv6=1");
        assertThat(filtered).isEmpty();
    }

    /// The link-local address of the parent on it would take away what is sent to the parent: the
    /// kernel makes one, from which adverts leave unless the ipvlan has one of its own.
    @Test
    void apply_ipvlanOfIpv6_keepsTheAddressesThatTheKernelMakes() {
        apply(instance("use_ipvlan ipv0", "fe80::7"));
        ipvlanAppears();

        assertThat(sent).endsWith(new RouteRequest.SwitchLink(VMAC, true));
        assertThat(written).isEmpty();
    }

    @Test
    void apply_ipvlanOfIpv6_itsOwnAddressIsNoSourceOfOtherPackets() {
        apply(instance("use_ipvlan ipv0 fe80::9/64", "fe80::7"));
        ipvlanAppears();

        assertThat(sent.getLast()).isInstanceOf(RouteRequest.AddAddress.class);
        InterfaceAddress own = ((RouteRequest.AddAddress) sent.getLast()).address();
        assertThat(own.address()).isEqualTo(IpAddress.parse("fe80::9"));
        assertThat(own.flags()).isEqualTo(InterfaceAddress.NO_DAD);
        assertThat(own.preferredSeconds()).isZero();
    }

    private void ipvlanAppears() {
        change(
                new RouteEvent.LinkChanged(
                        new Link(
                                VMAC,
                                "ipv0",
                                0,
                                Link.ETHERNET,
                                VIRTUAL,
                                1500,
                                Networks.ETH0,
                                0,
                                "ipvlan")));
        completions.getFirst().done(sent.getFirst(), 0, "");
        loop.runTasks();
    }

    @Test
    void linkDeletedByOthers_isMadeAgain() {
        made();

        change(new RouteEvent.LinkRemoved(vmac(UP | RUNNING, VIRTUAL)));

        assertThat(sent)
                .containsExactly(new RouteRequest.AddMacvlan("vrrp.7", Networks.ETH0, VIRTUAL, 0));
    }

    @Test
    void parentGoneAndBack_isMadeOnTheNewOne() {
        made();

        change(new RouteEvent.LinkRemoved(vmac(UP | RUNNING, VIRTUAL)));
        completions.getLast().done(sent.getLast(), 19, "ENODEV");
        change(new RouteEvent.LinkRemoved(Networks.link(Networks.ETH0, "eth0", true)));
        sent.clear();
        change(new RouteEvent.LinkChanged(Networks.link(7, "eth0", true)));

        assertThat(sent).containsExactly(new RouteRequest.AddMacvlan("vrrp.7", 7, VIRTUAL, 0));
    }

    @Test
    void linkOfTheSameNameIsAnother_isLeftAlone() {
        network.apply(
                new RouteEvent.LinkChanged(
                        vmac(UP | RUNNING, HardwareAddress.parse("02:00:00:00:00:09"))));
        apply(ipv4("use_vmac vrrp.7"));

        assertThat(sent).isEmpty();
    }

    @Test
    void leftOver_whenNotConfiguredAnyMore_isRemovedWithItsSettings() {
        network.apply(new RouteEvent.LinkChanged(vmac(UP | RUNNING, VIRTUAL)));

        links.apply(
                plan(""), new Content(Set.of("vrrp.7"), Map.of("ipv4/conf/eth0/arp_ignore", "2")));

        assertThat(sent).containsExactly(new RouteRequest.DeleteLink(VMAC));
        assertThat(written).containsExactly("ipv4/conf/eth0/arp_ignore=2");
    }

    @Test
    void stop_reversePathFilter_isRestoredThenAndNotBefore() {
        links.apply(plan(ipv4()), new Content(Set.of(), Map.of("ipv4/conf/all/rp_filter", "1")));
        assertThat(written).doesNotContain("ipv4/conf/all/rp_filter=1");

        links.stop(true);

        assertThat(written).contains("ipv4/conf/all/rp_filter=1");
    }

    @Test
    void stop_removesOwnLinksOnly() {
        network.apply(new RouteEvent.LinkChanged(vmac(UP | RUNNING, VIRTUAL)));
        apply(ipv4());
        sent.clear();

        links.stop(true);

        assertThat(sent).as("it was there before").isEmpty();
    }

    /// One by one the kernel takes 18 ms for each.
    @Test
    void stop_manyLinks_areRemovedAsAGroup() {
        StringBuilder text = new StringBuilder();
        for (int id = 1; id <= 5; id++) {
            text.append(ipv4().replace("_id 7", "_id " + id).replace("e V", "e V" + id));
        }
        apply(text.toString());
        for (int id = 1; id <= 5; id++) {
            network.apply(
                    new RouteEvent.LinkChanged(
                            new Link(
                                    10 + id,
                                    "vrrp." + id,
                                    UP | RUNNING,
                                    Link.ETHERNET,
                                    HardwareAddress.parse("00:00:5e:00:01:0" + id),
                                    1500,
                                    Networks.ETH0,
                                    0,
                                    "macvlan")));
        }
        List.copyOf(sent).forEach(request -> completions.getFirst().done(request, 0, ""));
        loop.runTasks();
        sent.clear();

        links.stop(true);

        assertThat(sent)
                .filteredOn(RouteRequest.GroupLink.class::isInstance)
                .extracting(request -> ((RouteRequest.GroupLink) request).interfaceIndex())
                .containsExactlyInAnyOrder(11, 12, 13, 14, 15);
        assertThat(sent).filteredOn(RouteRequest.DeleteGroup.class::isInstance).hasSize(1);
        assertThat(sent).last().isInstanceOf(RouteRequest.DeleteLink.class);
    }

    private void made() {
        apply(ipv4());
        change(new RouteEvent.LinkChanged(vmac(0, VIRTUAL)));
        completions.getFirst().done(sent.getFirst(), 0, "");
        change(new RouteEvent.LinkChanged(vmac(UP | RUNNING, VIRTUAL)));
        sent.clear();
    }

    private void apply(String text) {
        links.apply(plan(text), Content.NOTHING);
    }

    private VirtualLinkPlan plan(String text) {
        return VirtualLinkPlan.of(Configurations.of(text), network.links(), _ -> 0);
    }

    private void change(RouteEvent event) {
        network.apply(event);
        links.networkChanged(event);
        loop.runTasks();
    }

    private static Link vmac(int flags, HardwareAddress address) {
        return new Link(
                VMAC, "vrrp.7", flags, Link.ETHERNET, address, 1500, Networks.ETH0, 0, "macvlan");
    }

    private static String ipv4() {
        return ipv4("use_vmac");
    }

    private static String ipv4(String line) {
        return instance(line, "10.0.0.100");
    }

    private static String ipv6() {
        return instance("use_vmac", "fe80::7");
    }

    private static String instance(String line, String address) {
        return """
        vrrp_instance V {
            interface eth0
            version 3
            virtual_router_id 7
            %s
            virtual_ipaddress {
                %s
            }
        }
        """
                .formatted(line, address);
    }
}
