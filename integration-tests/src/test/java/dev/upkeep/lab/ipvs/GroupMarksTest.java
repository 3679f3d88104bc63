package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.Logs;
import dev.upkeep.lab.runner.NftablesTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `nftables_ipvs`: groups of addresses on generated firewall marks, beside keepalived's.
@NftablesTest
class GroupMarksTest {
    private static final Duration LIMIT = Duration.ofMinutes(3); // emulated kernels are slow

    private static final String CONFIGURATION =
            """
            global_defs {
                nftables_ipvs
                nftables_counters
            }
            virtual_server_group WEB {
                10.9.0.10 80
                10.9.0.20-25 8080
                10.9.1.0/28 443
            }
            virtual_server_group WEB6 {
                fd09::10 80
                fd09::20-2f 8080
            }
            virtual_server_group BOTH {
                10.9.2.10 80
                fd09::30 80
            }
            virtual_server group WEB {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server 10.2.0.11 8080 {
                    weight 1
                }
                real_server 10.2.0.12 8080 {
                    weight 2
                }
            }
            virtual_server group WEB {
                lb_algo wlc
                lb_kind NAT
                protocol UDP
                real_server 10.2.0.11 5353 {
                    weight 1
                }
            }
            virtual_server group WEB6 {
                lb_algo rr
                lb_kind NAT
                protocol TCP
                real_server fd02::11 8080 {
                    weight 1
                }
            }
            virtual_server group BOTH {
                lb_algo rr
                lb_kind TUN
                protocol TCP
                persistence_timeout 60
                real_server 10.2.0.11 80 {
                    weight 1
                }
            }
            """;

    private Lab lab;
    private Host director;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("group-marks"));
        director = lab.add(HostSpec.named("director").address("10.2.0.1/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void servicesAndMaps_areThoseOfKeepalived() {
        List<String> expected = tables(Program.KEEPALIVED);
        assertThat(expected.get(1)).contains("10.9.0.20-10.9.0.25 . 8080");
        assertThat(tables(Program.UPKEEP)).isEqualTo(expected);
    }

    private List<String> tables(Program program) {
        Path file = director.write(lab.newFile(program.label() + ".conf"), CONFIGURATION);
        Daemon daemon = Daemon.start(lab, director, program, file);
        Await.until(
                "the tables",
                LIMIT,
                () ->
                        director.attempt("nft", "list", "tables").lines().size() == 2
                                && saved().lines().count() == 11,
                () -> saved() + daemon.lastWords());
        List<String> found =
                List.of(
                        saved(),
                        // keepalived lists the maps in the order in which it met them
                        director.shell("nft list table ip keepalived_ipvs | sort").out(),
                        director.shell("nft list table ip6 keepalived_ipvs | sort").out());
        daemon.terminate(LIMIT);
        assertThat(director.run("nft", "list", "tables").out()).isBlank();
        return found;
    }

    private String saved() {
        return director.shell("ipvsadm -Sn").out();
    }
}
