package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Addresses, routes and rules in the kernel: as keepalived sets them on the same file, put back
/// after another program removed or replaced them, and without leftovers after a crash and a
/// reload.
@LabTest
class ResourcesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String FILE =
            """
            static_ipaddress {
                10.8.0.1/24 dev v0 scope link
                fd08::1/64 dev v0
            }
            static_routes {
                10.80.0.0/16 via 10.5.0.9 dev v0
            }
            static_rules {
                from 10.8.0.0/24 table 80 preference 400
            }
            vrrp_instance V1 {
                interface v0
                virtual_router_id 1
                version 3
                advert_int 0.1
                virtual_ipaddress {
                    10.5.0.100/24
                    10.5.0.101/24 label v0:1
                    10.5.0.102/24 broadcast 10.5.0.254 noprefixroute
                    10.5.0.103/24 brd +
                    10.5.0.104 peer 10.5.0.204 no_track
                }
                virtual_ipaddress_excluded {
                    fd05::101/64 home mngtmpaddr
                    fd05::102/128
                    fd05::103/64 -nodad
                    fd05::100/64
                }
                virtual_routes {
                    src 10.5.0.100 to 10.66.0.0/16 via 10.5.0.7 dev v0
                    10.67.0.0/16 dev v0 metric 5 table 1000
                    10.69.0.0/16 via 10.5.0.7 dev v0 mtu lock 1400 advmss 1300 initcwnd 20
                    blackhole 10.70.0.0/16
                    fd66::/32 via fd05::7 dev v0 metric 7
                    10.71.0.0/16 nexthop via 10.5.0.7 dev v0 weight 2 nexthop via 10.5.0.8 dev v0
                    fd67::/32 nexthop via fd05::7 dev v0 weight 3 nexthop via fd05::8 dev v0
                    fd68::/32 nexthop via fd05::7 dev v0 nexthop via fd05::8 dev v0
                    10.72.0.0/16 via 10.5.0.7 dev v0 rtt 300ms rttvar 250ms rto_min 200ms cwnd 9 window 9
                    10.73.0.0/16 via 10.5.0.7 dev v0 ssthresh 8 reordering 5 initrwnd 12 quickack 1
                    10.74.0.0/16 via 10.5.0.7 dev v0 hoplimit 9 features ecn fastopen_no_cookie 1
                    10.75.0.0/16 via 192.0.2.1 dev v0 onlink realms 5/6 prepend
                    10.76.0.0/16 via 10.5.0.7 dev v0 congctl lock reno no_track append
                    unreachable 10.77.0.0/16 metric 9 add
                    fd69::/32 via fd05::7 dev v0 pref high hoplimit 7
                }
                virtual_rules {
                    from 10.5.0.100 table 100 preference 500
                    not from 10.5.0.0/24 iif v0 fwmark 0x1/0xff tos 4 table 1000 preference 501
                    from fd09::/64 table 9 preference 502
                    from 10.5.1.0/24 table 9 suppress_prefixlength 0 oif v0 preference 503
                    from 10.5.2.0/24 table 9 realms 3/4 suppress_ifgroup 5 preference 504
                    to 10.5.3.0/24 ipproto tcp sport 50-60 dport 70-80 uidrange 1-2 table 9 preference 505
                    from 10.5.4.0/24 goto 510 preference 506
                    tunnel-id 77 table 9 preference 507
                    from 10.5.5.0/24 unreachable preference 508
                    from 10.5.6.0/24 nop preference 510
                    from all l3mdev preference 511
                }
            }
            """;

    private static final String TWO_INSTANCES =
            """
            vrrp_instance V1 {
                interface v0
                virtual_router_id 1
                version 3
                advert_int 0.1
                virtual_ipaddress {
                    10.5.0.100/24
                }
            }
            vrrp_instance V2 {
                interface v0
                virtual_router_id 2
                version 3
                advert_int 0.1
                virtual_ipaddress {
                    10.5.0.101/24
                }
            }
            """;

    private Lab lab;
    private Host theirs;
    private Host ours;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("resources"));
        theirs = lab.add(host("theirs"));
        ours = lab.add(host("ours"));
    }

    /// A host whose interface v0 leads nowhere: it is master of its own.
    private static HostSpec host(String name) {
        return HostSpec.named(name)
                .ip("link add v0 type veth peer name v1")
                .ip("link set v0 up")
                .ip("link set v1 up")
                .ip("addr add 10.5.0.1/24 dev v0")
                .ip("addr add fd05::1/64 dev v0 nodad");
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private Path write(Host host, String text) {
        return host.write(lab.newFile("keepalived.conf"), text);
    }

    private static String state(Host host) {
        return host.shell(
                        """
                        ip -d route show table all proto 18
                        ip -d -6 route show table all proto 18
                        ip -d rule
                        ip -d -6 rule
                        ip -o addr show dev v0 | sed 's/^[0-9]*: //; s/fe80[^ ]*//; s/ tentative//'
                        """)
                .out()
                .lines()
                .map(String::strip)
                .sorted()
                .reduce("", (one, other) -> one + other + "\n");
    }

    private static void awaitAddress(Daemon daemon, String address) {
        Await.until(address, LIMIT, () -> daemon.host().hasAddress(address), daemon::lastWords);
    }

    private static void awaitState(Daemon daemon, String expected) {
        Await.until(
                "the state before",
                LIMIT,
                () -> state(daemon.host()).equals(expected),
                () -> state(daemon.host()) + daemon.lastWords());
    }

    @Test
    void resources_ofAMaster_areThoseOfKeepalived() {
        String clean = state(ours);
        List<Daemon> both =
                Stream.of(
                                Daemon.start(lab, theirs, Program.KEEPALIVED, write(theirs, FILE)),
                                Daemon.start(lab, ours, Program.UPKEEP, write(ours, FILE)))
                        .toList();
        both.forEach(daemon -> awaitAddress(daemon, "fd05::100"));
        Await.until(
                "the state of keepalived",
                LIMIT,
                () -> state(ours).equals(state(theirs)),
                () -> state(theirs) + state(ours) + both.getLast().lastWords());

        both.forEach(daemon -> assertThat(daemon.terminate(LIMIT)).isZero());
        awaitState(both.getLast(), clean);
    }

    @Test
    void resources_removedOrReplacedByAnotherProgram_arePutBackWithoutATransition() {
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, write(ours, FILE));
        awaitAddress(daemon, "fd05::100");
        daemon.awaitOutput("setting Virtual Rules", LIMIT);
        String before = state(ours);

        ours.run("ip", "route", "del", "10.66.0.0/16");
        ours.run("ip", "route", "replace", "10.69.0.0/16", "via", "10.5.0.8", "dev", "v0");
        ours.run("ip", "route", "replace", "blackhole", "10.75.0.0/16");
        ours.run("ip", "-6", "route", "replace", "fd69::/32", "via", "fd05::7", "dev", "v0");
        ours.run("ip", "-6", "route", "del", "fd66::/32");
        ours.run("ip", "route", "del", "10.71.0.0/16");
        ours.run("ip", "-6", "route", "del", "fd67::/32", "via", "fd05::7");
        ours.run("ip", "-6", "route", "del", "fd68::/32");
        ours.run("ip", "rule", "del", "pref", "500");
        ours.run("ip", "rule", "del", "pref", "400");
        ours.run("ip", "addr", "del", "10.8.0.1/24", "dev", "v0");
        ours.shell("ip addr change 10.5.0.101/24 dev v0 valid_lft 1000 preferred_lft 500");
        ours.shell("ip addr change fd05::103/64 dev v0 noprefixroute");
        ours.run("ip", "addr", "del", "10.5.0.100/24", "dev", "v0");

        daemon.awaitOutput("IP 10.5.0.100 removed from v0", LIMIT);
        daemon.awaitOutput("IP 10.5.0.101 changed on v0", LIMIT);
        daemon.awaitOutput("route 10.69.0.0/16 via 10.5.0.7 dev v0 replaced", LIMIT);
        awaitState(daemon, before);
        assertThat(daemon.output()).containsOnlyOnce("Entering MASTER STATE");
    }

    @Test
    void resources_ofACrashedRun_goWhenTheFileNoLongerNamesThem() {
        Path file = write(ours, FILE);
        String clean = state(ours);
        Daemon first = Daemon.start(lab, ours, Program.UPKEEP, file);
        awaitAddress(first, "fd05::100");
        first.kill();
        assertThat(ours.hasAddress("10.5.0.100")).isTrue();

        ours.write(file, "global_defs {\n}\n");
        Daemon second = Daemon.start(lab, ours, Program.UPKEEP, file);

        awaitState(second, clean);
    }

    @Test
    void address_thatMovesToAnotherInstance_staysInPlace() {
        Path file = write(ours, TWO_INSTANCES);
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file);
        awaitAddress(daemon, "10.5.0.100");
        awaitAddress(daemon, "10.5.0.101");

        String one = TWO_INSTANCES.substring(0, TWO_INSTANCES.indexOf("vrrp_instance V2"));
        ours.write(file, one.replace("10.5.0.100/24", "10.5.0.100/24\n10.5.0.101/24"));
        daemon.signal("HUP");
        daemon.awaitOutput("Reload finished", LIMIT);

        assertThat(ours.hasAddress("10.5.0.100")).isTrue();
        assertThat(ours.hasAddress("10.5.0.101")).isTrue();
        assertThat(daemon.output()).doesNotContain("removed from v0");
    }

    @Test
    void instance_ofAMissingInterface_waitsInFault() {
        Path file = write(ours, TWO_INSTANCES);
        ours.write(
                file,
                TWO_INSTANCES.replace(
                        "interface v0\n    virtual_router_id 2",
                        "interface gone\n    virtual_router_id 2"));
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, file);

        awaitAddress(daemon, "10.5.0.100");
        daemon.awaitOutput("(V2) entering FAULT state (interface gone", LIMIT);
        assertThat(ours.hasAddress("10.5.0.101")).isFalse();
    }
}
