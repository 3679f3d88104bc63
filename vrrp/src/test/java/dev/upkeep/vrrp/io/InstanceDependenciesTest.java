package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.RouteEvent;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InstanceDependenciesTest {

    private static final Map<String, RouterConfig> CONFIGURATIONS =
            Map.of(
                    "plain", Instances.instance().config(),
                    "tracking",
                            Instances.instance().with("track_interface", "{\n eth1\n}").config(),
                    "macvlan", Instances.instance().with("use_vmac", "vrrp.51").config(),
                    "address", Instances.instance().addresses("10.0.0.100 dev eth1").config(),
                    "unicast",
                            Instances.instance()
                                    .with("unicast_src_ip", "10.9.9.9")
                                    .with("unicast_peer", "{\n 10.0.0.2\n}")
                                    .config());

    private final NetworkView network = Networks.usual();
    private final InstanceDependencies<String> dependencies = new InstanceDependencies<>();

    @BeforeEach
    void setUp() {
        dependencies.configure(
                CONFIGURATIONS.keySet(), name -> Objects.requireNonNull(CONFIGURATIONS.get(name)));
    }

    @Test
    void linkChanged_ofAnInterfaceBeside_isNobodysConcern() {
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(9, "veth9", true)))).isEmpty();
    }

    @Test
    void linkChanged_concernsThoseThatNameIt() {
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "eth1", false))))
                .containsExactlyInAnyOrder("tracking", "address");
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(9, "vrrp.51", false))))
                .containsExactly("macvlan");
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", false))))
                .containsExactlyInAnyOrderElementsOf(CONFIGURATIONS.keySet());
    }

    @Test
    void linkChanged_reportedAgainAsItIs_changesNothing() {
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(Networks.ETH0, "eth0", true))))
                .isEmpty();
    }

    @Test
    void linkChanged_renamed_concernsThoseOfBothNames() {
        assertThat(after(new RouteEvent.LinkChanged(Networks.link(Networks.ETH1, "vrrp.51", true))))
                .containsExactlyInAnyOrder("macvlan", "tracking", "address");
    }

    @Test
    void addressChanged_concernsTheInterfaceAndThoseThatSendFromIt() {
        InterfaceAddress own = InterfaceAddress.of(Networks.ETH1, IpAddress.parse("10.9.9.9"), 24);

        assertThat(after(new RouteEvent.AddressChanged(own)))
                .containsExactlyInAnyOrder("tracking", "address", "unicast");
        assertThat(after(new RouteEvent.AddressRemoved(own)))
                .containsExactlyInAnyOrder("tracking", "address", "unicast");
    }

    @Test
    void linkRemoved_takesItsAddressesAlong() {
        InterfaceAddress own = InterfaceAddress.of(9, IpAddress.parse("10.9.9.9"), 24);
        after(new RouteEvent.LinkChanged(Networks.link(9, "veth9", true)));
        after(new RouteEvent.AddressChanged(own));

        assertThat(after(new RouteEvent.LinkRemoved(Networks.link(9, "veth9", true))))
                .containsExactly("unicast");
    }

    @Test
    void resynchronized_concernsAll() {
        assertThat(after(new RouteEvent.Resynchronized(List.of(), List.of())))
                .containsExactlyInAnyOrderElementsOf(CONFIGURATIONS.keySet());
        assertThat(dependencies.isDue()).isFalse();
    }

    @Test
    void of_unknownInterface_isEmpty() {
        assertThat(dependencies.of("veth9")).isEqualTo(Set.of());
    }

    private List<String> after(RouteEvent event) {
        dependencies.noticed(event, network);
        network.apply(event);
        return dependencies.take();
    }
}
