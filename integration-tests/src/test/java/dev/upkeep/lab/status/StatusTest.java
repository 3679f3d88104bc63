package dev.upkeep.lab.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `upkeep status` and what steers VRRP instances, on a director whose peer is keepalived.
@LabTest
class StatusTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Stage stage;
    private Host ours;
    private Host peer;
    private Daemon daemon;

    @BeforeEach
    void setUp() {
        stage = new Stage(Example.named("dr-two-directors"), Logs.of("status"));
        ours = stage.host("director1");
        peer = stage.host("director2");
        daemon = stage.start(0, Program.UPKEEP);
        stage.start(1, Program.KEEPALIVED);
        stage.awaitMaster(ours, LIMIT);
        stage.awaitAnswers(LIMIT);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    @Test
    void status_namesStateReasonAndServers_onNarrowTerminalsAndAsJson() {
        Output wide = upkeep("status");
        assertThat(wide.status()).as(wide.toString()).isZero();
        assertThat(wide.out())
                .containsPattern(
                        "web +MASTER +[0-9]+ s +100 +172[.]18[.]0[.]2 +172[.]18[.]0[.]10/[0-9]+"
                                + " eth0 +every other router was silent")
                .containsPattern("tcp:172[.]18[.]0[.]10:80 .*quorum 1 of 2 up")
                .containsPattern("HEALTH +STATE +WEIGHT")
                .contains("kernel's IPVS table: in sync")
                .doesNotContain("\u001b");
        assertThat(ours.shell("COLUMNS=50 " + Program.UPKEEP.path() + " status").out())
                .containsPattern("(?m)^web  MASTER\n  FOR ");
        assertThat(upkeep("status", "--json").out())
                .contains("\"state\":\"MASTER\"", "\"virtualServers\":[{", "\"collector\":");
        assertThat(upkeep("server", "list", "--json").out())
                .startsWith("{\"servers\":[{\"virtual\":\"tcp:172.18.0.10:80\"")
                .contains("\"effective\":1", "\"error\":null");
        assertThat(upkeep("dump", "stats").out()).contains("VRRP Instance: web");
        assertThat(upkeep("dump", "json").out()).startsWith("[{\"data\":{\"iname\":\"web\"");
    }

    @Test
    void transition_backup_handsOverToThePeer_untilRelease() {
        Output done = upkeep("transition", "web", "backup");
        assertThat(done.status()).as(done.toString()).isZero();
        assertThat(done.out())
                .isEqualTo("web gave mastership away and is held back until 'release'\n");
        stage.awaitMaster(peer, LIMIT);
        assertThat(upkeep("status").out())
                .containsPattern(
                        "web +BACKUP .* 1, held back by the operator, configured 100 +172[.]18[.]0[.]3")
                .contains("the operator asked for it");

        daemon.signal("HUP");
        daemon.awaitOutput("Reload finished", LIMIT);
        assertThat(upkeep("priority", "web").out())
                .isEqualTo("1, held back by the operator, configured 100\n");
        assertThat(peer.hasAddress("172.18.0.10")).isTrue();

        assertThat(upkeep("transition", "web", "release").out())
                .isEqualTo("web takes part in elections again\n");
        stage.awaitMaster(ours, LIMIT);
        Await.until("one master", LIMIT, () -> !peer.hasAddress("172.18.0.10"));
    }

    @Test
    void priority_setAtRunTime_decidesTheElection_andInvalidOnesAreRefused() {
        assertThat(upkeep("priority", "web").out()).isEqualTo("100\n");
        assertThat(upkeep("priority", "web", "20").out())
                .isEqualTo("web has priority 20 until it is reset\n");
        stage.awaitMaster(peer, LIMIT);
        assertThat(upkeep("priority", "web").out())
                .isEqualTo("20, set by the operator, configured 100\n");
        assertThat(upkeep("priority", "web", "reset").status()).isZero();
        stage.awaitMaster(ours, LIMIT);

        Output master = upkeep("transition", "web", "master");
        assertThat(master.status()).isEqualTo(1);
        assertThat(master.err()).contains("raise its priority");
        Output unknown = upkeep("priority", "VI_9", "20");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("there is no instance VI_9\n");
    }

    private Output upkeep(String... words) {
        var command = new ArrayList<>(List.of(Program.UPKEEP.path().toString()));
        command.addAll(List.of(words));
        return ours.attempt(command.toArray(String[]::new));
    }
}
