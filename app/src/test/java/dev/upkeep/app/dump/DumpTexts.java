package dev.upkeep.app.dump;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Counter;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.OwnerConflict;
import dev.upkeep.vrrp.machine.Role;
import dev.upkeep.vrrp.machine.RouterState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A configuration and the state of its instance when keepalived 2.2.7 wrote the dumps that the
/// tests expect.
final class DumpTexts {

    static final String TEXT =
            """
            global_defs {
                router_id LVS_X
            }
            vrrp_sync_group G1 {
                group {
                    VI_1
                }
            }
            vrrp_instance VI_1 {
                state MASTER
                interface eth0
                virtual_router_id 51
                priority 150
                advert_int 1
                authentication {
                    auth_type PASS
                    auth_pass 1111
                }
                virtual_ipaddress {
                    10.9.0.100/24
                    10.9.0.101/24 dev eth0 label eth0:1
                }
                virtual_ipaddress_excluded {
                    10.9.0.102/32
                }
                notify "/bin/true a b"
            }
            """;

    private DumpTexts() {}

    static Configuration configuration() {
        return Configurations.of(TEXT);
    }

    static List<InstanceStatus> master() {
        return List.of(
                new InstanceStatus(
                        configuration().vrrpInstances().getFirst(),
                        new RouterState(
                                new Role.Master(0, 0, null),
                                new Environment(Set.of(), Set.of(), 0, IpAddress.parse("10.9.0.1")),
                                OwnerConflict.NONE),
                        150,
                        0,
                        Instant.ofEpochSecond(1795796734L, 253_971_000),
                        Map.of(Counter.ADVERT_SENT, 5L, Counter.BECOME_MASTER, 1L),
                        List.of(),
                        List.of()));
    }
}
