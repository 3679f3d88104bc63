package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.InterfaceDelay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DelayLimitsTest {

    private final List<String> reported = new ArrayList<>();

    private List<InterfaceDelay> limited(String delay, String more) {
        return DelayLimits.limited(
                Configurations.of(
                        """
                        interface_up_down_delays {
                            %s
                        }
                        vrrp_instance VI_1 {
                            interface eth0
                            virtual_router_id 51
                            advert_int 1
                            %s
                            virtual_ipaddress {
                                10.0.0.100
                            }
                        }
                        """
                                .formatted(delay, more)),
                (_, _, cause) -> reported.add(cause.name()));
    }

    @Test
    void limited_longerThanABackupWaits_isReducedAndReported() {
        assertThat(limited("eth0 10 1", ""))
                .containsExactly(
                        new InterfaceDelay(
                                "eth0", Duration.ofNanos(1_996_093_750), Duration.ofSeconds(1)));
        assertThat(reported).containsExactly("VI_1");
    }

    @Test
    void limited_oneAdvertEndsTheWait_noDelayIsPossible() {
        assertThat(limited("eth0 10 1", "down_timer_adverts 1"))
                .containsExactly(new InterfaceDelay("eth0", Duration.ZERO, Duration.ZERO));
    }

    @Test
    void limited_otherInterface_isAsWritten() {
        assertThat(limited("eth7 10 1", ""))
                .containsExactly(
                        new InterfaceDelay("eth7", Duration.ofSeconds(10), Duration.ofSeconds(1)));
        assertThat(reported).isEmpty();
    }
}
