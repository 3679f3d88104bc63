package dev.upkeep.checkers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.checkers.table.SyncDaemons;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.GlobalDefs;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.socket.ReceiveBuffers;
import dev.upkeep.netlink.socket.ReceiveBuffers.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keywords of services, from the text of a keepalived.conf to the kernel's table, the log and the
/// times of checks. One backend (see [OneBackend]), checked first after one second, then every 6 s.
class ServiceKeywordsTest {

    private final OneBackend backend = new OneBackend();

    @ParameterizedTest(name = "{0} {1} {2}: {3} lines")
    @CsvSource({
        "'', '', '', 0",
        "'', log_all_failures, '', 3",
        "checker_log_all_failures, '', '', 3",
        "checker_log_all_failures, log_all_failures off, '', 0",
        "'', log_all_failures, checker_log_level verdicts, 0",
        "'', '', checker_log_level failures, 3",
    })
    void failedAttempts_areLoggedAsTheKeywordsSay(
            String global, String check, String level, int lines) {
        backend.broken = false;
        backend.start(
                service(
                        global + "\n" + level,
                        "",
                        "TCP_CHECK",
                        "retry 9",
                        "delay_before_retry 2",
                        check));
        backend.advance(2);
        backend.broken = true;
        backend.advance(10); // at 7, 9 and 11 s

        assertThat(backend.log.lines().stream().filter(line -> line.contains("failed: refused")))
                .hasSize(lines);
    }

    @Test
    void sslGet_whoseCertificateEndsSoon_warnsOnceADay() {
        backend.certificate = Instant.now().plus(Duration.ofDays(13)); // the loop has a wall clock
        backend.start(service("", "", "SSL_GET", "certificate_warning 14", "url {", "path /", "}"));
        backend.advance(20);

        assertThat(backend.log.lines().stream().filter(line -> line.startsWith("Certificate of")))
                .singleElement()
                .asString()
                .contains("expires in 12 days");
    }

    @Test
    void sslGet_whoseCertificateEndsLater_saysNothing() {
        backend.certificate = Instant.now().plus(Duration.ofDays(16));
        backend.start(service("", "", "SSL_GET", "certificate_warning 14", "url {", "path /", "}"));
        backend.advance(20);

        assertThat(backend.log.lines()).noneMatch(line -> line.startsWith("Certificate of"));
    }

