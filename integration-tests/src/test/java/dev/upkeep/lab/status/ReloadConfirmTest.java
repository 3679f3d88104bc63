package dev.upkeep.lab.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `upkeep reload --confirm`: the daemon goes back by itself unless `upkeep confirm` follows.
@LabTest
class ReloadConfirmTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String FIRST = "172.18.0.91";
    private static final String SECOND = "172.18.0.92";

    private Lab lab;
    private Host director;
    private Path file;
    private Daemon daemon;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("confirm"));
        director = lab.add(HostSpec.named("director").address("172.18.0.2/24"));
        file = director.write(lab.newFile("conf"), configuration(FIRST));
        daemon = Daemon.start(lab, director, Program.UPKEEP, file);
        Await.until("the address", LIMIT, () -> director.hasAddress(FIRST), daemon::lastWords);
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void reload_printsWhatItChanges_andStatusSaysThatTheKernelAgrees() {
        director.write(file, configuration(SECOND));
        Output done = upkeep("reload");
        assertThat(done.status()).as(done.toString()).isZero();
        assertThat(done.out())
                .contains(
                        "~ vrrp_instance V, + address "
                                + SECOND
                                + "/32, - address "
                                + FIRST
                                + "/32\n");
        Await.until(
                "the comparison",
                LIMIT,
                () -> upkeep("status").out().contains("the kernel agrees"),
                daemon::lastWords);
        assertThat(director.hasAddress(SECOND)).isTrue();
        assertThat(director.hasAddress(FIRST)).isFalse();

        director.write(file, "vrrp_instance V {\n interface eth0\n virtual_router_id 300\n}\n");
        Output refused = upkeep("reload", "--json");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.out()).contains("\"error\":\"by an error");
        assertThat(director.hasAddress(SECOND)).isTrue();
    }

    @Test
    void unconfirmed_goesBack_andConfirmedStays() {
        director.write(file, configuration(SECOND));
        assertThat(upkeep("reload", "--confirm", "1").out())
                .contains("rolled back in 1 s unless confirmed");
        daemon.awaitOutput("Rolled back", LIMIT);
        Await.until("the old address", LIMIT, () -> director.hasAddress(FIRST));
        assertThat(upkeep("status").out()).contains("rolled back");
        assertThat(upkeep("confirm").status()).isEqualTo(1);

        assertThat(upkeep("reload", "--confirm", "3600").status()).isZero();
        assertThat(upkeep("status").out()).contains("unless `upkeep confirm` follows");
        assertThat(upkeep("confirm").out()).isEqualTo("the running configuration is confirmed\n");
        assertThat(upkeep("status").out()).doesNotContain("unless `upkeep confirm` follows");
        assertThat(director.hasAddress(SECOND)).isTrue();
    }

    private static String configuration(String address) {
        return """
        vrrp_instance V {
            interface eth0
            virtual_router_id 77
            priority 100
            virtual_ipaddress {
                %s
            }
        }
        """
                .formatted(address);
    }

    private Output upkeep(String... words) {
        var command = new ArrayList<>(List.of(Program.UPKEEP.path().toString()));
        command.addAll(List.of(words));
        return director.attempt(command.toArray(String[]::new));
    }
}
