package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// `examples/lb-cluster` with both its directors, which are nodes themselves: one loses its power,
/// a node its HAProxy.
@LabTest
class LbClusterTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void cluster_withoutItsMaster_isServedByTheOthers_withTheBackupsOwnShares() {
        Example example = Example.named("lb-cluster");
        try (var stage = new Stage(example, Logs.of("example-lb-cluster-both"))) {
            Host master = stage.host("lb1");
            Host backup = stage.host("lb2");
            stage.start(0, Program.UPKEEP);
            stage.awaitMaster(master, LIMIT);
            stage.start(1, Program.UPKEEP);
            stage.awaitServers(master, LIMIT);
            stage.awaitServers(backup, LIMIT);
            stage.awaitAnswers(LIMIT);

            assertThat(stage.client().count(example.url(), 10))
                    .as("shares of the master's set")
                    .isEqualTo(Map.of("web1 lb1", 6, "web1 lb2", 2, "web1 lb3", 2));
            assertThat(backup.run("ipvsadm", "-Lnc").out())
                    .as("what the master passes on is not passed on again")
                    .doesNotContain("203.0.113.10");

            stage.lab().powerOff(master);
            stage.awaitMaster(backup, LIMIT);
            Await.until(
                    "lb1 out of the table of lb2",
                    LIMIT,
                    () -> IpvsTable.of(backup).find("10.20.0.1:0").isEmpty(),
                    () -> IpvsTable.of(backup).toString());
            assertThat(stage.client().count(example.url(), 8))
                    .as("shares of the backup's set")
                    .isEqualTo(Map.of("web1 lb2", 6, "web1 lb3", 2));
            stage.server("lb3").stop();
            Await.until(
                    "lb3 out of the table of lb2",
                    LIMIT,
                    () -> IpvsTable.of(backup).find("10.20.0.3:0").isEmpty(),
                    () -> IpvsTable.of(backup).toString());
            assertThat(stage.client().ask(example.url(), 3)).containsOnly("web1 lb2");
        }
    }
}
