package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrackedInterfacesTest {

    private static final Configuration CONFIGURATION =
            Configurations.of(
                    """
                    global_defs {
                        default_interface eth9
                    }
                    vrrp_instance VI_1 {
                        interface eth0
                        virtual_router_id 51
                        virtual_ipaddress {
                            10.0.0.100
                            10.0.1.100 dev eth1
                            10.0.2.100 dev eth2 no_track
                        }
                        virtual_routes {
                            10.3.0.0/16 dev eth3
                            10.4.0.0/16 dev eth4 no_track
                        }
                        virtual_rules {
                            from 10.5.0.0/16 iif eth5 table 5 preference 5
                        }
                    }
                    track_group G {
                        group {
                            VI_1
                        }
                    }
                    static_ipaddress {
                        10.9.0.1/16 track_group G
                        10.9.0.2/16 dev eth10
                        10.9.0.3/16 dev eth11 track_group G
                    }
                    static_routes {
                        10.12.0.0/16 dev eth12 track_group G
                    }
                    static_rules {
                        from 10.13.0.0/16 iif eth13 table 13 preference 13 track_group G
                    }
                    """);

    @Test
    void of_instance_isWhatItsResourcesName() {
        assertThat(TrackedInterfaces.of(CONFIGURATION.vrrpInstances().getFirst()))
                .containsExactly("eth1", "eth3", "eth5");
    }

    @Test
    void ofStatics_trackGroup_givesTheirInterfacesToItsMembers() {
        assertThat(TrackedInterfaces.ofStatics(CONFIGURATION))
                .containsOnlyKeys("VI_1")
                .containsEntry("VI_1", Set.of("eth9", "eth11", "eth12", "eth13"));
    }
}
