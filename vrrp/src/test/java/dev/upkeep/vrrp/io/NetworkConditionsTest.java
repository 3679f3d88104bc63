package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.condition.Level;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Fault;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetworkConditionsTest {

    private static final Fault ETH0_DOWN = new Fault.InterfaceDown("eth0");

    private final NetworkView network = Networks.usual();

    @Test
    void of_healthyInterface_hasItsFirstAddressAsSource() {
        assertThat(look(Instances.instance()))
                .isEqualTo(Environment.of(Set.of(), IpAddress.parse("10.0.0.1")));
    }

    @Test
    void of_ipv6_takesTheLinkLocalAddress() {
        Instances ipv6 = Instances.instance().version3(Duration.ofSeconds(1)).ipv6();

        assertThat(look(ipv6).source()).isEqualTo(IpAddress.parse("fe80::1"));
    }

    @Test
    void of_virtualAddressLeftByAnEarlierRun_isNoSource() {
        network.apply(
                new RouteEvent.AddressRemoved(network.addresses(Networks.ETH0).iterator().next()));
        network.apply(new RouteEvent.AddressChanged(Networks.vip(Networks.ETH0, "10.0.0.100")));

        assertThat(look(Instances.instance()))
                .isEqualTo(Environment.of(Set.of(new Fault.NoSource("eth0")), null));
    }

    @Test
    void of_carrierLost_isAFault() {
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", false)));

        assertThat(look(Instances.instance()).faults()).containsExactly(ETH0_DOWN);
    }

    @Test
    void of_untrackedInterfaceWithoutCarrier_isNoFault() {
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", false)));
        network.apply(new RouteEvent.LinkChanged(Networks.link(9, "vrrp.51", false)));
        Instances plain = Instances.instance().with("dont_track_primary", "");

        assertThat(look(plain).faults()).isEmpty();
        assertThat(look(plain.with("use_vmac", "vrrp.51")).faults()).isEmpty();
    }

    @Test
    void of_untrackedInterfaceThatDoesNotExist_isAFault() {
        Instances plain = Instances.instance().with("dont_track_primary", "");
        assertThat(look(plain.with("use_vmac", "vrrp.51")).faults())
                .containsExactly(new Fault.InterfaceDown("vrrp.51"));
        network.apply(new RouteEvent.LinkRemoved(Networks.link(Networks.ETH0, "eth0", true)));

        assertThat(look(plain.without("use_vmac").with("mcast_src_ip", "10.0.0.1")).faults())
                .containsExactly(ETH0_DOWN);
    }

    @Test
    void of_untrackedInterfaceThatARouteOrRuleNeeds_isAFault() {
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", false)));
        Instances router =
                Instances.instance()
                        .with("dont_track_primary", "")
                        .addresses("10.0.0.100 dev eth0")
                        .with("virtual_routes", "{\n 10.9.0.0/24 dev eth0 no_track\n}");

        assertThat(look(router).faults()).isEmpty();
        assertThat(look(router.with("virtual_routes", "{\n 10.9.0.0/24 dev eth0\n}")).faults())
                .containsExactly(ETH0_DOWN);
        router.without("virtual_routes")
                .with("virtual_rules", "{\n iif eth0 table 100 preference 9\n}");
        assertThat(look(router).faults()).containsExactly(ETH0_DOWN);
    }

    @Test
    void of_interfaceDeleted_isOneFault_asTheAddressWentWithIt() {
        network.apply(new RouteEvent.LinkRemoved(Networks.link(Networks.ETH0, "eth0", true)));

        assertThat(look(Instances.instance())).isEqualTo(Environment.of(Set.of(ETH0_DOWN), null));
    }

    @Test
    void of_addressGoneFromAnInterfaceThatIsDown_isASecondFault() {
        network.apply(
                new RouteEvent.AddressRemoved(network.addresses(Networks.ETH0).iterator().next()));
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", false)));

        assertThat(look(Instances.instance()).faults())
                .containsExactly(ETH0_DOWN, new Fault.NoSource("eth0"));
    }

    @Test
    void of_configuredSource_isTakenWhetherPresentOrNotUnlessTracked() {
        IpAddress absent = IpAddress.parse("10.9.9.9");

        assertThat(look(Instances.instance().with("mcast_src_ip", "10.9.9.9")).source())
                .isEqualTo(absent);
        assertThat(
                        look(Instances.instance()
                                        .with("mcast_src_ip", "10.9.9.9")
                                        .with("track_src_ip", ""))
                                .faults())
                .containsExactly(new Fault.SourceMissing(absent, "eth0"));
    }

    @Test
    void of_unicastSourceOfAnotherMachine_isAFault() {
        Instances unicast =
                Instances.instance()
                        .with("unicast_src_ip", "10.9.9.9")
                        .with("unicast_peer", "{\n 10.0.0.2\n}");

        assertThat(look(unicast).faults())
                .containsExactly(new Fault.SourceMissing(IpAddress.parse("10.9.9.9"), null));
        assertThat(look(unicast).source()).isNull();
    }

    @Test
    void of_unicastSourceOnAnotherInterface_isFine() {
        network.apply(
                new RouteEvent.AddressChanged(
                        InterfaceAddress.of(Networks.ETH1, IpAddress.parse("10.9.9.9"), 24)));

        assertThat(
                        look(Instances.instance()
                                        .with("unicast_src_ip", "10.9.9.9")
                                        .with("unicast_peer", "{\n 10.0.0.2\n}"))
                                .faults())
                .isEmpty();
    }

    @Test
    void of_trackedInterfaces_weighWhileGoodOrWhileBad() {
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "eth1", true)));

        assertThat(tracking("eth1 weight 10").adjustment()).isEqualTo(10);
        assertThat(tracking("eth1 weight 10 reverse").adjustment()).isEqualTo(-10);
        assertThat(tracking("eth1 weight 0 reverse").faults())
                .containsExactly(new Fault.InterfaceDown("eth1"));

        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "eth1", false)));

        assertThat(tracking("eth1 weight 10").adjustment()).isZero();
        assertThat(tracking("eth1 weight -10").adjustment()).isEqualTo(-10);
        assertThat(tracking("eth1 weight -10 reverse").adjustment()).isEqualTo(10);
        assertThat(tracking("eth1").faults()).containsExactly(new Fault.InterfaceDown("eth1"));
    }

    @Test
    void of_interfaceOfTheSyncGroup_isAFaultUnlessWeightsCount() {
        Instances member = Instances.instance();
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "eth1", false)));

        Environment plain = inGroup(member, false);
        network.apply(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "eth1", true)));
        Environment weighted = inGroup(member, true);

        assertThat(plain.faults()).containsExactly(new Fault.InterfaceDown("eth1"));
        assertThat(weighted.adjustment()).isEqualTo(10);
    }

    private Environment inGroup(Instances member, boolean weights) {
        RouterConfig config = new RouterConfig(member.build(), member.group(weights));
        return NetworkConditions.of(config, network, Set.of(), _ -> Level.UNKNOWN);
    }

    @Test
    void of_unicastWithoutPeers_isAFaultOnlyWhereAskedFor() {
        Instances without = Instances.instance().with("unicast_peer", Instances.block());

        assertThat(look(without).faults()).isEmpty();
        assertThat(look(without.with("unicast_fault_no_peer", "")).faults())
                .containsExactly(new Fault.NoPeer());
    }

    @Test
    void of_vrf_isNeeded() {
        Instances inVrf =
                Instances.instance()
                        .without("interface")
                        .with("vrf", "red")
                        .with("unicast_src_ip", "10.0.0.1")
                        .with("unicast_peer", Instances.block("10.0.0.2"))
                        .addresses("10.0.0.100 dev eth7");
        assertThat(look(inVrf).faults())
                .contains(new Fault.InterfaceDown("red"), new Fault.InterfaceDown("eth7"));

        network.apply(new RouteEvent.LinkChanged(Networks.link(7, "red", true)));
        network.apply(new RouteEvent.LinkChanged(Networks.link(8, "eth7", true)));

        assertThat(look(inVrf).faults()).isEmpty();
    }

    @Test
    void of_interfaceOfAStaticResource_isNeeded() {
        RouterConfig config =
                new RouterConfig(Instances.instance().build(), null, Set.of("eth1", "eth8"));

        assertThat(NetworkConditions.of(config, network, Set.of(), _ -> Level.UNKNOWN).faults())
                .containsExactly(new Fault.InterfaceDown("eth8"));
    }

    private Environment tracking(String line) {
        return look(Instances.instance().with("track_interface", Instances.block(line)));
    }

    private Environment look(Instances instance) {
        return NetworkConditions.of(
                instance.config(),
                network,
                Set.of(IpAddress.parse("10.0.0.100")),
                _ -> Level.UNKNOWN);
    }
}
