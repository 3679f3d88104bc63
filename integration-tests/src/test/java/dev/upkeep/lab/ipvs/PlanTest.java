package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `upkeep plan` against the kernel's own table and addresses: it says what then happens, and does
/// nothing itself.
@LabTest
class PlanTest {
    private static final String WEB =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.71.0.1 80 {
             }
             real_server 10.71.0.2 80 {
             }
            }
            """;
    private static final String ROUTER =
            """
            vrrp_instance VI_1 {
             state MASTER
             interface eth0
             virtual_router_id 51
             priority 100
             advert_int 0.1
             version 3
             virtual_ipaddress {
              10.72.0.100
              10.72.0.101
             }
            }
            """;
    private static final List<String> WEB_ENTRIES =
            List.of(
                    "-A -t 10.79.0.1:80 -s rr",
                    "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 1",
                    "-a -t 10.79.0.1:80 -r 10.71.0.2:80 -g -w 1");

    private IpvsTableFixture director;

    @BeforeEach
    void setUp() {
        director = new IpvsTableFixture("plan");
        Netlink.monitor(director.host());
    }

    @AfterEach
    void tearDown() {
        director.close();
    }

    private Output plan() {
        return plan(List.of());
    }

    private Output plan(List<String> before) {
        var command = new ArrayList<>(before);
        command.addAll(
                List.of(Program.UPKEEP.path().toString(), "plan", director.file().toString()));
        return director.host().attempt(command.toArray(String[]::new));
    }

    private void awaitAddress(String address, Daemon daemon) {
        Await.until(
                address,
                IpvsTableFixture.LIMIT,
                () -> director.host().hasAddress(address),
                daemon::lastWords);
    }

    @Test
    void plan_ofAStart_isWhatTheStartThenDoes() {
        director.configure(WEB);
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .containsExactly(
                        "+ add service [10.79.0.1]:tcp:80 rr",
                        "+ add server [10.71.0.1]:80 (DR, weight 1) to service [10.79.0.1]:tcp:80",
                        "+ add server [10.71.0.2]:80 (DR, weight 1) to service [10.79.0.1]:tcp:80");
        assertThat(director.entries()).isEmpty();
        director.await(WEB_ENTRIES, director.start());
        assertThat(plan().status()).isZero();
    }

    @Test
    void plan_ofAReload_isWhatTheReloadThenDoes_andAsksTheKernelForNothing() {
        Daemon daemon = director.start(ROUTER + WEB, WEB_ENTRIES);
        awaitAddress("10.72.0.101", daemon);
        director.ipvsadm("-A -t 10.79.0.77:80 -s lc");

        Output same = plan();
        assertThat(same.status()).as(same.toString()).isZero();
        assertThat(same.out()).isEmpty();

        director.configure(
                ROUTER.replace("10.72.0.101", "10.72.0.102")
                        + WEB.replace("lb_algo rr", "lb_algo wlc").replace("0.2 80", "0.3 80"));
        List<String> changes =
                Netlink.changesDuring(
                        director.host(),
                        director.lab().newFile("netlink"),
                        () -> {
                            Output plan = plan();
                            assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
                            assertThat(plan.lines())
                                    .containsExactly(
                                            "~ vrrp_instance VI_1, + address 10.72.0.102/32,"
                                                    + " - address 10.72.0.101/32",
                                            "+ add address 10.72.0.102/32 dev eth0 for VI_1",
                                            "- delete address 10.72.0.101/32 dev eth0",
                                            "~ edit service [10.79.0.1]:tcp:80 wlc",
                                            "+ add server [10.71.0.3]:80 (DR, weight 1) to service"
                                                    + " [10.79.0.1]:tcp:80",
                                            "- delete server [10.71.0.2]:80 from service"
                                                    + " [10.79.0.1]:tcp:80");
                        });
        assertThat(changes).isEmpty();
        assertThat(director.host().hasAddress("10.72.0.102")).isFalse();

        daemon.signal("HUP");
        awaitAddress("10.72.0.102", daemon);
        director.await(
                List.of(
                        "-A -t 10.79.0.1:80 -s wlc",
                        "-A -t 10.79.0.77:80 -s lc",
                        "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 1",
                        "-a -t 10.79.0.1:80 -r 10.71.0.3:80 -g -w 1"),
                daemon);
        Output after = plan();
        assertThat(after.status()).as(after.toString()).isZero();
    }

    @Test
    void plan_ofRoutesAndRules_isWhatTheStartAndTheReloadThenDo() {
        String routing =
                """
                static_routes {
                 10.75.0.0/16 dev eth0
                }
                static_rules {
                 from 10.76.0.0/16 lookup 100 preference 50
                }
                """;
        director.configure(routing + ROUTER);
        Output start = plan();
        assertThat(start.status()).as(start.toString()).isEqualTo(2);
        assertThat(start.lines())
                .containsExactly(
                        "+ add route 10.75.0.0/16 dev eth0",
                        "+ add rule 50: from 10.76.0.0/16 lookup 100");
        Daemon daemon = director.start();
        awaitAddress("10.72.0.101", daemon);
        Output same = plan();
        assertThat(same.status()).as(same.toString()).isZero();

        String routes = " virtual_routes {\n  10.77.0.0/16 via 10.72.0.1 dev eth0\n }\n";
        director.configure(
                routing.replace("10.75", "10.78")
                        + ROUTER.replace(" virtual_ipaddress", routes + " virtual_ipaddress"));
        Output reload = plan();
        assertThat(reload.status()).as(reload.toString()).isEqualTo(2);
        assertThat(reload.lines())
                .containsExactlyInAnyOrder(
                        "~ vrrp_instance VI_1",
                        "+ add route 10.78.0.0/16 dev eth0",
                        "+ add route 10.77.0.0/16 via 10.72.0.1 dev eth0 for VI_1",
                        "- delete route 10.75.0.0/16 dev eth0");
        daemon.signal("HUP");
        Await.until(
                "routes of the reload",
                IpvsTableFixture.LIMIT,
                () -> {
                    String shown = director.host().run("ip", "route").out();
                    return shown.contains("10.77.0.0/16")
                            && shown.contains("10.78.0.0/16")
                            && !shown.contains("10.75.0.0/16");
                },
                daemon::lastWords);
        Output after = plan();
        assertThat(after.status()).as(after.toString()).isZero();
    }

    @Test
    void plan_ofDrift_isTheRepair() {
        director.start(WEB, WEB_ENTRIES);
        director.ipvsadm("-e -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 9");
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .containsExactly(
                        "~ edit server [10.71.0.1]:80 (DR, weight 1) of service [10.79.0.1]:tcp:80");
    }

    /// The server is there for a second or less, as it has no connections: in either state there is
    /// nothing left to do.
    @Test
    void plan_ofAServerThatIsToDrain_isItsEdit() {
        String drains = WEB.replace("lb_algo", "drain_timeout 20\n lb_algo");
        Daemon daemon = director.start(drains, WEB_ENTRIES);
        director.configure(drains.replace(" real_server 10.71.0.2 80 {\n }\n", ""));
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .containsExactly(
                        "~ edit server [10.71.0.2]:80 (DR, weight 0) of service [10.79.0.1]:tcp:80");
        daemon.signal("HUP");
        daemon.awaitOutput("Reload finished", IpvsTableFixture.LIMIT);
        Output after = plan();
        assertThat(after.status()).as(after.toString()).isZero();
        daemon.awaitOutput("Drained service [10.71.0.2]:80", IpvsTableFixture.LIMIT);
        director.await(WEB_ENTRIES.subList(0, 2), daemon);
    }

    @Test
    void plan_ofAServiceThatIsToDrain_isTheEditOfItsServers() {
        String drains = WEB.replace("lb_algo", "drain_timeout 20\n lb_algo");
        Daemon daemon = director.start(drains, WEB_ENTRIES);
        director.configure("global_defs {\n router_id a\n}\n"); // an empty file would be refused
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .containsExactlyInAnyOrder(
                        "~ edit server [10.71.0.1]:80 (DR, weight 0) of service [10.79.0.1]:tcp:80",
                        "~ edit server [10.71.0.2]:80 (DR, weight 0) of service"
                                + " [10.79.0.1]:tcp:80");
        daemon.signal("HUP");
        daemon.awaitOutput("Drained service [10.71.0.2]:80", IpvsTableFixture.LIMIT);
        director.await(List.of(), daemon);
        assertThat(plan().status()).isZero();
    }

    @Test
    void plan_ofSettings_isWhatTheStartThenDoes() {
        director.configure(
                "global_defs {\n lvs_timeouts tcp 1200 udp 60\n lvs_sync_daemon eth0 id 7\n}\n"
                        + WEB);
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(2);
        assertThat(plan.lines())
                .startsWith(
                        "~ edit timeout tcp 1200 (was 900)",
                        "~ edit timeout udp 60 (was 300)",
                        "+ start sync daemon master on eth0 with id 7",
                        "+ start sync daemon backup on eth0 with id 7",
                        "+ add service [10.79.0.1]:tcp:80 rr");
        Daemon daemon = director.start();
        Await.until(
                "sync daemons",
                IpvsTableFixture.LIMIT,
                () -> ipvsadm("--daemon").contains("backup sync daemon"),
                daemon::lastWords);
        assertThat(ipvsadm("--timeout")).contains("1200 120 60");
        assertThat(plan().status()).isZero();

        director.configure(WEB);
        assertThat(plan().lines())
                .containsExactlyInAnyOrder(
                        "- stop sync daemon master", "- stop sync daemon backup");
    }

    private String ipvsadm(String what) {
        return director.host().run("ipvsadm", "-l", what).out();
    }

    @Test
    void plan_withoutThePrivilegeToReadTheKernel_isAnError() {
        director.ipvsadm("-A -t 10.79.0.77:80 -s lc"); // so that there is something to read
        director.configure(WEB);
        Output plan = plan(List.of("setpriv", "--bounding-set", "-net_admin", "--"));
        assertThat(plan.status()).as(plan.toString()).isEqualTo(1);
        assertThat(plan.out()).isEmpty();
        assertThat(plan.err()).contains("CAP_NET_ADMIN");
    }

    @Test
    void plan_ofAFileThatIsMissing_isAnError() {
        Output plan = plan();
        assertThat(plan.status()).as(plan.toString()).isEqualTo(1);
        assertThat(plan.err()).contains("keepalived.conf");
    }
}
