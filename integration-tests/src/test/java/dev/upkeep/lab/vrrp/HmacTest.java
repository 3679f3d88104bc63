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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `auth_hmac` between two Upkeeps, and an unsigned keepalived beside them: keepalived 2.2.7 does
/// not know it. The virtual addresses have the prefix of their subnet, so the kernel would choose
/// them as the source of packets.
@LabTest
class HmacTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OLD = "0123456789abcdef0123456789abcdef";
    private static final String NEW = "fedcba9876543210fedcba9876543210";

    private Lab lab;
    private Host one;
    private Host two;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("hmac"));
        one = lab.add(HostSpec.named("one").address("172.18.0.2/24").address("fd18::2/64"));
        two = lab.add(HostSpec.named("two").address("172.18.0.3/24").address("fd18::3/64"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private static String file(int priority, String hmac) {
        String instance =
                """
                vrrp_instance %s {
                    interface eth0
                    virtual_router_id 7
                    version 3
                    advert_int 1
                    priority %d
                    %s
                    virtual_ipaddress {
                        %s
                    }
                }
                """;
        return instance.formatted("V4", priority, hmac, "172.18.0.100/24")
                + instance.formatted("V6", priority, hmac, "fe80::100/64");
    }

    private static String keys(Path file, int active) {
        return """
        auth_hmac {
            key 1 %s
            key 2 file:%s
            active_key %d
            time_window 60
        }
        """
                .formatted(OLD, file, active);
    }

    private Daemon start(Host host, Program program, String text) {
        Path file = host.write(lab.newFile("keepalived.conf"), text);
        return Daemon.start(lab, host, program, file);
    }

    private static void awaitMaster(Daemon daemon, boolean master) {
        for (String address : List.of("172.18.0.100", "fe80::100")) {
            Await.until(
                    daemon.host().name() + (master ? " has " : " has not ") + address,
                    LIMIT,
                    () -> daemon.host().hasAddress(address) == master,
                    daemon::lastWords);
        }
    }

    /// Waits until twelve adverts of the two instances have come by: a backup that believed none of
    /// them would be master before.
    private static void awaitAdverts(Host backup) {
        backup.run(
                "tcpdump",
                "--immediate-mode",
                "-n",
                "-i",
                "eth0",
                "-c",
                "12",
                "inbound and (proto 112 or ip6 proto 112)");
    }

    @Test
    void keyRotation_oneRouterAfterTheOther_changesNoMaster() {
        Path secret = one.write(lab.newFile("secret"), NEW + "\n");
        one.run("chmod", "600", secret.toString());
        Path first = one.write(lab.newFile("one.conf"), file(200, keys(secret, 1)));
        Path second = two.write(lab.newFile("two.conf"), file(100, keys(secret, 1)));
        Daemon master = Daemon.start(lab, one, Program.UPKEEP, first);
        awaitMaster(master, true);
        Daemon backup = Daemon.start(lab, two, Program.UPKEEP, second);
        backup.awaitOutput("(V6) Entering BACKUP STATE (init)", LIMIT);

        for (Daemon daemon : List.of(master, backup)) {
            int priority = daemon.equals(master) ? 200 : 100;
            Path file = daemon.equals(master) ? first : second;
            daemon.host().write(file, file(priority, keys(secret, 2)));
            daemon.signal("HUP");
            daemon.awaitOutput("Reload finished", LIMIT);
        }
        awaitAdverts(two);

        awaitMaster(master, true);
        awaitMaster(backup, false);
        assertThat(backup.output()).doesNotContain("MASTER STATE", "HMAC:");
        assertThat(master.terminate(LIMIT)).isZero();
        awaitMaster(backup, true);
    }

    @Test
    void unsignedMaster_isNotBelieved_unlessPermitted() {
        Path secret = one.write(lab.newFile("secret"), NEW + "\n");
        one.run("chmod", "600", secret.toString());
        Daemon unsigned = start(one, Program.KEEPALIVED, file(200, ""));
        awaitMaster(unsigned, true);

        Daemon strict = start(two, Program.UPKEEP, file(100, keys(secret, 1)));
        strict.awaitOutput(
                "(V4) HMAC: advert from 172.18.0.2 refused: the advert is not signed", LIMIT);
        awaitMaster(strict, true);
        assertThat(strict.terminate(LIMIT)).isZero();

        Daemon permissive =
                start(
                        two,
                        Program.UPKEEP,
                        file(100, keys(secret, 1).replace("time_window 60", "mode receive-only")));
        permissive.awaitOutput("(V6) Entering BACKUP STATE (init)", LIMIT);
        awaitAdverts(two);
        awaitMaster(permissive, false);
    }
}
