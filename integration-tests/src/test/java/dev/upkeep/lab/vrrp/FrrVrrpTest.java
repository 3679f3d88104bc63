package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Capture;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Tshark;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Elections with vrrpd of FRR, which has a macvlan of its own for each virtual router.
@LabTest
class FrrVrrpTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String ADDRESS = "172.18.0.105";

    private Lab lab;
    private Host own;
    private Host frr;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("frr-vrrp"));
        own = lab.add(HostSpec.named("director1").address("172.18.0.2/24"));
        frr =
                lab.add(
                        HostSpec.named("director2")
                                .address("172.18.0.3/24")
                                .ip("link add vr5 link eth0 type macvlan mode bridge")
                                .ip("link set vr5 address 00:00:5e:00:01:05")
                                .ip("addr add " + ADDRESS + "/24 dev vr5")
                                .ip("link set vr5 up"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest(name = "version {0}")
    @ValueSource(ints = {2, 3})
    void master_ofHigherPriority_takesOverAndGivesBack(int version) {
        String file =
                """
                interface eth0
                 vrrp 5 version %d
                 vrrp 5 priority 90
                 vrrp 5 advertisement-interval 1000
                 vrrp 5 ip %s
                !
                """
                        .formatted(version, ADDRESS);
        Path written = frr.write(lab.newFile("vrrpd.conf"), file);
        frr.shell( // a place that the user of FRR may read
                "mkdir -p /run/frr && cp %s /run/frr/vrrpd.conf && chown -R frr:frr /run/frr"
                        .formatted(written));
        Path packets = lab.newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "vrrp")) {
            start("zebra", "/dev/null");
            start("vrrpd", "/run/frr/vrrpd.conf");
            await("vrrpd is alone", "Master");
            Path configuration = own.write(lab.newFile("own.conf"), configuration(version));
            Daemon daemon = Daemon.start(lab, own, Program.UPKEEP, configuration);

            daemon.awaitOutput("(V) Entering MASTER STATE", LIMIT);
            await("vrrpd yields", "Backup");
            assertThat(own.hasAddress(ADDRESS)).isTrue();

            assertThat(daemon.terminate(LIMIT)).isZero();
            await("vrrpd takes over", "Master");
        }
        assertThat(Tshark.faults(packets, "vrrp.version == " + version))
                .as("packets that tshark dislikes")
                .isEmpty();
        assertThat(Tshark.rows(packets, "vrrp", "vrrp.virt_rtr_id", "vrrp.prio"))
                .as("adverts of both, and of who gives up")
                .contains("5 90", "5 100", "5 0");
    }

    private static String configuration(int version) {
        return """
        vrrp_instance V {
            interface eth0
            virtual_router_id 5
            priority 100
            version %d
            advert_int 1
            virtual_ipaddress {
                %s/24
            }
        }
        """
                .formatted(version, ADDRESS);
    }

    private void start(String daemon, String configuration) {
        frr.start(
                lab.newFile(daemon),
                "/usr/lib/frr/" + daemon,
                "-i",
                "/run/frr/" + daemon + ".pid",
                "-z",
                "/run/frr/zserv.api",
                "--vty_socket",
                "/run/frr",
                "-f",
                configuration);
        Await.until(
                daemon + " answers",
                LIMIT,
                () -> frr.attempt("test", "-S", "/run/frr/" + daemon + ".vty").ok());
    }

    private void await(String what, String state) {
        Await.until(
                what,
                LIMIT,
                () ->
                        frr.attempt("vtysh", "--vty_socket", "/run/frr", "-c", "show vrrp")
                                .out()
                                .lines()
                                .anyMatch(line ->
                                        line.contains("Status (v4)") && line.contains(state)));
    }
}
