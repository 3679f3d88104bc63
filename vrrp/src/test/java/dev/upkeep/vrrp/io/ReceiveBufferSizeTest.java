package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReceiveBufferSizeTest {

    static Stream<Arguments> policies() {
        return Stream.of(
                arguments("nothing given: three packets each", "", "", 6144),
                arguments("a fixed size each", "vrrp_rx_bufs_policy 5000", "", 10_000),
                arguments("MTU", "vrrp_rx_bufs_policy MTU", "", 9000),
                arguments("the size of an advert", "vrrp_rx_bufs_policy ADVERT", "", 240),
                arguments(
                        "with a multiplier",
                        "vrrp_rx_bufs_policy ADVERT\nvrrp_rx_bufs_multiplier 10",
                        "",
                        800),
                arguments(
                        "own size before the policy",
                        "vrrp_rx_bufs_policy MTU",
                        "kernel_rx_buf_size 100",
                        4600));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("policies")
    void of_twoInstances(String name, String globals, String own, int bytes) {
        String instance =
                """
                vrrp_instance V%d {
                interface eth0
                virtual_router_id %d
                %s
                virtual_ipaddress {
                10.0.0.10%d
                }
                }
                """;
        Configuration configuration =
                Configurations.of(
                        "global_defs {\n"
                                + globals
                                + "\n}\n"
                                + instance.formatted(1, 1, own, 1)
                                + instance.formatted(2, 2, "", 2));

        assertThat(
                        ReceiveBufferSize.of(
                                configuration.vrrpInstances(), configuration.global().vrrp(), 1500))
                .isEqualTo(bytes);
    }
}
