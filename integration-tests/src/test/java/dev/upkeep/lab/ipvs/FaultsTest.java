package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Commands;
import dev.upkeep.lab.runner.GuestTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A kernel that refuses, that has no `ip_vs`, or loses it; and the keywords and options that say
/// what becomes of the table at start and end.
@GuestTest
class FaultsTest {
    private static final Path LOADER = Path.of("/proc/sys/kernel/modprobe");
    private static final String FOREIGN_SERVICE = "-A -t 10.79.0.77:80 -s lc";

    private static final String WEB =
            """
            virtual_server 10.79.0.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind DR
             real_server 10.71.0.1 80 {
             }
            }
            """;
    private static final List<String> WEB_ENTRIES =
            List.of("-A -t 10.79.0.1:80 -s rr", "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 1");
    private static final String MAIL =
            """
            virtual_server 10.79.0.1 25 {
             protocol TCP
             lb_algo wlc
             lb_kind DR
             real_server 10.71.0.2 25 {
             }
            }
            """;
    private static final List<String> BOTH_ENTRIES =
            List.of(
                    "-A -t 10.79.0.1:25 -s wlc",
                    "-A -t 10.79.0.1:80 -s rr",
                    "-a -t 10.79.0.1:25 -r 10.71.0.2:25 -g -w 1",
                    "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 1");

    private IpvsTableFixture director;
    private String loader;

    @BeforeEach
    void setUp() throws IOException {
        director = new IpvsTableFixture("faults");
        loader = Files.readString(LOADER);
    }

    @AfterEach
    void tearDown() throws IOException {
        Files.writeString(LOADER, loader);
        director.close();
        load();
    }

    /// Nobody can load a module from now on, neither the kernel nor we.
    private void forbidLoading() {
        director.host().shell("echo /bin/false >" + LOADER);
    }

    private static void load() {
        Commands.succeeded(
                "lab", Commands.attempt(List.of("modprobe", "-a", "ip_vs", "ip_vs_lc"), ""));
    }

    /// Takes `ip_vs` out of the kernel, with every table.
    private void unload() {
        director.host().run("ipvsadm", "-C");
        remove("$(grep -o '^ip_vs_[a-z_]*' /proc/modules || true) ip_vs");
        assertThat(director.host().procNet().resolve("ip_vs")).doesNotExist();
    }

    /// The kernel frees the services of a namespace that is gone some time later, and until then
    /// their modules are in use.
    private void remove(String modules) {
        Await.until(
                "the kernel removes " + modules,
                IpvsTableFixture.LIMIT,
                () -> director.host().attempt("sh", "-c", "modprobe -r -a " + modules).ok());
    }

    private void awaitLoaded(Daemon daemon) {
        Await.until(
                "ip_vs is loaded",
                IpvsTableFixture.LIMIT,
                () -> Files.exists(director.host().procNet().resolve("ip_vs")),
                daemon::lastWords);
    }

    @Test
    void start_withoutIpVs_loadsIt() {
        unload();
        director.configure(WEB);
        Daemon daemon = director.start();
        awaitLoaded(daemon);
        director.await(WEB_ENTRIES, daemon);
    }

    @Test
    void start_whenIpVsCannotBeHad_endsAndNamesIt() {
        unload();
        forbidLoading();
        director.configure(WEB);
        Daemon daemon = director.start();
        assertThat(daemon.awaitEnd(IpvsTableFixture.LIMIT)).isNotZero();
        assertThat(daemon.output()).contains("the kernel module ip_vs is missing");
    }

    @Test
    void table_whenIpVsIsUnloadedAndGone_isThereAgain() {
        Daemon daemon =
                director.start(
                        "global_defs {\n upkeep_reconcile_interval 1\n}\n" + WEB, WEB_ENTRIES);
        String worker = Long.toString(daemon.worker());
        director.host().run("kill", "-STOP", worker); // or it repairs before the module is out
        unload();
        director.host().run("kill", "-CONT", worker);
        awaitLoaded(daemon);
        director.await(WEB_ENTRIES, daemon);
        daemon.awaitOutput(
                "changed by someone else: missing, add service [10.79.0.1]:tcp:80 rr",
                IpvsTableFixture.LIMIT);
    }

    /// A change in between meets a kernel without the family it knew.
    @Test
    void reload_afterIpVsWasUnloaded_bringsTheWholeTable() {
        Daemon daemon =
                director.start(
                        "global_defs {\n upkeep_reconcile_interval 0\n}\n" + WEB, WEB_ENTRIES);
        unload();
        director.configure("global_defs {\n upkeep_reconcile_interval 0\n}\n" + WEB + MAIL);
        daemon.signal("HUP");
        awaitLoaded(daemon);
        director.await(BOTH_ENTRIES, daemon);
    }

