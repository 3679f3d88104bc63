package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.runner.LabTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Drift: what others change in the kernel's table is put right at the next comparison and said;
/// what is theirs stays; and what is ours is known again after a crash.
@LabTest
class ReconcileTest {
    private static final String EVERY_SECOND = "global_defs {\n upkeep_reconcile_interval 1\n}\n";
    private static final String SERVICES =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             sorry_server 10.71.0.9 80
             real_server 10.71.0.1 80 {
              weight 3
             }
             real_server 10.71.0.2 80 {
             }
            }
            virtual_server fwmark 7 {
             lb_algo wlc
             lb_kind NAT
             real_server 10.71.0.3 0 {
              weight 5
             }
            }
            """;
    private static final List<String> ENTRIES =
            List.of(
                    "-A -t 10.79.0.1:80 -s rr",
                    "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 3",
                    "-a -t 10.79.0.1:80 -r 10.71.0.2:80 -g -w 1",
                    "-A -f 7 -s wlc",
                    "-a -f 7 -r 10.71.0.3:0 -m -w 5");

    private static final String FOREIGN_SERVICE = "-A -t 10.79.0.77:80 -s lc";
    private static final String FOREIGN_SERVER = "-a -t 10.79.0.77:80 -r 10.71.0.77:80 -g -w 1";
    private static final String GUEST = "-a -t 10.79.0.1:80 -r 10.71.0.78:80 -g -w 4";

    private IpvsTableFixture director;

    @BeforeEach
    void setUp() {
        director = new IpvsTableFixture("reconcile");
    }

    @AfterEach
    void tearDown() {
        director.close();
    }

    static Stream<Arguments> changes() {
        String first = " of service [10.79.0.1]:tcp:80";
        return Stream.of(
                arguments(
                        "-d -t 10.79.0.1:80 -r 10.71.0.1:80",
                        "missing, add server [10.71.0.1]:80 (DR, weight 3) to service"
                                + " [10.79.0.1]:tcp:80"),
                arguments(
                        "-e -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 9",
                        "altered, edit server [10.71.0.1]:80 (DR, weight 3)" + first),
                arguments(
                        "-e -t 10.79.0.1:80 -r 10.71.0.1:80 -i -w 3",
                        "altered, edit server [10.71.0.1]:80 (DR, weight 3)" + first),
                arguments(
                        "-e -t 10.79.0.1:80 -r 10.71.0.2:80 -g -w 1 -x 9 -y 2",
                        "altered, edit server [10.71.0.2]:80 (DR, weight 1)" + first),
                arguments(
                        "-a -t 10.79.0.1:80 -r 10.71.0.9:80 -g",
                        "not desired, delete server [10.71.0.9]:80 from service [10.79.0.1]:tcp:80"),
                arguments(
                        "-E -t 10.79.0.1:80 -s lc", "altered, edit service [10.79.0.1]:tcp:80 rr"),
                arguments(
                        "-E -t 10.79.0.1:80 -s rr -p 300",
                        "altered, edit service [10.79.0.1]:tcp:80 rr"),
                arguments("-D -f 7", "missing, add service FWM 7 wlc"),
                arguments("-C", "missing, add service [10.79.0.1]:tcp:80 rr"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void entry_changedByOthers_isPutRightAndSaid(String change, String said) {
        Daemon daemon = director.start(EVERY_SECOND + SERVICES, ENTRIES);
        director.ipvsadm(change);
        daemon.awaitOutput(
                "IPVS table was changed by someone else: " + said, IpvsTableFixture.LIMIT);
        director.await(ENTRIES, daemon);
    }

    @Test
    void entriesOfOthers_stayThroughRepairsACrashAndTheEnd() {
        Daemon first = director.start(EVERY_SECOND + SERVICES, ENTRIES);
        Stream.of(FOREIGN_SERVICE, FOREIGN_SERVER, GUEST).forEach(director::ipvsadm);
        List<String> both = with(ENTRIES, FOREIGN_SERVICE, FOREIGN_SERVER, GUEST);
        director.ipvsadm("-d -t 10.79.0.1:80 -r 10.71.0.1:80"); // its repair shows a comparison
        director.await(both, first);
        first.kill();

        director.ipvsadm("-d -f 7 -r 10.71.0.3:0"); // its repair shows the start
        Daemon second = director.start();
        director.await(both, second);
        assertThat(second.terminate(IpvsTableFixture.LIMIT)).isZero();
        // A server that somebody put into a service of ours goes with the service.
        assertThat(director.entries()).containsExactly(FOREIGN_SERVICE, FOREIGN_SERVER);
        assertThat(first.output() + second.output())
                .doesNotContain("10.79.0.77")
                .doesNotContain("10.71.0.78");
    }

    /// Everything that a service and a server can be: after a crash and with another file, the
    /// table is as if that file had been there first.
    @Test
    void configurationChangedWhileDead_isFullyCorrected() {
        director.start(EVERY_SECOND + SERVICES, ENTRIES).kill();
        director.ipvsadm(FOREIGN_SERVICE);
        String changed =
                """
                virtual_server 10.79.0.1 80 {
                 protocol TCP
                 lb_algo sh
                 sh-port
                 lb_kind DR
                 persistence_timeout 60
                 real_server 10.71.0.2 80 {
                  weight 8
                  uthreshold 20
                  lthreshold 10
                 }
                 real_server 10.71.0.4 80 {
                  lvs_method TUN
                 }
                }
                virtual_server 10.79.0.2 53 {
                 protocol UDP
                 lb_algo rr
                 lb_kind NAT
                 real_server 10.71.0.3 53 {
                 }
                }
                """;
        List<String> entries =
                List.of(
                        "-A -t 10.79.0.1:80 -s sh -p 60 -b sh-port",
                        "-a -t 10.79.0.1:80 -r 10.71.0.2:80 -g -w 8",
                        "thresholds 10.71.0.2:80 20 10",
                        "-a -t 10.79.0.1:80 -r 10.71.0.4:80 -i -w 1 --tun-type ipip",
                        "-A -u 10.79.0.2:53 -s rr",
                        "-a -u 10.79.0.2:53 -r 10.71.0.3:53 -m -w 1");
        Daemon daemon = director.start(changed, with(entries, FOREIGN_SERVICE));
        assertThat(daemon.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).containsExactly(FOREIGN_SERVICE);
    }

    @Test
    void configurationWithoutServices_afterACrash_leavesNothingOfOurs() {
        director.start(EVERY_SECOND + SERVICES, ENTRIES).kill();
        director.ipvsadm(FOREIGN_SERVICE);
        Daemon daemon = director.start(EVERY_SECOND, List.of(FOREIGN_SERVICE));
        assertThat(daemon.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).containsExactly(FOREIGN_SERVICE);

        director.start().awaitOutput("has no configuration to run", IpvsTableFixture.LIMIT);
    }

    @Test
    void reload_withNothingChanged_asksTheKernelForNothing() {
        Netlink.monitor(director.host());
        Daemon daemon = director.start(SERVICES, ENTRIES);
        List<String> changes =
                Netlink.changesDuring(
                        director.host(),
                        director.lab().newFile("netlink"),
                        () -> {
                            // The comparison that follows the first is over before the second.
                            reload(daemon, 1);
                            reload(daemon, 2);
                        });
        assertThat(changes).isEmpty();
    }

    /// Without an interval the table is compared at reloads.
    @Test
    void reload_afterDrift_putsItRight() {
        Daemon daemon =
                director.start(
                        "global_defs {\n upkeep_reconcile_interval 0\n}\n" + SERVICES, ENTRIES);
        director.ipvsadm("-e -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 9");
        reload(daemon, 1);
        director.await(ENTRIES, daemon);
        daemon.awaitOutput("changed by someone else: altered, edit server", IpvsTableFixture.LIMIT);
    }

    private static void reload(Daemon daemon, int count) {
        daemon.signal("HUP");
        Await.until(
                "reload " + count,
                IpvsTableFixture.LIMIT,
                () -> daemon.output().split("Reload finished", -1).length > count,
                daemon::lastWords);
    }

    private static List<String> with(List<String> entries, String... more) {
        List<String> all = new ArrayList<>(entries);
        all.addAll(List.of(more));
        return all;
    }
}
