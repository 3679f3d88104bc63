package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.BothDaemons;
import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.fixture.HookHost;
import dev.upkeep.lab.fixture.HooksScenario;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Notifications of events - scripts, FIFO lines, mail - compared with keepalived on the same file
/// and the same events: servers that fail and return, links that go down, a reload, a reload that
/// removes something, a stop.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HooksTest {

    /// keepalived 2.2.7 writes the sum of a gained quorum into the mail about a lost one.
    private static final Pattern LOST_QUORUM =
            Pattern.compile("=> (Lost quorum|Starting with quorum down) (\\d+)\\+(\\d+)=\\d+ <= ");

    /// Ends of the lines of scripts that a stop runs; `omega` is for the servers and the quorum.
    private static final List<String> STOPPING =
            List.of(
                    " <group-stop>",
                    " <group> <a b> <GROUP> <GROUP> <STOP> <0>",
                    " <first-stop>",
                    " <first> <INSTANCE> <FIRST> <STOP> <100>",
                    " <second> <INSTANCE> <SECOND> <STOP> <100>",
                    " <broken> <GROUP> <BROKEN> <STOP> <0>",
                    " <whole> <INSTANCE> <WHOLE> <STOP> <100>",
                    " <lame> <INSTANCE> <LAME> <STOP> <100>",
                    " <weighted> <INSTANCE> <WEIGHTED> <STOP> <100>",
                    "slow weighted was asked to end",
                    " <server-down-1>",
                    " <server-down-2>",
                    " <server-down-3>",
                    " <quorum-down>");

    private Lab lab;
    private HooksScenario play;
    private HookHost ours;
    private HookHost theirs;

    @BeforeAll
    void play() {
        lab = new Lab(Logs.of("hooks"));
        play = new HooksScenario(lab);
        ours = play.daemons().ours();
        theirs = play.daemons().theirs();
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @Test
    void fifoLines_ofEachServiceAndInstance_areKeepalivedsOwn() {
        Map<String, List<String>> notified =
                play.daemons().same(host -> bySubject(host.lines(HookHost.PUBLISHED)));
        assertThat(notified)
                .containsKeys("FWM 1", "FWM 4", "INSTANCE \"DELETED\"", "GROUP \"BROKEN\"");
        assertThat(notified.get("FWM 3"))
                .containsExactly(
                        "VS FWM 3 UP",
                        "RS [127.0.0.1]:none:0 FWM 3 DOWN",
                        "VS FWM 3 DOWN",
                        "RS [127.0.0.1]:none:0 FWM 3 UP",
                        "VS FWM 3 UP");
    }

    /// The service of a line about it or its servers, or the instance, or the group: lines of
    /// different ones come in any order.
    private static Map<String, List<String>> bySubject(List<String> lines) {
        return lines.stream()
                .collect(
                        Collectors.groupingBy(line -> {
                            String[] words = line.split(" ", 3);
                            return line.startsWith("RS ")
                                    ? words[2].replaceFirst(" (UP|DOWN)$", "")
                                    : line.replaceFirst("^VS ", "")
                                            .replaceFirst(" (UP|DOWN)$|(\") .*", "$2");
                        }));
    }

    @Test
    void lineOfAGroup_followsThoseOfItsMembers_whenItIsMaster() {
        List<String> lines = ours.lines(HookHost.PUBLISHED);
        int group = lines.indexOf("GROUP \"GROUP\" MASTER 0");
        assertThat(lines.indexOf("INSTANCE \"FIRST\" MASTER 100")).isBetween(0, group);
        assertThat(lines.indexOf("INSTANCE \"SECOND\" MASTER 100")).isBetween(0, group);
        assertThat(lines.indexOf("GROUP \"GROUP\" BACKUP 0"))
                .isLessThan(lines.indexOf("INSTANCE \"FIRST\" BACKUP 100"));
    }

    @Test
    void fifosOfOneKind_haveAllLinesOfTheirKind() {
        List<String> lines = ours.lines(HookHost.PUBLISHED);
        assertThat(ours.lines("vrrp.lines"))
                .isEqualTo(lines.stream().filter(line -> line.matches("(INST|GRO).*")).toList());
        assertThat(ours.lines("lvs.lines"))
                .isEqualTo(lines.stream().filter(line -> line.matches("[RV]S .*")).toList());
    }

    @Test
    void readers_areStartedAsKeepalivedStartsThem() {
        assertThat(ours.lines("vrrp.reader"))
                .as("once: a reload leaves them alone")
                .containsExactly("3 nobody vrrp a b");
        assertThat(theirs.lines("vrrp.reader")).contains("3 nobody vrrp a b");
        assertThat(ours.lines("lvs.reader")).containsExactly("2 daemon lvs");
        assertThat(theirs.lines("lvs.reader")).contains("2 daemon lvs");
    }

    @Test
    void fifos_haveOwnerAndModeOfKeepaliveds_andGoWhereTheyWereMade() {
        assertThat(play.fifos().ours()).isEqualTo(play.fifos().theirs()).hasSize(3);
        List<String> left = play.daemons().same(HookHost::fifos);
        assertThat(left).containsExactly("root:root 600 all.fifo");
    }

    /// Runs of scripts overtake each other, so that only their number is compared.
    @Test
    void scripts_getTheArgumentsAndTheUserThatKeepalivedGives() {
        assertThat(play.runsBeforeStop())
                .contains(
                        "root leader null null null <first-master> <one two> <three four>"
                                + " <$HOME> <*> <;> <#>")
                .hasSizeGreaterThan(50);
    }

    /// Both daemons give them a second, which on a slow machine is not enough for all: what is
    /// notified at the stop is certain from the FIFO. keepalived has a slow script run twice at
    /// times.
    @Test
    void scripts_atTheStop_areThoseOfKeepalived() {
        for (HookHost host : List.of(theirs, ours)) {
            assertThat(ends(atStop(host)))
                    .as(host.toString())
                    .isSubsetOf(STOPPING)
                    .contains("slow weighted was asked to end");
        }
        assertThat(ends(atStop(ours))).doesNotHaveDuplicates();
    }

    private List<String> atStop(HookHost host) {
        List<String> runs = new ArrayList<>(host.runs());
        play.runsBeforeStop().forEach(runs::remove);
        return runs;
    }

    private static List<String> ends(List<String> runs) {
        return runs.stream().map(run -> run.replaceFirst(".* null null null", "")).toList();
    }

    @Test
    void scripts_haveTheEnvironmentOfKeepaliveds_andBeginInTheRoot() {
        List<String> variables = play.daemons().same(host -> host.environment());
        assertThat(variables).isNotEmpty();
        assertThat(ours.lines("environment")).noneMatch(line -> line.startsWith("UPKEEP_"));
        List<String> directory = play.daemons().same(host -> host.lines("directory"));
        assertThat(directory).containsExactly("/");
    }

    @Test
    void stop_leavesNoScriptBehind() {
        assertThat(ours.processes("/run/hooks/slow")).isEmpty();
        assertThat(play.statuses()).isEqualTo(new BothDaemons<>(0, 0));
    }

    @Test
    void mails_areKeepalivedsOwn_envelopeAndText() {
        List<String> expected = theirs.mails().stream().map(HooksTest::corrected).toList();
        assertThat(ours.mails()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(subjects(expected))
                .contains(
                        "[LAB] Realserver [127.0.0.1]:none:0 of virtual server FWM 3 - DOWN",
                        "[LAB] Virtualserver FWM 3 - UP",
                        "[LAB] VRRP Group GROUP - Entering MASTER state");
    }

    private static String corrected(String mail) {
        return LOST_QUORUM
                .matcher(mail)
                .replaceAll(sum -> {
                    int quorum = Integer.parseInt(sum.group(2));
                    int hysteresis = Integer.parseInt(sum.group(3));
                    return "=> %s %d-%d=%d > "
                            .formatted(sum.group(1), quorum, hysteresis, quorum - hysteresis);
                });
    }

    private static Stream<String> subjects(List<String> mails) {
        return mails.stream()
                .flatMap(mail -> Arrays.stream(mail.split("\n", -1)))
                .filter(line -> line.startsWith("Subject: "))
                .map(line -> line.substring("Subject: ".length()));
    }

    @Test
    void unreadFifoAndSilentMailServer_holdNothingUp() {
        HookHost busy = new HookHost(lab, Program.UPKEEP, "busy");
        busy.fillFifo();
        busy.serveNoMail();
        busy.at()
                .configure(
                        """
                        global_defs {
                            notification_email {
                                ops@example.org
                            }
                            smtp_server 127.0.0.1 2525
                            smtp_alert_vrrp
                            notify_fifo /run/hooks/all.fifo
                        }
                        vrrp_instance BUSY {
                            interface d0
                            virtual_router_id 1
                            version 3
                            advert_int 0.3
                            virtual_ipaddress {
                                10.9.0.1/32
                            }
                            notify "/run/hooks/record busy"
                        }
                        """);
        busy.at().start();
        busy.at().awaitLine(HookHost.RUNS, "<BUSY> <MASTER> <100>", 1);
        assertThat(busy.at().host().hasAddress("10.9.0.1")).isTrue();
        assertThat(busy.daemon().terminate(DaemonHost.LIMIT)).isZero();
        assertThat(busy.lines(HookHost.RUNS))
                .extracting(line -> line.replaceFirst(".*<(\\w+)> <100>", "$1"))
                .containsExactly("BACKUP", "MASTER", "STOP");
        assertThat(busy.daemon().output())
                .contains("FIFO /run/hooks/all.fifo is full, nobody reads it. Lost: INSTANCE")
                .contains("Remote SMTP server [127.0.0.1]:2525 connected.")
                .contains("2 SMTP alerts are not sent, the daemon ends");
        assertThat(busy.at().host().hasAddress("10.9.0.1")).isFalse();
    }
}
