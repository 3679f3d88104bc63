package dev.upkeep.lab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Health checks while the machine is in trouble: the process is stopped for seconds, and no thread
/// or process can be made.
///
/// ```
/// director .1, servers .11 .12    10.66.0.0/24
/// ```
@LabTest
class SurvivalTest {
    private static final String CONFIGURATION =
            """
            virtual_server 10.66.1.1 80 {
             protocol TCP
             lb_algo rr
             lb_kind NAT
             delay_loop 1
             real_server 10.66.0.11 80 {
              notify_down "/bin/true"
              notify_up "/bin/true"
              HTTP_GET {
               url {
                path /
                status_code 200
               }
               connect_timeout 1
               retry 0
              }
             }
             real_server 10.66.0.12 80 {
              notify_down "/bin/true"
              TCP_CHECK {
               connect_timeout 1
               retry 0
              }
              MISC_CHECK {
               misc_path "/bin/sleep 0.3"
               misc_timeout 1
              }
             }
            }
            """;

    private Lab lab;
    private DaemonHost director;
    private Service web;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("survival"));
        Host first = lab.add(HostSpec.named("first").address("10.66.0.11/24"));
        Host second = lab.add(HostSpec.named("second").address("10.66.0.12/24"));
        web = Service.nginx(lab, first, 80);
        Service.nginx(lab, second, 80);
        director =
                new DaemonHost(
                        lab, Program.UPKEEP, HostSpec.named("director").address("10.66.0.1/24"));
        director.configure(CONFIGURATION);
        director.start();
        awaitServers(2);
        director.daemon().awaitOutput("success", DaemonHost.LIMIT);
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void processThatIsStoppedForSeconds_removesNoServerForThat() {
        for (int pause = 1; pause <= 3; pause++) {
            director.host()
                    .shell(
                            "kill -STOP %d; sleep 4; kill -CONT %1$d"
                                    .formatted(director.daemon().worker()));
            int pauses = pause;
            Await.until(
                    "the pause is logged",
                    DaemonHost.LIMIT,
                    () -> lines("did not run for") >= pauses,
                    () -> director.daemon().lastWords());
        }
        director.host().shell("sleep 4"); // and the checks after the last one
        assertThat(director.daemon().output()).doesNotContain("Removing service");
        assertThat(servers()).isEqualTo(2);
    }

    /// A reload by the worker's own signal, a dump, and a request are among what is asked for while
    /// there is no thread.
    @Test
    void withoutAnotherThread_checksReloadsAndSignalsGoOn_andScriptsOnceThereIsOne()
            throws IOException {
        Path group = director.host().file("/run/pids");
        director.host().shell("mkdir -p /run/pids; mount -t cgroup -o pids none /run/pids");
        Path limited = Files.createDirectory(group.resolve("upkeep"));
        director.host()
                .shell(
                        "for t in /proc/%d/task/*; do echo ${t##*/} >%s/tasks; done"
                                .formatted(director.daemon().worker(), "/run/pids/upkeep"));
        Files.writeString(
                limited.resolve("pids.max"),
                Files.readString(limited.resolve("pids.current")).strip());
        web.stop();
        awaitServers(1);
        director.configure(CONFIGURATION.replace("10.66.1.1", "10.66.1.2"));
        director.host().run("kill", "-HUP", Long.toString(director.daemon().worker()));
        Await.until(
                "the new service",
                DaemonHost.LIMIT,
                () -> IpvsTableFixture.entries(director.host()).toString().contains("10.66.1.2:80"),
                () -> director.daemon().lastWords());
        director.host().run("kill", "-USR1", Long.toString(director.daemon().worker()));
        director.daemon().awaitOutput("Printing parent data", DaemonHost.LIMIT);
        assertThat(
                        director.host()
                                .attempt(Program.UPKEEP.path().toString(), "server", "list")
                                .err())
                .contains("no more processes are allowed");
        Files.writeString(limited.resolve("pids.max"), "max");
        web.restart();
        awaitServers(2);
        web.stop();
        awaitServers(1);
    }

    private int lines(String text) {
        return (int) director.daemon().output().lines().filter(line -> line.contains(text)).count();
    }

    private int servers() {
        List<String> entries = IpvsTableFixture.entries(director.host());
        return (int) entries.stream().filter(entry -> entry.startsWith("-a ")).count();
    }

    private void awaitServers(int count) {
        Await.until(
                "servers: " + count,
                DaemonHost.LIMIT,
                () -> servers() == count,
                () -> IpvsTableFixture.entries(director.host()) + director.daemon().lastWords());
    }
}
