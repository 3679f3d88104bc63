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
import dev.upkeep.lab.runner.Logs;
import dev.upkeep.lab.runner.NftablesTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The tables of nftables for virtual interfaces and `no_accept`.
@NftablesTest
class VrrpFilterTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String FILE =
            """
            global_defs {
                upkeep_watchdog 60 # an emulated processor
                nftables mine
                nftables_priority -5
                nftables_counters
                nftables_ifindex
            }
            vrrp_instance V4 {
                interface v0
                virtual_router_id 7
                version 3
                advert_int 0.2
                use_vmac
                no_accept
                virtual_ipaddress {
                    10.5.0.100/24
                }
            }
            vrrp_instance V6 {
                interface v0
                virtual_router_id 7
                version 3
                advert_int 0.2
                use_vmac
                no_accept
                virtual_ipaddress {
                    fe80::100/64
                    fd05::100/64
                }
            }
            """;

    private Lab lab;
    private Host host;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("vrrp-filter"));
        host =
                lab.add(
                        HostSpec.named("director")
                                .ip("link add v0 type veth peer name v1")
                                .ip("link set v0 up")
                                .ip("link set v1 up")
                                .ip("addr add 10.5.0.1/24 dev v0"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private Daemon start(Program program, String file) {
        Path path = host.write(lab.newFile("keepalived.conf"), file);
        Daemon daemon = Daemon.start(lab, host, program, path);
        for (String address : new String[] {"10.5.0.100", "fd05::100"}) {
            Await.until(address, LIMIT, () -> host.hasAddress(address), daemon::lastWords);
        }
        return daemon;
    }

    /// Both in one run, as an emulated processor takes a minute to start a daemon. Switching the
    /// interface off and on makes the kernel report its groups again.
    @Test
    void macvlans_reportsLeaveWithTheMacOfTheBase_andTheTableOfAnotherProgramIsLeftAlone() {
        host.shell(
                "nft add table ip mine; nft add chain ip mine own '{ type filter hook forward"
                        + " priority 0; }'");
        Path packets = lab.newFile("packets");
        String reports = "igmp or (icmp6 and (ip6[40] == 133 or ip6[48] == 143))";
        Daemon daemon;
        try (var _ = Capture.start(host, "v1", packets, reports)) {
            daemon = start(Program.UPKEEP, FILE);
            int before = Packets.read(packets).frames().size();
            host.run("ip", "link", "set", "vrrp.7", "down");
            host.run("ip", "link", "set", "vrrp.7", "up");
            Await.until(
                    "reports",
                    LIMIT,
                    () -> Packets.read(packets).frames().size() > before,
                    daemon::lastWords);
        }
        daemon.awaitOutput("another program's table has this name", LIMIT);
        assertThat(host.run("nft", "list", "tables").out())
                .contains("table ip mine", "table ip upkeep_vrrp");
        assertThat(daemon.terminate(LIMIT)).isZero();
        assertThat(host.run("nft", "list", "tables").out().strip()).isEqualTo("table ip mine");

        Set<String> sources =
                Packets.read(packets).frames().stream()
                        .map(frame -> HexFormat.of().formatHex(frame, 6, 12))
                        .collect(Collectors.toSet());
        assertThat(sources).contains(mac("v0")).isSubsetOf(mac("v0"), mac("v1"));
    }

    private String mac(String device) {
        return host.run("cat", "/sys/class/net/" + device + "/address")
                .out()
                .strip()
                .replace(":", "");
    }
}