    @Test
    void schedulerThatIsMissing_isNamed_holdsUpNothing_andIsTriedAgain() {
        remove("ip_vs_wlc");
        forbidLoading();
        director.configure(MAIL + WEB);
        Daemon daemon = director.start();
        director.await(WEB_ENTRIES, daemon);
        daemon.awaitOutput(
                "add service [10.79.0.1]:tcp:25 wlc: no scheduler wlc", IpvsTableFixture.LIMIT);
        restoreLoader();
        director.host().run("modprobe", "ip_vs_wlc");
        director.await(BOTH_ENTRIES, daemon);
    }

    private void restoreLoader() {
        try {
            Files.writeString(LOADER, loader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// EEXIST: the service is not in the table that the reload compares with.
    @Test
    void serviceThatSomebodyElseAddedFirst_becomesOurs() {
        Daemon daemon = director.start(WEB, WEB_ENTRIES);
        director.ipvsadm("-A -t 10.79.0.1:25 -s lc -p 60");
        director.configure(WEB + MAIL);
        daemon.signal("HUP");
        daemon.awaitOutput("add service [10.79.0.1]:tcp:25 wlc: EEXIST", IpvsTableFixture.LIMIT);
        director.await(BOTH_ENTRIES, daemon);
        assertThat(daemon.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).isEmpty();
    }

    /// ENOENT, EEXIST and ESRCH: the reload edits a server that somebody deleted, adds one that
    /// somebody added, and edits one whose service somebody deleted.
    @Test
    void reload_afterOthersChangedTheTable_namesEachRefusal_andBringsTheWholeTable() {
        String alone = "global_defs {\n upkeep_reconcile_interval 0\n}\n";
        Daemon daemon = director.start(alone + WEB + MAIL, BOTH_ENTRIES);
        director.ipvsadm("-d -t 10.79.0.1:80 -r 10.71.0.1:80");
        director.ipvsadm("-a -t 10.79.0.1:80 -r 10.71.0.3:80 -m -w 9");
        director.ipvsadm("-D -t 10.79.0.1:25");
        String heavier = "80 {\n  weight 5\n }\n real_server 10.71.0.3 80 {\n";
        director.configure(
                alone
                        + WEB.replace("10.71.0.1 80 {\n", "10.71.0.1 " + heavier)
                        + MAIL.replace("0.2 25 {\n", "0.2 25 {\n  weight 5\n"));
        daemon.signal("HUP");
        director.await(
                List.of(
                        "-A -t 10.79.0.1:25 -s wlc",
                        "-A -t 10.79.0.1:80 -s rr",
                        "-a -t 10.79.0.1:25 -r 10.71.0.2:25 -g -w 5",
                        "-a -t 10.79.0.1:80 -r 10.71.0.1:80 -g -w 5",
                        "-a -t 10.79.0.1:80 -r 10.71.0.3:80 -g -w 1"),
                daemon);
        String web = "server [10.71.0.%d]:80 (DR, weight %d) %s service [10.79.0.1]:tcp:80: %s";
        assertThat(daemon.output())
                .contains(
                        "edit " + web.formatted(1, 5, "of", "ENOENT"),
                        "add " + web.formatted(3, 1, "to", "EEXIST"),
                        "edit server [10.71.0.2]:25 (DR, weight 5) of service"
                                + " [10.79.0.1]:tcp:25: ESRCH");
    }

    @Test
    void lvsFlush_emptiesTheTableOfOthersAtTheStartOnly() {
        director.ipvsadm(FOREIGN_SERVICE);
        Daemon daemon = director.start("global_defs {\n lvs_flush\n}\n" + WEB, WEB_ENTRIES);
        director.ipvsadm(FOREIGN_SERVICE);
        assertThat(daemon.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).containsExactly(FOREIGN_SERVICE);
    }

    @Test
    void lvsFlushOnStop_emptiesTheTableOfOthersAtTheEndOnly() {
        director.ipvsadm(FOREIGN_SERVICE);
        director.configure("global_defs {\n lvs_flush_on_stop\n}\n" + WEB);
        Daemon daemon = director.start();
        Await.until(
                "the service beside the other",
                IpvsTableFixture.LIMIT,
                () -> director.entries().size() == 3,
                daemon::lastWords);
        assertThat(daemon.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).isEmpty();
    }

    @Test
    void dontReleaseIpvs_leavesTheTable_andTheNextStartAdoptsIt() {
        Netlink.monitor(director.host());
        director.configure(WEB);
        Daemon first = director.start("-I");
        director.await(WEB_ENTRIES, first);
        assertThat(first.terminate(IpvsTableFixture.LIMIT)).isZero();
        assertThat(director.entries()).isEqualTo(WEB_ENTRIES);

        director.configure(MAIL);
        List<String> changes =
                Netlink.changesDuring(
                        director.host(),
                        director.lab().newFile("netlink"),
                        () ->
                                director.await(
                                        List.of(
                                                "-A -t 10.79.0.1:25 -s wlc",
                                                "-a -t 10.79.0.1:25 -r 10.71.0.2:25 -g -w 1"),
                                        director.start()));
        assertThat(changes).containsExactly("NEW_SERVICE", "NEW_DEST", "DEL_SERVICE");
    }
}
