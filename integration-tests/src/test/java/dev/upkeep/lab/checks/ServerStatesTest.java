package dev.upkeep.lab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.fixture.ServerStatesFixture;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.runner.LabTest;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// The effects of the health of servers on the kernel's table, to scripts and to clients, in Upkeep
/// and keepalived on the same file: after each step both have the expected servers of the service
/// in question, and all else that `ipvsadm` prints is the same.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ServerStatesTest {
    private ServerStatesFixture lab;

    @BeforeAll
    void setUp() {
        lab = new ServerStatesFixture("server-states");
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @Test
    void quorum_isLostAndGainedAtItsEdges_andTheSorryServerStandsIn() {
        lab.awaitTable(20, "rs1 1, rs2 1, rs3 1");
        lab.step("quorum3", "1", 20, "rs1 1, rs2 1");
        lab.step("quorum2", "1", 20, "rs1 1"); // 1 is not below quorum - hysteresis
        lab.assertAnswered(20, "rs1");
        lab.step("quorum1", "1", 20, "sorry 1");
        lab.awaitRuns("quorum", "up", "rs3 down", "rs2 down", "rs1 down", "down");
        lab.step("quorum1", "0", 20, "sorry 1");
        lab.step("quorum2", "0", 20, "sorry 1"); // 2 is below quorum + hysteresis
        lab.awaitRuns(
                "quorum", "up", "rs3 down", "rs2 down", "rs1 down", "down", "rs1 up", "rs2 up");
        lab.assertAnswered(20, "sorry");
        lab.step("quorum3", "0", 20, "rs1 1, rs2 1, rs3 1");
        lab.assertAnswered(20, "rs1", "rs2", "rs3");
        lab.awaitRuns(
                "quorum",
                "up",
                "rs3 down",
                "rs2 down",
                "rs1 down",
                "down",
                "rs1 up",
                "rs2 up",
                "rs3 up",
                "up");
    }

    @Test
    void quorum_withoutASorryServer_isOnlyPublished() {
        lab.awaitTable(21, "rs1 1, rs2 1");
        lab.step("alone1", "1", 21, "rs2 1");
        lab.assertAnswered(21, "rs2");
        lab.awaitRuns("alone", "up", "down");
        lab.step("alone1", "0", 21, "rs1 1, rs2 1");
        lab.awaitRuns("alone", "up", "down", "up");
    }

    @Test
    void sorryServer_withInhibit_restsWithWeightZero() {
        lab.awaitTable(22, "rs1 1, sorry 0");
        lab.step("sorry1", "1", 22, "sorry 1");
        lab.assertAnswered(22, "sorry");
        lab.step("sorry1", "0", 22, "rs1 1, sorry 0");
        lab.assertAnswered(22, "rs1");
        lab.awaitRuns("sorry", "up", "down", "up");
    }

    @Test
    void sorryServer_thatIsARealServer_standsInForItself() {
        lab.awaitTable(23, "rs1 1, rs2 3");
        lab.step("same2", "1", 23, "rs1 1");
        lab.step("same1", "1", 23, "rs1 1");
        lab.awaitRuns("same", "up", "rs2 down", "rs1 down", "down");
        lab.awaitTable(23, "rs1 1");
        lab.assertAnswered(23, "rs1");
        lab.step("same2", "0", 23, "rs2 3");
        lab.assertAnswered(23, "rs2");
        lab.step("same1", "0", 23, "rs1 1, rs2 3");
        lab.awaitRuns("same", "up", "rs2 down", "rs1 down", "down", "rs2 up", "up", "rs1 up");
    }

    @Test
    void server_withInhibitOnFailure_staysWithWeightZero() {
        lab.awaitTable(24, "rs1 5, rs2 1");
        lab.step("inhibit1", "1", 24, "rs1 0, rs2 1");
        lab.assertAnswered(24, "rs2");
        lab.step("inhibit1", "0", 24, "rs1 5, rs2 1");
        lab.awaitRuns("inhibit", "rs1 down", "rs1 up");
    }

    @Test
    void server_withAlpha_comesWithItsFirstSuccess() {
        lab.awaitTable(25, "rs2 0"); // it has inhibit_on_failure
        lab.awaitRuns("alpha", "rs1 down");
        lab.step("alpha", "", 25, "rs1 1, rs2 1");
        lab.assertAnswered(25, "rs1", "rs2");
        lab.awaitRuns("alpha", "rs1 down", "rs1 up", "up");
        lab.step(director -> director.remove("alpha"), 25, "rs2 0");
        lab.awaitRuns("alpha", "rs1 down", "rs1 up", "up", "rs1 down", "down");
    }

    @Test
    void weight_isWhatAScriptOrAFileGives_andCountsForTheQuorum() {
        lab.awaitTable(27, "rs1 10, rs2 5");
        lab.step("weight", "22", 27, "rs1 20, rs2 5");
        lab.daemons()
                .both(director ->
                        assertThat(lab.client(director).count(ServerStatesFixture.url(27), 10))
                                .isEqualTo(Map.of("rs1", 8, "rs2", 2)));
        lab.awaitRuns("weight", "up");
        lab.step("weight", "1", 27, "rs2 5");
        lab.awaitRuns("weight", "up", "down");
        lab.step("added", "4", 27, "rs2 13"); // twice that, more than the quorum
        lab.awaitRuns("weight", "up", "down", "up");
        lab.step("added", "0", 27, "rs2 5");
        lab.step("weight", "0", 27, "rs1 10, rs2 5");
        lab.awaitRuns("weight", "up", "down", "up", "down", "up");
    }

    /// That time passes is seen by the checks of another service.
    @Test
    void checks_withHaSuspend_restWhileTheAddressIsAway() {
        lab.awaitTable(28, "rs1 1, rs2 1");
        lab.daemons()
                .both(director -> {
                    director.host().run("ip", "addr", "del", "10.63.0.28/32", "dev", "eth0");
                    director.daemon().awaitOutput("Suspending healthchecker", DaemonHost.LIMIT);
                });
        lab.step("weight", "17", 27, "rs1 15, rs2 5"); // a check that ran then has ended
        lab.daemons().both(director -> director.remove("suspended"));
        lab.step("weight", "0", 27, "rs1 10, rs2 5");
        lab.step("weight", "17", 27, "rs1 15, rs2 5");
        lab.awaitTable(28, "rs1 1, rs2 1");
        lab.awaitRuns("suspended");
        lab.step(
                director ->
                        director.host().run("ip", "addr", "add", "10.63.0.28/32", "dev", "eth0"),
                28,
                "rs2 1");
        lab.step("suspended", "", 28, "rs1 1, rs2 1");
        lab.awaitRuns("suspended", "rs1 down", "rs1 up");
        lab.step("weight", "0", 27, "rs1 10, rs2 5");
    }

    @Test
    void server_atItsUpperThreshold_getsNoMoreConnections_untilBelowTheLower() {
        lab.daemons()
                .both(director -> {
                    Process held = lab.hold(director, 8);
                    ServerStatesFixture.awaitActive(director, Map.of("rs1", 2, "rs2", 6));
                    assertThat(lab.client(director).count(ServerStatesFixture.url(29), 4))
                            .isEqualTo(Map.of("rs2", 4));
                    held.destroy();
                    Await.until(
                            director + " gives rs1 connections again",
                            DaemonHost.LIMIT,
                            () ->
                                    lab.client(director)
                                            .ask(ServerStatesFixture.url(29), 2)
                                            .contains("rs1"));
                });
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void stop_withOmega_runsTheScriptsOfItsServersAndQuorum() {
        lab.awaitRuns("omega", "up");
        lab.daemons()
                .both(director ->
                        assertThat(director.daemon().terminate(DaemonHost.LIMIT)).isZero());
        lab.awaitRuns("omega", "up", "rs1 down", "down");
        lab.daemons().both(director -> assertThat(ServerStatesFixture.entries(director)).isEmpty());
    }
}
