package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A table that is not empty at the start, and what is left of it at the end: `lvs_flush`,
/// `lvs_flush_on_stop` and `--dont-release-ipvs`, beside keepalived on the same leftovers.
///
/// Of these one service is the daemon's own, as it is to be, with a server in it that somebody
/// added. (One that is not as it is to be keepalived leaves so, and Upkeep puts right: see
/// `ReconcileTest`.)
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeftoversTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String SERVICES =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.71.0.1 80 {
             }
            }
            virtual_server 10.79.0.1 25 {
             protocol TCP
             lb_algo wlc
             lb_kind DR
             real_server 10.71.0.2 25 {
             }
            }
            """;

    private static final List<String> FOREIGN =
            List.of("-A -t 10.79.0.77:80 -s lc", "-a -t 10.79.0.77:80 -r 10.71.0.77:80 -g -w 1");
    private static final String GUEST = "-a -t 10.79.0.1:80 -r 10.71.0.78:80 -g -w 4";
    private static final List<String> WEB =
            List.of("-A -t 10.79.0.1:80 -s rr", "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 1");
    private static final List<String> MAIL =
            List.of("-A -t 10.79.0.1:25 -s wlc", "-a -t 10.79.0.1:25 -r 10.71.0.2:25 -g -w 1");
    private static final List<String> LEFT = join(join(FOREIGN, WEB), List.of(GUEST));
    private static final List<String> OWN = join(WEB, MAIL);
    private static final List<String> ALL = join(LEFT, MAIL);

    private Lab lab;
    private Host theirs;
    private Host ours;

    /// @param global in `global_defs`
    /// @param options of the command line
    /// @param running what the table is while the daemon runs
    /// @param after what is left
    record Way(String global, List<String> options, List<String> running, List<String> after) {
        @Override
        public String toString() {
            return (global + " " + String.join(" ", options)).isBlank()
                    ? "neither keyword nor option"
                    : global + " " + String.join(" ", options);
        }
    }

    static Stream<Way> ways() {
        String flush = "lvs_flush";
        String stop = "lvs_flush_on_stop";
        List<String> leave = List.of("--dont-release-ipvs");
        return Stream.of(
                new Way("", List.of(), ALL, FOREIGN),
                new Way(flush, List.of(), OWN, List.of()),
                new Way(stop, List.of(), ALL, List.of()),
                new Way(stop + " VS", List.of(), ALL, FOREIGN),
                new Way("", List.of("-I"), ALL, ALL),
                new Way(flush, leave, OWN, OWN),
                new Way(stop, leave, ALL, ALL));
    }

    private static List<String> join(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).sorted().toList();
    }

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("leftovers"));
        theirs = lab.add(HostSpec.named("theirs").address("10.72.0.1/24"));
        ours = lab.add(HostSpec.named("ours").address("10.72.0.2/24"));
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    private Daemon start(Host host, Program program, Way way) {
        host.run("ipvsadm", "-C");
        host.shell("ipvsadm -R <<'END'\n" + String.join("\n", LEFT) + "\nEND");
        assertThat(entries(host)).isEqualTo(LEFT);
        var file =
                host.write(
                        lab.newFile("keepalived.conf"),
                        "global_defs {\n " + way.global() + "\n}\n" + SERVICES);
        return Daemon.start(lab, host, program, file, way.options().toArray(String[]::new));
    }

    private static List<String> entries(Host host) {
        return host.run("ipvsadm", "-Sn").lines().stream().map(String::strip).sorted().toList();
    }

    /// Waits until the table has these entries; both daemons have to come to the same.
    private static void await(Daemon daemon, List<String> entries) {
        Await.until(
                "the table of " + daemon.program().label() + ": " + entries,
                LIMIT,
                () -> entries(daemon.host()).equals(entries),
                () -> entries(daemon.host()) + "\n" + daemon.lastWords());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ways")
    void leftovers_whileItRunsAndAfterwards_areAsWithKeepalived(Way way) {
        List<Daemon> both =
                List.of(start(theirs, Program.KEEPALIVED, way), start(ours, Program.UPKEEP, way));
        both.forEach(daemon -> await(daemon, way.running()));
        for (Daemon daemon : both) {
            assertThat(daemon.terminate(LIMIT)).isZero();
            assertThat(entries(daemon.host())).as(daemon.program().label()).isEqualTo(way.after());
        }
    }

    /// The signal comes before the program has begun: its launcher keeps it until then.
    @Test
    void stop_whileItStartsAfterACrash_clearsWhatTheCrashLeft() {
        Daemon crashed = start(ours, Program.UPKEEP, new Way("", List.of(), ALL, FOREIGN));
        await(crashed, ALL);
        crashed.kill();
        Daemon next = start(ours);
        awaitProcess(next);
        assertThat(next.terminate(LIMIT)).isZero();
        assertThat(entries(ours)).as(next.output()).isEqualTo(FOREIGN);
    }

    @Test
    void stop_whenItsProcessWasKilledJustNow_clearsWhatThatLeft() {
        Daemon daemon = start(ours, Program.UPKEEP, new Way("", List.of(), ALL, FOREIGN));
        daemon.awaitOutput("Startup complete", LIMIT);
        await(daemon, ALL);
        ours.run("kill", "-KILL", Long.toString(daemon.worker()));
        assertThat(daemon.terminate(LIMIT)).isZero();
        assertThat(entries(ours)).as(daemon.output()).isEqualTo(FOREIGN);
    }

    private Daemon start(Host host) {
        return Daemon.start(
                lab, host, Program.UPKEEP, host.write(lab.newFile("keepalived.conf"), SERVICES));
    }

    /// Waits until the launcher has started the daemon's process.
    private static void awaitProcess(Daemon daemon) {
        Await.until("the daemon's process", LIMIT, daemon::hasWorker, daemon::lastWords);
    }
}
