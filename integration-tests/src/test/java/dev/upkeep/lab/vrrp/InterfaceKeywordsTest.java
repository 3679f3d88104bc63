package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.BothDaemons;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Capture;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Packets;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Keywords about interfaces: the same events on the same file, seen with keepalived and with
/// Upkeep.
@LabTest
class InterfaceKeywordsTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ARP_TARGET = 38;

    /// %s: before the instance, in the instance, its addresses.
    private static final String FILE =
            """
            %s
            vrrp_instance V {
                interface v0
                virtual_router_id 7
                priority 100
                version 3
                advert_int 0.2
                garp_master_delay 0
                garp_master_repeat 1
                %s
                virtual_ipaddress {
                    10.5.0.100/24
                    %s
                }
            }
            """;

    private Lab lab;
    private Host theirs;
    private Host ours;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("interface-keywords"));
        theirs = lab.add(host("theirs"));
        ours = lab.add(host("ours"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// A host whose interfaces v0 and w0 lead nowhere: it is master of its own.
    private static HostSpec host(String name) {
        return HostSpec.named(name)
                .ip("link add v0 type veth peer name v1")
                .ip("link add w0 type veth peer name w1")
                .ip("link set v0 address 02:00:00:00:05:01")
                .ip("link set v1 address 02:00:00:00:05:02")
                .ip("link set v0 up")
                .ip("link set v1 up")
                .ip("link set w0 up")
                .ip("link set w1 up")
                .ip("addr add 10.5.0.1/24 dev v0")
                .ip("addr add 10.6.0.1/24 dev w0");
    }

    private BothDaemons<Daemon> start(String file, String... more) {
        return new BothDaemons<>(
                Daemon.start(lab, theirs, Program.KEEPALIVED, write(theirs, file), more),
                Daemon.start(lab, ours, Program.UPKEEP, write(ours, file), more));
    }

    private Path write(Host host, String text) {
        return host.write(lab.newFile("keepalived.conf"), text);
    }

    /// keepalived 2.2.7 does not know `v3_checksum_as_v2`.
    @Test
    void transportKeywords_firstAdverts_areTheSameBytes() {
        for (Host host : List.of(theirs, ours)) {
            host.run("ip", "addr", "add", "fd05::1/64", "dev", "v0", "nodad");
            for (String peer : List.of("10.5.0.2", "fd05::2")) {
                host.run(
                        "ip",
                        "neigh",
                        "add",
                        peer,
                        "lladdr",
                        "02:00:00:00:05:02",
                        "dev",
                        "v0",
                        "nud",
                        "permanent");
            }
        }
        Path theirPackets = lab.newFile("theirs");
        Path ourPackets = lab.newFile("ours");
        String filter = "ether src 02:00:00:00:05:01 and (vrrp or ip6 proto 112 or arp)";
        BothDaemons<Daemon> both;
        try (var _ = Capture.start(theirs, "v1", theirPackets, filter);
                var _ = Capture.start(ours, "v1", ourPackets, filter)) {
            both = start(TransportKeywords.FILE);
            for (Path packets : List.of(theirPackets, ourPackets)) {
                Await.until(
                        "an advert of each instance",
                        LIMIT,
                        () ->
                                TransportKeywords.adverts(packets)
                                        .keySet()
                                        .equals(TransportKeywords.IDS));
            }
            both.both(daemon ->
                    daemon.awaitOutput(
                            "Unknown VRID(20) received on interface(v0). ignoring...", LIMIT));
        }

        both.both(daemon -> daemon.awaitOutput("Delaying startup for 1.5 seconds", LIMIT));
        assertThat(TransportKeywords.adverts(ourPackets))
                .isEqualTo(TransportKeywords.adverts(theirPackets));
        for (String address : List.of("10.5.0.111", "10.5.0.113", "10.5.0.116")) {
            assertThat(announced(ourPackets, address))
                    .as("vrrp_min_garp: announcements of %s", address)
                    .isEqualTo(announced(theirPackets, address))
                    .isOne();
        }
    }

    private static void awaitAddress(Daemon daemon, String address, boolean present) {
        Await.until(
                address + (present ? " is there" : " is gone"),
                LIMIT,
                () -> daemon.host().hasAddress(address) == present,
                daemon::lastWords);
    }

    @Test
    void garpExtraIf_addressesElsewhere_oneOfEachVirtualInterfaceIsAnnouncedAgain() {
        String file =
                FILE.formatted(
                        "",
                        "garp_extra_if 1",
                        "10.6.0.100/24 dev w0 use_vmac\n10.6.0.101/24 dev w0 use_vmac");
        Path theirPackets = lab.newFile("theirs");
        Path ourPackets = lab.newFile("ours");
        try (var _ = Capture.start(theirs, "w1", theirPackets, "arp");
                var _ = Capture.start(ours, "w1", ourPackets, "arp")) {
            start(file);
            for (Path packets : List.of(theirPackets, ourPackets)) {
                Await.until(
                        "the third announcement",
                        LIMIT,
                        () -> announced(packets, "10.6.0.100") > 2);
            }
        }

        assertThat(announced(ourPackets, "10.6.0.101"))
                .isEqualTo(announced(theirPackets, "10.6.0.101"))
                .isOne();
        assertThat(Packets.read(ourPackets).frames())
                .allSatisfy(frame ->
                        assertThat(HexFormat.of().formatHex(frame, 6, 12))
                                .isEqualTo("00005e000107"));
    }

    private static long announced(Path packets, String address) {
        byte[] target = new byte[4];
        String[] words = address.split("\\.", -1);
        for (int i = 0; i < target.length; i++) {
            target[i] = (byte) Integer.parseInt(words[i]);
        }
        Predicate<byte[]> isAbout =
                frame -> Arrays.equals(frame, ARP_TARGET, ARP_TARGET + 4, target, 0, target.length);
        return Packets.read(packets).frames().stream().filter(isAbout).count();
    }

    @Test
    void trackGroup_interfaceOfAStaticAddressLost_isAFaultOfItsMembers() {
        String groups =
                """
                track_group G {
                    group {
                        V
                    }
                }
                static_ipaddress {
                    10.6.0.9/24 dev w0 track_group G
                }
                """;
        BothDaemons<Daemon> both = start(FILE.formatted("", "", "") + groups);
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));

        both.both(daemon -> daemon.host().run("ip", "link", "set", "w0", "down"));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", false));
        both.both(daemon -> daemon.awaitOutput("(V) Entering FAULT STATE", LIMIT));

        both.both(daemon -> daemon.host().run("ip", "link", "set", "w0", "up"));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));
    }

    @Test
    void linkbeat_carrierLost_isSeenByPolling() {
        BothDaemons<Daemon> both =
                start(FILE.formatted("linkbeat_interfaces {\n    v0 ETHTOOL\n}\n", "", ""));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));
        both.ours().awaitOutput("Polling the link of v0 by ETHTOOL: up", LIMIT);

        both.both(daemon -> daemon.host().run("ip", "link", "set", "v1", "down"));
        both.both(daemon -> daemon.awaitOutput("(V) Entering FAULT STATE", LIMIT));
        both.ours().awaitOutput("Linkbeat reports v0 down", LIMIT);

        both.both(daemon -> daemon.host().run("ip", "link", "set", "v1", "up"));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));
    }

    @Test
    void dynamicInterfaces_absentAtTheStart_isUsedWhenItComesAndWhenItComesBackAsAnother() {
        String file =
                FILE.formatted("global_defs {\n    dynamic_interfaces allow_if_changes\n}", "", "");
        for (Host host : List.of(theirs, ours)) {
            host.run("ip", "link", "del", "v0");
        }
        BothDaemons<Daemon> both = start(file);
        String make = "ip link add v0 %s; ip link set v0 up; ip addr add 10.5.0.1/24 dev v0";

        both.both(daemon -> daemon.awaitOutput("Startup complete", LIMIT));
        both.both(daemon ->
                daemon.host().shell(make.formatted("type veth peer name v1; ip link set v1 up")));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));

        both.both(daemon -> daemon.host().run("ip", "link", "del", "v0"));
        both.both(daemon -> daemon.awaitOutput("(V) Entering FAULT STATE", LIMIT));
        both.both(
                daemon -> daemon.host().shell(make.formatted("link w0 type macvlan mode private")));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));
    }

    /// keepalived 2.2.7 ends with "Unknown interface!" on this file.
    @Test
    void defaultInterface_instanceWithoutInterface_putsItsAddressesThere() {
        String file =
                """
                global_defs {
                    default_interface w0
                }
                vrrp_instance V {
                    virtual_router_id 7
                    version 3
                    advert_int 0.2
                    unicast_src_ip 10.5.0.1
                    unicast_peer {
                        10.5.0.2
                    }
                    virtual_ipaddress {
                        10.6.0.100/24
                    }
                }
                """;
        Daemon daemon = Daemon.start(lab, ours, Program.UPKEEP, write(ours, file));

        awaitAddress(daemon, "10.6.0.100", true);
        assertThat(ours.run("ip", "-4", "addr", "show", "dev", "w0").out())
                .contains("10.6.0.100/24");
    }

    @Test
    void disableLocalIgmp_isSetWhileTheDaemonRuns() {
        String setting = "/proc/sys/net/ipv4/igmp_link_local_mcast_reports";
        BothDaemons<Daemon> both =
                start(FILE.formatted("global_defs {\n    disable_local_igmp\n}", "", ""));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));
        both.both(daemon -> assertThat(read(daemon, setting)).isEqualTo("0"));

        both.both(daemon -> assertThat(daemon.terminate(LIMIT)).isZero());
        both.both(daemon -> assertThat(read(daemon, setting)).isEqualTo("1"));
    }

    private static String read(Daemon daemon, String path) {
        return daemon.host().run("cat", path).out().strip();
    }

    @Test
    void interfaceUpDownDelays_shortLoss_isNoTransition() {
        BothDaemons<Daemon> both =
                start(
                        FILE.formatted("interface_up_down_delays {\n    v0 1.5\n}", "", "")
                                .replace("advert_int 0.2", "advert_int 1"));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));

        both.both(
                daemon -> daemon.host().shell("ip link set v1 down; sleep 0.2; ip link set v1 up"));
        both.both(daemon -> daemon.host().run("ip", "link", "set", "v1", "down"));
        both.both(daemon -> daemon.awaitOutput("(V) Entering FAULT STATE", LIMIT));
        both.both(daemon ->
                assertThat(daemon.output())
                        .as(daemon.program().label())
                        .containsOnlyOnce("(V) Entering FAULT STATE"));
    }

    @Test
    void addressMonitoring_everyAddressThatComesOrGoes_isLogged() {
        BothDaemons<Daemon> both = start(FILE.formatted("", "", ""), "--address-monitoring");
        both.both(daemon -> daemon.awaitOutput("IP 10.5.0.1 added to v0", LIMIT));
        both.both(daemon -> awaitAddress(daemon, "10.5.0.100", true));

        both.both(daemon -> daemon.host().run("ip", "addr", "add", "10.7.0.9/24", "dev", "w0"));
        both.both(daemon -> daemon.host().run("ip", "addr", "del", "10.7.0.9/24", "dev", "w0"));

        both.both(daemon -> daemon.awaitOutput("IP 10.7.0.9 removed from w0", LIMIT));
        assertThat(both.same(InterfaceKeywordsTest::reports)).hasSizeGreaterThan(3);
    }

    /// Lines about IPv4 addresses, as when link-local ones are permanent depends on the moment;
    /// without the daemon's own, which Upkeep reports, too.
    private static List<String> reports(Daemon daemon) {
        String words = "Netlink reflector reports IP ";
        return daemon.output()
                .lines()
                .filter(line -> line.contains(words) && !line.contains("10.5.0.100"))
                .map(line -> line.substring(line.indexOf(words)))
                .filter(line -> !line.contains("fe80:"))
                .toList();
    }
}
