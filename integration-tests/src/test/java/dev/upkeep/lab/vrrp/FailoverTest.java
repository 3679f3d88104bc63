package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Capture;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Packets;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two directors, ours and keepalived's in either place: the backup takes over when the master is
/// killed or stopped, the master takes its address back, and every packet either sends is
/// well-formed.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailoverTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.10";

    private Stage stage;
    private Host first;
    private Host second;

    @BeforeAll
    void setUp() {
        stage = new Stage(Example.named("dr-two-directors"), Logs.of("failover"));
        first = stage.host("director1");
        second = stage.host("director2");
    }

    @AfterAll
    void tearDown() {
        stage.close();
    }

    @ParameterizedTest(name = "{0} master, {1} backup, SIG{2}")
    @CsvSource({
        "UPKEEP, UPKEEP, TERM",
        "UPKEEP, UPKEEP, KILL",
        "UPKEEP, KEEPALIVED, TERM",
        "UPKEEP, KEEPALIVED, KILL",
        "KEEPALIVED, UPKEEP, TERM",
        "KEEPALIVED, UPKEEP, KILL",
    })
    void master_whenItEnds_isReplacedAndComesBack(Program master, Program backup, String signal) {
        Path packets = stage.lab().newFile("packets");
        try (var _ = Capture.start(Lab.bridge(), packets, "vrrp or arp or igmp")) {
            Daemon leader = stage.start(0, master);
            Daemon follower = stage.start(1, backup);
            stage.awaitMaster(first, LIMIT);
            stage.awaitAnswers(LIMIT);
            assertThat(second.hasAddress(VIP)).as("the backup stays without address").isFalse();

            if (signal.equals("KILL")) {
                leader.kill();
            } else {
                assertThat(leader.terminate(LIMIT)).as("exit status").isZero();
                assertThat(first.hasAddress(VIP)).as("address after a clean stop").isFalse();
            }
            stage.awaitMaster(second, LIMIT);
            stage.awaitAnswers(LIMIT);

            Daemon returned = stage.start(0, master);
            Await.until(
                    "the address back on director1 alone",
                    LIMIT,
                    () -> first.hasAddress(VIP) && !second.hasAddress(VIP),
                    follower::lastWords);
            stage.awaitAnswers(LIMIT);

            assertThat(returned.terminate(LIMIT)).isZero();
            assertThat(follower.terminate(LIMIT)).isZero();
        }

        Packets seen = Packets.read(packets);
        assertThat(seen.malformed()).as("malformed packets in %s", packets).isEmpty();
        List<Integer> priorities = seen.advertisedBy("172.18.0.2");
        assertThat(priorities).as("priorities of director1").contains(100);
        assertThat(seen.advertisedBy("172.18.0.3")).as("priorities of director2").contains(90);
        assertThat(priorities.getLast()).as("the last word of a clean stop").isZero();
        assertThat(seen.announcements(VIP)).as("gratuitous ARP for " + VIP).isNotEmpty();
    }
}
