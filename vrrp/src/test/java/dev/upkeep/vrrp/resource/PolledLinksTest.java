package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.netlink.socket.LinkProbe.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolledLinksTest {

    private static final List<Method> BEST = List.of(Method.MII, Method.ETHTOOL, Method.IOCTL);

    private static Map<String, List<Method>> polled(String before, String inside) {
        return PolledLinks.of(
                Configurations.of(
                        before
                                + """

                                vrrp_instance VI_1 {
                                    interface eth0
                                    virtual_router_id 51
                                    track_interface {
                                        eth1 weight 10
                                    }
                                    virtual_ipaddress {
                                        10.0.0.100
                                        10.0.1.100 dev eth2
                                    }
                                    %s
                                }
                                """
                                        .formatted(inside)));
    }

    @Test
    void of_nothingAskedFor_isNothing() {
        assertThat(polled("", "")).isEmpty();
    }

    @Test
    void of_instance_isItsOwnInterface() {
        assertThat(polled("", "linkbeat_use_polling")).containsExactly(Map.entry("eth0", BEST));
    }

    @Test
    void of_linkbeatInterfaces_theNamedMethodComesFirst() {
        assertThat(polled("linkbeat_interfaces {\neth5 ETHTOOL\neth6\n}", ""))
                .containsOnly(
                        Map.entry("eth5", List.of(Method.ETHTOOL, Method.MII, Method.IOCTL)),
                        Map.entry("eth6", BEST));
    }

    @Test
    void of_global_isEveryInterfaceThatIsNamed() {
        assertThat(polled("linkbeat_use_polling", "")).containsOnlyKeys("eth0", "eth1", "eth2");
    }
}
