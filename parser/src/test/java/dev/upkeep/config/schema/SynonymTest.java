package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.print.ConfigurationDump;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Old and second names of keywords mean what the others do.
class SynonymTest {

    private static final String INSTANCE =
            """
            vrrp_instance VI_1 {
                interface eth0
                virtual_router_id 51
                nopreempt
                virtual_ipaddress {
                    192.0.2.100
                }
                %s
            }
            """;

    private static final String GLOBAL = "global_defs {\n%s\n}\n" + INSTANCE.replace("%s", "");

    private static final String GROUP =
            INSTANCE.replace("%s", "")
                    + INSTANCE.replace("%s", "").replace("VI_1", "VI_2").replace("51", "52")
                    + "vrrp_sync_group G {\ngroup {\nVI_1\nVI_2\n}\n%s\n}\n";

    private static final String BFD =
            """
            bfd_instance B {
                %s
            }
            """;

    private static final String SERVER =
            """
            virtual_server 192.0.2.1 80 {
                delay_loop 5
                real_server 192.0.2.2 80 {
                    HTTP_GET {
                        url {
                            path /
                        }
                        %s
                    }
                }
            }
            """;

    private static final String ROUTES =
            INSTANCE.formatted("virtual_routes {\n192.0.3.0/24 dev eth0 %s\n}");

    private static final String RULES =
            INSTANCE.formatted("virtual_rules {\nfrom 192.0.3.0/24 table 9 preference 9 %s\n}");

    static Stream<Arguments> synonyms() {
        return Stream.of(
                arguments(GROUP, "global_tracking", "sync_group_tracking_weight"),
                arguments(GLOBAL, "vrrp_vmac_garp_intvl all 7", "vrrp_garp_extra_if all 7"),
                arguments(INSTANCE, "vmac_garp_intvl all 7", "garp_extra_if all 7"),
                arguments(INSTANCE, "thread_timer_expired 7", "timer_expired_backup 7"),
                arguments(GLOBAL, "lvs_process_name x", "checker_process_name x"),
                arguments(GLOBAL, "vrrp_rlimit_rtime 7000", "vrrp_rlimit_rttime 7000"),
                arguments(GLOBAL, "checker_rlimit_rtime 7000", "checker_rlimit_rttime 7000"),
                arguments(GLOBAL, "bfd_rlimit_rtime 7000", "bfd_rlimit_rttime 7000"),
                arguments(BFD, "neighbour_ip 192.0.2.9", "neighbor_ip 192.0.2.9"),
                arguments(SERVER, "nb_get_retry 7", "retry 7"),
                arguments(ROUTES, "gw 192.0.2.7", "via 192.0.2.7"),
                arguments(ROUTES, "dsfield 16", "tos 16"),
                arguments(RULES, "dsfield 16", "tos 16"),
                arguments(RULES, "sup_pl 7", "suppress_prefixlength 7"),
                arguments(RULES, "sup_group 7", "suppress_ifgroup 7"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("synonyms")
    void synonym_inAConfiguration_meansTheOther(String file, String line, String other) {
        String dump = dump(file, line);

        assertThat(dump).isEqualTo(dump(file, other));
        assertThat(dump).isNotEqualTo(dump(file, ""));
    }

    private static String dump(String file, String line) {
        return ConfigurationDump.of(Configurations.read(file.formatted(line)).configuration());
    }
}