    /// `nb_get_retry` is the old spelling of `retry`, of `HTTP_GET` and `SSL_GET` alone.
    @ParameterizedTest(name = "{0}")
    @CsvSource({"nb_get_retry 2, 11", "retry 2, 11", "nb_get_retry 0, 7"})
    void httpGet_isDownAfterItsRetries(String line, int second) {
        backend.start(
                service("", "", "HTTP_GET", line, "delay_before_retry 2", "url {", "path /", "}"));
        backend.advance(2);
        backend.broken = true;
        backend.advance(second - 3);
        assertThat(backend.published).isEmpty();
        backend.advance(1);
        assertThat(backend.published).contains("10.0.0.9 RS DOWN");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"fast_recovery, '[1, 1, 7]'", "fast_recovery off, '[1, 7]'"})
    void httpGet_thatIsNotUp_asksForTheNextUrlAtOnce(String line, String seconds) {
        backend.start(
                service(
                        "",
                        "alpha",
                        "HTTP_GET",
                        line,
                        "url {",
                        "path /a",
                        "}",
                        "url {",
                        "path /b",
                        "}"));
        backend.advance(8);

        assertThat(backend.attempts).hasToString(seconds);
    }

    @Test
    void slowStart_ofAServerThatComesBack_raisesItsWeightStepByStep() {
        backend.broken = true;
        backend.start(service("", "slow_start 10", "TCP_CHECK", "retry 0"));
        backend.advance(2);
        assertThat(backend.weights()).isEmpty();
        backend.broken = false;
        backend.advance(5);
        assertThat(backend.weights()).containsExactly(1);
        backend.advance(5);
        assertThat(backend.weights()).containsExactly(50);
        backend.advance(5);
        assertThat(backend.weights()).containsExactly(100);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "type ipip, 0, 0, 0",
        "type gre, 2, 0, 0",
        "type gre csum, 2, 0, 1",
        "type gre nocsum, 2, 0, 0",
        "type gue port 6080, 1, 6080, 0",
        "type gue port 6080 csum, 1, 6080, 1",
        "type gue port 6080 remcsum, 1, 6080, 2",
    })
    void tunnel_isThatOfTheDestination(String words, int type, int port, int flags) {
        String text = service("", "", "TCP_CHECK").replace("lb_kind NAT", "lb_kind TUN " + words);

        assertThat(destinations(text))
                .extracting(Destination::method, Destination::tunnel)
                .containsExactly(tuple(ForwardingMethod.TUNNEL, new Tunnel(type, port, flags)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource({
        "'', MASQUERADE",
        "sorry_server_lvs_method DR, DIRECT_ROUTE",
        "sorry_server_lvs_method TUN, TUNNEL",
    })
    void sorryServer_hasItsOwnMethod(String line, ForwardingMethod method) {
        String text = service("", "alpha\nsorry_server 10.0.0.5 80\n" + line, "TCP_CHECK");

        assertThat(destinations(text)).extracting(Destination::method).containsExactly(method);
    }

    @Test
    void groupMarks_andTheirChain_haveTheNumbersOfGlobalDefs() {
        String text =
                service(
                                        """
                                        nftables_ipvs mine
                                        nftables_ipvs_priority -7
                                        nftables_ipvs_start_fwmark 500
                                        """,
                                        "",
                                        "TCP_CHECK")
                                .replace("virtual_server 10.0.0.9 80", "virtual_server group G")
                        + "virtual_server_group G {\n10.0.0.9 80\n}\n";
        DesiredState desired = desired(text);

        assertThat(desired.table().services().keySet())
                .hasToString("[OnMark[family=INET, mark=500]]");
        NftTable table = desired.filter().groupTables().values().iterator().next();
        assertThat(table.id()).hasToString("ip mine");
        assertThat(table.chains().values())
                .extracting(chain -> chain.hook().priority())
                .containsOnly(-7);
    }

    @Test
    void buffersOfNetlink_areThoseOfTheKeywords() {
        assertThat(
                        AddressWatch.buffers(
                                global(
                                                """
                                                lvs_netlink_cmd_rcv_bufs 3000
                                                lvs_netlink_cmd_rcv_bufs_force
                                                lvs_netlink_monitor_rcv_bufs 4000
                                                """)
                                        .daemon()
                                        .netlinkBuffers()))
                .isEqualTo(new ReceiveBuffers(new Size(3000, true), new Size(4000, false)));
        assertThat(
                        AddressWatch.buffers(
                                global(
                                                """
                                                lvs_netlink_monitor_rcv_bufs 4000
                                                lvs_netlink_monitor_rcv_bufs_force
                                                """)
                                        .daemon()
                                        .netlinkBuffers()))
                .isEqualTo(new ReceiveBuffers(null, new Size(4000, true)));
    }

    /// The old way to write `lvs_sync_daemon`: it follows the instance and has its id.
    @Test
    void syncDaemon_ofAnInstance_followsIt() {
        LvsGlobals.SyncDaemon asked =
                Objects.requireNonNull(
                        Configurations.of(
                                        """
                                        vrrp_instance VI_1 {
                                            interface eth0
                                            virtual_router_id 51
                                            lvs_sync_daemon_interface eth1
                                            virtual_ipaddress {
                                                10.0.0.100
                                            }
                                        }
                                        """)
                                .global()
                                .lvs()
                                .syncDaemon());

        assertThat(asked.interfaceName()).isEqualTo("eth1");
        assertThat(SyncDaemons.desired(asked, 51, true))
                .extracting(SyncDaemon::role, SyncDaemon::syncId)
                .containsExactly(tuple(SyncDaemon.Role.MASTER, 51));
    }

    @Test
    void randomSeed_makesTheTimesOfTheFirstChecksTheSame() {
        assertThat(CheckerService.random(global("random_seed 7")).nextLong())
                .isEqualTo(CheckerService.random(global("random_seed 7")).nextLong())
                .isNotEqualTo(CheckerService.random(global("random_seed 8")).nextLong());
    }

    private static GlobalDefs global(String lines) {
        return Configurations.of("global_defs {\n" + lines + "\n}\n").global();
    }

    private static List<Destination> destinations(String text) {
        IpvsTable table = desired(text).table();
        return table.services().values().stream()
                .flatMap(entry -> entry.destinations().values().stream())
                .toList();
    }

    private static DesiredState desired(String text) {
        BalancerConfiguration configuration = BalancerConfiguration.of(Configurations.of(text));
        return Models.desired(
                configuration,
                ServiceKeys.of(
                        configuration, GeneratedMarks.of(configuration, GeneratedMarks.NONE)));
    }

    private static String service(String global, String service, String check, String... lines) {
        return """
        global_defs {
            %s
        }
        virtual_server 10.0.0.9 80 {
            delay_loop 6
            protocol TCP
            lb_algo rr
            lb_kind NAT
            %s
            real_server 10.0.0.1 80 {
                weight 100
                %s {
                    warmup 0
                    %s
                }
            }
        }
        """
                .formatted(global, service, check, String.join("\n", lines));
    }
}
