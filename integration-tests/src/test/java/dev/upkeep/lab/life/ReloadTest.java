package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The kernel requests of a reload and of a refused reload, seen by a netlink monitor.
@LabTest
class ReloadTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Stage stage;
    private Host director;
    private Path configuration;
    private Daemon daemon;

    @BeforeEach
    void setUp() throws IOException {
        Example example = Example.named("dr-two-directors");
        stage = new Stage(example, Logs.of("reload"));
        director = stage.host("director1");
        configuration = stage.lab().logs().resolve("keepalived.conf");
        Files.copy(example.file(example.directors().getFirst()), configuration);
        daemon = stage.start(0, Program.UPKEEP, configuration);
        stage.awaitMaster(director, LIMIT);
        stage.awaitServers(director, LIMIT);
        Netlink.monitor(director);
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private void edit(String from, String to) throws IOException {
        String text = Files.readString(configuration);
        assertThat(text).contains(from);
        Files.writeString(configuration, text.replace(from, to));
    }

    private int weight(String destination) {
        return IpvsTable.of(director)
                .find(destination)
                .map(IpvsTable.Destination::weight)
                .orElse(-1);
    }

    @Test
    void reload_withOneWeightChanged_touchesOnlyThatDestination() throws IOException {
        edit("172.18.0.12 80 {\n        weight 1", "172.18.0.12 80 {\n        weight 7");
        List<String> changes =
                Netlink.changesDuring(
                        director,
                        stage.lab().newFile("netlink"),
                        () -> {
                            daemon.signal("HUP");
                            Await.until("weight 7", LIMIT, () -> weight("172.18.0.12:80") == 7);
                        });
        assertThat(changes).containsExactly("SET_DEST");
        assertThat(weight("172.18.0.11:80")).isEqualTo(1);
    }

    @Test
    void reload_withErrors_keepsTheRunningStateAndSaysWhy() throws IOException {
        edit("lb_algo rr", "lb_algo rr\n    }\n}\nvirtual_server {");
        List<String> before = director.run("ipvsadm", "-Ln").lines();
        List<String> changes =
                Netlink.changesDuring(
                        director,
                        stage.lab().newFile("netlink"),
                        () -> {
                            daemon.signal("HUP");
                            daemon.awaitOutput(configuration + ":", LIMIT);
                        });
        assertThat(changes).isEmpty();
        assertThat(director.run("ipvsadm", "-Ln").lines()).isEqualTo(before);
        assertThat(daemon.alive()).isTrue();
        stage.awaitAnswers(LIMIT);
    }
}
