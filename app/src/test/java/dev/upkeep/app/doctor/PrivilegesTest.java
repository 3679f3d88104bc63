package dev.upkeep.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Tests what each configuration lacks in a process without any capability.
class PrivilegesTest {

    private static final String ROUTER =
            """
            vrrp_instance V {
                interface eth0
                virtual_router_id 51
                virtual_ipaddress {
                    10.0.0.100
                }
            }
            """;

    private static final String SERVICE =
            """
            virtual_server 10.0.0.100 80 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.0.0.5 80 {
                }
            }
            """;

    static Stream<Arguments> configurations() {
        return Stream.of(
                arguments("nothing to do", "", Set.of()),
                arguments("an instance", ROUTER, Set.of("CAP_NET_ADMIN", "CAP_NET_RAW")),
                arguments("a service", SERVICE, Set.of("CAP_NET_ADMIN")),
                arguments(
                        "scripts of another user",
                        "global_defs {\n script_user nobody\n}\n" + SERVICE,
                        Set.of("CAP_NET_ADMIN", "CAP_SETUID", "CAP_SETGID", "CAP_KILL")),
                arguments(
                        "scripts of root",
                        "global_defs {\n script_user root\n}\n" + SERVICE,
                        Set.of("CAP_NET_ADMIN")),
                arguments(
                        "real-time scheduling of VRRP, which does not run",
                        "global_defs {\n vrrp_rt_priority 50\n}\n" + SERVICE,
                        Set.of("CAP_NET_ADMIN")),
                arguments(
                        "real-time scheduling and locked memory",
                        "global_defs {\n vrrp_rt_priority 50\n vrrp_no_swap\n}\n" + ROUTER,
                        Set.of("CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SYS_NICE", "CAP_IPC_LOCK")),
                arguments(
                        "a network namespace",
                        "net_namespace blue\n" + SERVICE,
                        Set.of("CAP_NET_ADMIN", "CAP_SYS_ADMIN")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("configurations")
    void missing_isWhatTheConfigurationNeeds(String name, String text, Set<String> expected) {
        assertThat(Privileges.missing(Configurations.of(text), Set.of()))
                .extracting(finding -> finding.text().replaceAll(" .*", ""))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(Privileges.missing(Configurations.of(text), expected)).isEmpty();
    }
}
