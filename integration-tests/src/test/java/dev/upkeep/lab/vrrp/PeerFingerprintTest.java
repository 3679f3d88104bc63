package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `vrrp_peer_fingerprint`: two Upkeeps with different lists of addresses, and a keepalived of the
/// same virtual router that is not disturbed.
@LabTest
class PeerFingerprintTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String BACKUP = "(V) Entering BACKUP STATE (init)";

    @Test
    void differentAddresses_areSaidByMasterAndBackup_andKeepalivedSaysNothing() {
        try (Lab lab = new Lab(Logs.of("fingerprint"))) {
            Host one = lab.add(HostSpec.named("one").address("172.18.0.2/24"));
            Host two = lab.add(HostSpec.named("two").address("172.18.0.3/24"));
            Host three = lab.add(HostSpec.named("three").address("172.18.0.4/24"));
            String on = "global_defs {\n vrrp_peer_fingerprint\n}\n";
            Daemon master = start(lab, one, Program.UPKEEP, on + file(200, "172.18.0.101"));
            master.awaitOutput("(V) Entering MASTER STATE", LIMIT);
            Daemon other = start(lab, three, Program.KEEPALIVED, file(100, "172.18.0.101"));
            Daemon backup = start(lab, two, Program.UPKEEP, on + file(150, "172.18.0.102"));

            backup.awaitOutput(
                    "(V) peer 172.18.0.2 differs in virtual_ipaddress: 2 addresses, alone"
                            + " 172.18.0.102 here, 2 addresses, alone 172.18.0.101 there",
                    LIMIT);
            // a master hears no adverts: this came in the fingerprint of a backup
            master.awaitOutput(
                    "(V) peer 172.18.0.3 differs in virtual_ipaddress: 2 addresses, alone"
                            + " 172.18.0.101 here, 2 addresses, alone 172.18.0.102 there",
                    LIMIT);
            String status = one.run(Program.UPKEEP.path().toString(), "status", "--json").out();
            assertThat(status)
                    .contains("\"peer\":\"172.18.0.3\"", "\"topic\":\"virtual_ipaddress\"");
            assertThat(master.output().split("differs in", -1)).hasSize(2);
            assertThat(backup.output().split("differs in", -1)).hasSize(2);
            String said = other.output();
            assertThat(said.substring(said.indexOf(BACKUP) + BACKUP.length()))
                    .doesNotContain("(V)");
        }
    }

    private static String file(int priority, String second) {
        return """
        vrrp_instance V {
            interface eth0
            virtual_router_id 7
            version 3
            advert_int 1
            priority %d
            virtual_ipaddress {
                172.18.0.100/24
                %s/24
            }
        }
        """
                .formatted(priority, second);
    }

    private static Daemon start(Lab lab, Host host, Program program, String text) {
        Path file = host.write(lab.newFile("keepalived.conf"), text);
        Daemon daemon = Daemon.start(lab, host, program, file);
        daemon.awaitOutput(BACKUP, LIMIT);
        return daemon;
    }
}
