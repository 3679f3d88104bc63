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
import dev.upkeep.lab.host.Tshark;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `use_ipvlan` in every mode: the same events on the same file, seen with keepalived and with
/// Upkeep.
@LabTest
class IpvlanTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String MASTER = "172.20.1.100";
    private static final String[] ADVERT_SIX = {
        "vrrp.virt_rtr_id", "vrrp.prio", "ipv6.src", "ipv6.dst", "ipv6.hlim"
    };
    private static final Pattern LINK = Pattern.compile("(\\S+@\\S+):.*?(ipvlan +mode \\S+ \\S+)");

    private static final String INSTANCE =
            """
            vrrp_instance V%1$d {
                interface base%1$d
                virtual_router_id %1$d
                version 3
                advert_int 0.5
                use_ipvlan ipv%1$d 172.20.%1$d.9/24 %2$s
                virtual_ipaddress {
                    172.20.%1$d.100/24
                }
            }
            """;

    /// One with an address of its own, one that sends from what the kernel gives its ipvlan.
    private static final String INSTANCE_SIX =
            """
            vrrp_instance V%1$d {
                interface base%1$d
                virtual_router_id %1$d
                version 3
                advert_int 0.5
                use_ipvlan ipv%1$d %2$s
                virtual_ipaddress {
                    fe80::100/64
                    fd20:%1$d::100/64
                }
            }
            """;

    private Lab lab;
    private Host theirs;
    private Host ours;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("ipvlan"));
        theirs = lab.add(host("theirs"));
        ours = lab.add(host("ours"));
        ours.attempt("modprobe", "ipvlan");
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// A host with an interface per mode, each leading nowhere: it is master of its own.
    private static HostSpec host(String name) {
        HostSpec host = HostSpec.named(name);
        for (int number = 1; number <= 5; number++) {
            host = host.ip(base(number)).ip("link set far%d up".formatted(number));
            host = host.ip("link set base%d up".formatted(number));
            host = host.ip("addr add 172.20.%1$d.1/24 dev base%1$d".formatted(number));
        }
        return host;
    }

    private static String base(int number) {
        return "link add base%1$d address 02:00:00:00:00:0%1$d type veth peer name far%1$d"
                .formatted(number);
    }

    @Test
    void everyMode_linksAddressesAndAdvertsAreThoseOfKeepalived() {
        Path theirPackets = lab.newFile("theirs");
        Path ourPackets = lab.newFile("ours");
        Path theirs6 = lab.newFile("theirs6");
        Path ours6 = lab.newFile("ours6");
        BothDaemons<Daemon> both;
        try (var _ = Capture.start(theirs, "far1", theirPackets, "vrrp");
                var _ = Capture.start(ours, "far1", ourPackets, "vrrp");
                var _ = Capture.start(theirs, "any", theirs6, "ip6 proto 112");
                var _ = Capture.start(ours, "any", ours6, "ip6 proto 112")) {
            both =
                    new BothDaemons<>(
                            start(theirs, Program.KEEPALIVED), start(ours, Program.UPKEEP));
            both.both(IpvlanTest::awaitMaster);

            List<String> links = both.same(IpvlanTest::links);
            assertThat(links)
                    .containsExactly(
                            "ipv1@base1 ipvlan  mode l2 bridge",
                            "ipv2@base2 ipvlan  mode l2 private",
                            "ipv3@base3 ipvlan  mode l2 vepa",
                            "ipv4@base4 ipvlan  mode l2 bridge",
                            "ipv5@base5 ipvlan  mode l2 bridge");
            for (int number = 1; number <= 3; number++) {
                String base = "base" + number;
                String own = "ipv" + number;
                List<String> below = both.same(daemon -> addresses(daemon, base));
                assertThat(below).asString().contains("172.20.%d.100/24".formatted(number));
                List<String> above = both.same(daemon -> addresses(daemon, own));
                assertThat(above).asString().contains("172.20.%d.9/24".formatted(number));
                String filter = both.same(daemon -> setting(daemon, base));
                assertThat(filter).isEqualTo("0");
            }
            for (int number = 4; number <= 5; number++) {
                String base = "base" + number;
                String own = "ipv" + number;
                List<String> below = both.same(daemon -> addresses6(daemon, base));
                assertThat(below).asString().contains("fd20:%d::100".formatted(number));
                List<String> above = both.same(daemon -> addresses6(daemon, own));
                assertThat(above).asString().contains(number == 4 ? "fe80::9/64" : "fe80::");
            }
            both.both(daemon -> assertThat(daemon.terminate(LIMIT)).isZero());
        }

        assertThat(Tshark.rows(ours6, "vrrp", ADVERT_SIX))
                .contains("4 100 fe80::9 ff02::12 255")
                .isEqualTo(Tshark.rows(theirs6, "vrrp", ADVERT_SIX));
        both.both(daemon -> assertThat(links(daemon)).as(daemon.lastWords()).isEmpty());
        Packets expected = Packets.read(theirPackets);
        Packets seen = Packets.read(ourPackets);
        assertThat(seen.malformed()).isEmpty();
        assertThat(seen.adverts(1, 100)).hasSize(1).isEqualTo(expected.adverts(1, 100));
        assertThat(seen.advertisedBy("172.20.1.9")).contains(100).endsWith(0);
        assertThat(expected.advertisedBy("172.20.1.9")).contains(100).endsWith(0);
    }

    @Test
    void crashAndLossOfTheBase_theInterfaceIsUsedAgainAndMadeAgain() {
        Daemon killed = start(ours, Program.UPKEEP);
        awaitMaster(killed);
        String before = ours.run("cat", "/sys/class/net/ipv1/ifindex").out();
        killed.kill();

        Daemon again = start(ours, Program.UPKEEP);
        again.awaitOutput("(V1) Entering MASTER STATE", LIMIT);
        assertThat(ours.run("cat", "/sys/class/net/ipv1/ifindex").out()).isEqualTo(before);

        ours.run("ip", "link", "del", "base1");
        again.awaitOutput("(V1) Entering FAULT STATE", LIMIT);
        ours.shell(
                ("ip %s; ip link set far1 up; ip link set base1 up;"
                                + " ip addr add 172.20.1.1/24 dev base1")
                        .formatted(base(1)));
        awaitMaster(again);
        assertThat(links(again)).contains("ipv1@base1 ipvlan  mode l2 bridge");

        assertThat(again.terminate(LIMIT)).isZero();
        assertThat(links(again)).isEmpty();
    }

    private Daemon start(Host host, Program program) {
        String file =
                INSTANCE.formatted(1, "")
                        + INSTANCE.formatted(2, "private")
                        + INSTANCE.formatted(3, "vepa")
                        + INSTANCE_SIX.formatted(4, "fe80::9/64")
                        + INSTANCE_SIX.formatted(5, "");
        return Daemon.start(lab, host, program, host.write(lab.newFile("keepalived.conf"), file));
    }

    private static void awaitMaster(Daemon daemon) {
        for (int number = 1; number <= 3; number++) {
            String address = MASTER.replace(".1.", "." + number + ".");
            Await.until(
                    address + " is there",
                    LIMIT,
                    () -> daemon.host().hasAddress(address),
                    daemon::lastWords);
        }
        for (int number = 4; number <= 5; number++) {
            String address = "fd20:" + number + "::100";
            Await.until(
                    address + " is there",
                    LIMIT,
                    () -> daemon.host().hasAddress(address),
                    daemon::lastWords);
        }
    }

    private static List<String> links(Daemon daemon) {
        return LINK.matcher(
                        daemon.host().run("ip", "-d", "-o", "link", "show", "type", "ipvlan").out())
                .results()
                .map(IpvlanTest::nameAndMode)
                .sorted()
                .toList();
    }

    private static String nameAndMode(MatchResult found) {
        return found.group(1) + " " + found.group(2);
    }

    private static List<String> addresses(Daemon daemon, String device) {
        return addresses(daemon, device, "-4");
    }

    private static List<String> addresses6(Daemon daemon, String device) {
        return addresses(daemon, device, "-6");
    }

    /// Without the index of the interface and lifetimes.
    private static List<String> addresses(Daemon daemon, String device, String family) {
        return daemon.host()
                .run("ip", "-o", family, "addr", "show", "dev", device)
                .out()
                .lines()
                .map(line -> line.replaceFirst("^\\d+: ", "").replaceFirst("\\\\.*", ""))
                .map(String::strip)
                .sorted()
                .toList();
    }

    private static String setting(Daemon daemon, String device) {
        return daemon.host()
                .run("cat", "/proc/sys/net/ipv4/conf/" + device + "/arp_filter")
                .out()
                .strip();
    }
}
