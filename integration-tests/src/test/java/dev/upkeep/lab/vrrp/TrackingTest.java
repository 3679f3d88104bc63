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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A scenario of tracked objects, run with Upkeep and with keepalived: a failing script of weight 0
/// prevents MASTER, a file changes the priority, and means FAULT. Both write the same lines.
@LabTest
class TrackingTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.80";

    /// Returns the lines that are compared: the lines of the instance and of the script, without
    /// their time. Upkeep says why it enters FAULT, too.
    private static final Pattern COMPARED =
            Pattern.compile("(\\(V\\)(?! Sending| entering FAULT).*|(VRRP_)?Script.*)");

    /// From the first takeover on.
    private static final List<String> STORY =
            List.of(
                    "(V) Entering MASTER STATE",
                    "(V) setting VIPs.",
                    "Script `chk` now returning 1",
                    "VRRP_Script(chk) failed (exited with status 1)",
                    "(V) Entering FAULT STATE",
                    "(V) sent 0 priority",
                    "(V) removing VIPs.",
                    "Script `chk` now returning 0",
                    "VRRP_Script(chk) succeeded",
                    "(V) Entering BACKUP STATE",
                    "(V) Receive advertisement timeout",
                    "(V) Entering MASTER STATE",
                    "(V) setting VIPs.",
                    "(V) Changing effective priority from 100 to 140",
                    "(V) Changing effective priority from 140 to 100",
                    "(V): tracked file number now FAULT state",
                    "(V) Entering FAULT STATE",
                    "(V) sent 0 priority",
                    "(V) removing VIPs.",
                    "(V): tracked file number leaving FAULT state",
                    "(V) Entering BACKUP STATE",
                    "(V) Receive advertisement timeout",
                    "(V) Entering MASTER STATE",
                    "(V) setting VIPs.",
                    "(V) sent 0 priority",
                    "(V) removing VIPs.");

    private Lab lab;
    private Host director;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("tracking"));
        director = lab.add(HostSpec.named("director").address("172.18.0.2/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(
            value = Program.class,
            names = {"UPKEEP", "KEEPALIVED"})
    void trackedObjects_whenTheyChange_decideWhoIsMaster(Program program) {
        Path status = director.write(lab.newFile("status"), "0\n");
        Path number = director.write(lab.newFile("number"), "0\n");
        Path script = lab.newFile("chk.sh");
        director.write(script, "#!/bin/sh\nexit $(cat " + status.toAbsolutePath() + ")\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path file = director.write(lab.newFile("conf"), configuration(script, number));

        Daemon daemon = Daemon.start(lab, director, program, file);
        awaitAddress(daemon, true);
        director.write(status, "1\n");
        awaitAddress(daemon, false);
        director.write(status, "0\n");
        awaitAddress(daemon, true);
        director.write(number, "20\n");
        daemon.awaitOutput("from 100 to 140", LIMIT);
        director.write(number, "0\n");
        daemon.awaitOutput("from 140 to 100", LIMIT);
        director.write(number, "-400\n");
        awaitAddress(daemon, false);
        director.write(number, "0\n");
        awaitAddress(daemon, true);
        assertThat(daemon.terminate(LIMIT)).as("exit status").isZero();

        List<String> lines =
                daemon.output()
                        .lines()
                        .map(COMPARED::matcher)
                        .filter(line -> line.find())
                        .map(line -> line.group(1))
                        .dropWhile(line -> !line.equals(STORY.getFirst()))
                        .toList();
        assertThat(lines).isEqualTo(STORY);
    }

    private void awaitAddress(Daemon daemon, boolean there) {
        Await.until(
                there ? "the address" : "no address",
                LIMIT,
                () -> director.hasAddress(VIP) == there,
                daemon::lastWords);
    }

    private static String configuration(Path script, Path number) {
        return """
        global_defs {
            script_user root
        }
        vrrp_script chk {
            script "@script"
            interval 1
        }
        track_file number {
            file @number
            weight 2
        }
        vrrp_instance V {
            interface eth0
            virtual_router_id 80
            priority 100
            virtual_ipaddress {
                172.18.0.80
            }
            track_script {
                chk
            }
            track_file {
                number
            }
        }
        """
                .replace("@script", script.toAbsolutePath().toString())
                .replace("@number", number.toAbsolutePath().toString());
    }
}
