package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
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
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Virtual interfaces: made, kept, removed, and put right after a crash.
@LabTest
class VmacTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MANY = 100;

    private static final String VMAC =
            """
            vrrp_instance V {
                interface eth0
                virtual_router_id 7
                priority 100
                version 3
                advert_int 0.2
                use_vmac
                virtual_ipaddress {
                    172.18.0.100/24
                }
            }
            """;

    private Lab lab;
    private Host host;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("vmac"));
        host =
                lab.add(
                        HostSpec.named("director1")
                                .address("172.18.0.2/24")
                                .setting("ipv4/conf/eth0/arp_filter=0")
                                .ip("link add base type veth peer name far")
                                .ip("link set far up")
                                .ip("link set base up")
                                .ip("addr add 172.19.0.2/24 dev base"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void master_announcesTheVirtualMac_andLeavesNothingBehind() {
        Path packets = lab.newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "arp or vrrp")) {
            Daemon daemon = start(VMAC);
            awaitAddress("172.18.0.100", daemon);
            assertThat(setting("vrrp.7", "rp_filter")).isEqualTo("0");
            assertThat(setting("eth0", "arp_filter")).isEqualTo("1");

            assertThat(daemon.terminate(LIMIT)).isZero();
        }

        Packets seen = Packets.read(packets);
        assertThat(seen.malformed()).isEmpty();
        assertThat(seen.announcements("172.18.0.100"))
                .isNotEmpty()
                .allSatisfy(frame ->
                        assertThat(HexFormat.of().formatHex(frame, 6, 12))
                                .isEqualTo("00005e000107"));
        assertThat(links()).doesNotContain("vrrp.7");
        assertThat(setting("eth0", "arp_filter")).isEqualTo("0");
    }

    @Test
    void baseInterface_goneAndBack_theVirtualOneFollows() {
        Daemon daemon = start(VMAC.replace("eth0", "base").replace("172.18.0.100", "172.19.0.100"));
        awaitAddress("172.19.0.100", daemon);

        host.run("ip", "link", "del", "base");
        daemon.awaitOutput("(V) Entering FAULT STATE", LIMIT);
        host.shell(
                "ip link add base type veth peer name far; ip link set far up;"
                        + " ip link set base up; ip addr add 172.19.0.2/24 dev base");

        awaitAddress("172.19.0.100", daemon);
        assertThat(links()).contains("vrrp.7@base");
        assertThat(daemon.terminate(LIMIT)).isZero();
    }

    @Test
    void crash_leftOver_isUsedAgainOrRemoved() {
        Daemon killed = start(VMAC);
        awaitAddress("172.18.0.100", killed);
        killed.kill();
        assertThat(links()).contains("vrrp.7@eth0");
        String before = index("vrrp.7");

        Daemon again = start(VMAC);
        again.awaitOutput("(V) Entering MASTER STATE", LIMIT);
        awaitAddress("172.18.0.100", again);
        assertThat(index("vrrp.7")).as("the same interface").isEqualTo(before);
        again.kill();

        Daemon other = start(VMAC.replace("_id 7", "_id 8").replace("use_vmac", ""));
        Await.until("the left-over is gone", LIMIT, () -> !links().contains("vrrp.7"));
        awaitAddress("172.18.0.100", other);
        assertThat(other.terminate(LIMIT)).isZero();
        assertThat(setting("eth0", "arp_filter")).as("restored").isEqualTo("0");
    }

    /// A thousand of them take minutes in an emulated kernel: `./lab bench vmac` has them in the
    /// host's.
    @Test
    void manyInstances_eachHasItsInterface_andNoneIsLeft() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < MANY; number++) {
            int base = number % 4;
            text.append(
                    VMAC.replace("eth0", "b" + base)
                            .replace("e V ", "e V" + number + " ")
                            .replace("_id 7", "_id " + (number / 4 + 1))
                            .replace("advert_int 0.2", "advert_int 30")
                            .replace("18.0.100", "2" + base + ".1." + (number / 4 + 1)));
        }
        for (int number = 0; number < 4; number++) {
            host.shell(
                    ("ip link add b%1$d type veth peer name f%1$d; ip link set f%1$d up;"
                                    + " ip link set b%1$d up;"
                                    + " ip addr add 172.2%1$d.0.2/16 dev b%1$d")
                            .formatted(number));
        }
        Daemon daemon = start(text.toString());

        Await.until(
                MANY + " interfaces are up",
                LIMIT.multipliedBy(2),
                () -> macvlans("up") == MANY,
                daemon::lastWords);
        daemon.awaitOutput("(V" + (MANY - 1) + ") Entering BACKUP STATE", LIMIT);
        assertThat(daemon.terminate(LIMIT)).isZero();
        assertThat(macvlans("")).isZero();
    }

    private long macvlans(String state) {
        return host.shell("ip -br link show type macvlan " + state).out().lines().count();
    }

    private Daemon start(String configuration) {
        Path file = host.write(lab.newFile("keepalived.conf"), configuration);
        return Daemon.start(lab, host, Program.UPKEEP, file);
    }

    private void awaitAddress(String address, Daemon daemon) {
        Await.until(
                address + " is there", LIMIT, () -> host.hasAddress(address), daemon::lastWords);
    }

    private String links() {
        return host.run("ip", "-br", "link").out();
    }

    private String index(String name) {
        return host.run("cat", "/sys/class/net/" + name + "/ifindex").out();
    }

    private String setting(String device, String name) {
        return host.run("cat", "/proc/sys/net/ipv4/conf/" + device + "/" + name).out().strip();
    }
}
