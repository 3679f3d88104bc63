package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.PeerTable;
import dev.upkeep.vrrp.machine.RouterState;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.ValidationResult.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordLinesTest {

    private static final long SECOND = 1_000_000_000L;

    private static List<InstanceStatus> status() {
        RouterState state = RouterState.initial(Environment.of(Set.of(), null));
        FlightRecord record = new FlightRecord();
        record.add(SECOND, new Event.Started(), state);
        record.add(2 * SECOND, new Event.Expired(Timer.MASTER_DOWN), state);
        PeerTable peers = new PeerTable();
        peers.remarked(IpAddress.parse("10.0.0.2"), Problem.CHECKSUM, 2 * SECOND);
        return List.of(
                new InstanceStatus(
                        Configurations.instance(
                                """
                                vrrp_instance VI_1 {
                                    interface eth0
                                    virtual_router_id 51
                                    virtual_ipaddress {
                                        10.0.0.100
                                    }
                                }
                                """),
                        state,
                        100,
                        0,
                        Instant.EPOCH,
                        Map.of(),
                        peers.peers(),
                        record.snapshot()));
    }

    @Test
    void of_anInstance_showsItsEventsAndPeers() {
        assertThat(RecordLines.of(status(), "VI_1", 3 * SECOND).lines())
                .containsExactly(
                        "   -2.000000 INIT     started",
                        "   -1.000000 INIT     expired MASTER_DOWN",
                        "peer 10.0.0.2 last 1.000 s ago, priority 0, interval 0 ms, 0 adverts,"
                                + " remarks {CHECKSUM=1}");
    }

    @Test
    void of_anUnknownInstance_isRefused() {
        assertThat(RecordLines.of(status(), "VI_2", 0).error()).isEqualTo("no instance VI_2 runs");
    }
}
