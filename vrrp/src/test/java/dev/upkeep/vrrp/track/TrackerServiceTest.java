package dev.upkeep.vrrp.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.netlink.socket.ReceiveBuffers.Size;
import org.junit.jupiter.api.Test;

class TrackerServiceTest {

    @Test
    void bufferOfTheProcessConnector_isThatOfTheKeyword() {
        assertThat(TrackerService.connectorBuffer(Configurations.of(""))).isNull();
        assertThat(
                        TrackerService.connectorBuffer(
                                Configurations.of(
                                        """
                                        global_defs {
                                            process_monitor_rcv_bufs 5000
                                            process_monitor_rcv_bufs_force
                                        }
                                        """)))
                .isEqualTo(new Size(5000, true));
    }
}
