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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A daemon that dies and is started again, with a large table and under traffic. The address is
/// not the daemon's here, so that only the table is at stake.
@LabTest
class RestartTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIP = "172.18.0.10";
    private static final int MANY = 1000;

    private Stage stage;
    private Host director;
    private Path configuration;

    @BeforeEach
    void setUp() {
        stage = new Stage(Example.named("dr-two-directors"), Logs.of("restart"));
        director = stage.host("director1");
        director.run("ip", "addr", "add", VIP + "/32", "dev", "eth0");
        Netlink.monitor(director);
        configuration = stage.lab().logs().resolve("keepalived.conf");
    }

    @AfterEach
    void tearDown() {
        stage.close();
    }

    private static String service(int port, List<String> servers) {
        var text = new StringBuilder();
        text.append("virtual_server %s %d {\n lb_algo rr\n lb_kind DR\n".formatted(VIP, port));
        text.append(" protocol TCP\n");
        servers.forEach(
                server -> text.append(" real_server %s %d {\n }\n".formatted(server, port)));
        return text.append("}\n").toString();
    }

    private static List<String> manyServers() {
        return java.util.stream.IntStream.range(0, MANY)
                .mapToObj(i -> "10.99.%d.%d".formatted(i / 250, 1 + i % 250))
                .toList();
    }

    private int destinations(int port) {
        return IpvsTable.of(director).services().stream()
                .filter(service -> service.key().equals("TCP " + VIP + ":" + port))
                .mapToInt(service -> service.destinations().size())
                .sum();
    }

    @Test
    void start_afterSigkillUnderTraffic_adoptsWhatIsRightAndLosesNoConnection() {
        String web = service(80, List.of("172.18.0.11", "172.18.0.12"));
        director.write(configuration, web + service(81, manyServers()));
        Daemon first = stage.start(0, Program.UPKEEP, configuration);
        Await.until("the whole table", LIMIT, () -> destinations(81) == MANY, first::lastWords);
        Path log = stage.lab().newFile("traffic");
        Process traffic =
                stage.host("client")
                        .start(
                                log,
                                "sh",
                                "-c",
                                "while :; do curl -s -m 5 -o /dev/null -w '%{http_code}\\n' "
                                        + stage.example().url()
                                        + " || echo failed; done");
        Await.until("traffic", LIMIT, () -> answers(log).size() > 5);
        first.kill();

        String added = service(82, List.of("172.18.0.11"));
        director.write(configuration, web + service(81, manyServers()) + added);
        List<String> changes =
                Netlink.changesDuring(
                        director,
                        stage.lab().newFile("netlink"),
                        () -> {
                            Daemon second = stage.start(0, Program.UPKEEP, configuration);
                            Await.until(
                                    "the added service",
                                    LIMIT,
                                    () -> destinations(82) == 1,
                                    second::lastWords);
                            int now = answers(log).size();
                            Await.until(
                                    "more traffic", LIMIT, () -> answers(log).size() > now + 20);
                        });
        traffic.destroy();
        assertThat(changes)
                .as("requests: only what the file has and the kernel had not")
                .containsExactly("NEW_SERVICE", "NEW_DEST");
        assertThat(answers(log)).as("every answer").containsOnly("200");
    }

    @Test
    void start_withAChangedFileAfterSigkill_leavesNothingStale() {
        director.write(
                configuration, service(80, List.of("172.18.0.11")) + service(81, manyServers()));
        Daemon first = stage.start(0, Program.UPKEEP, configuration);
        Await.until("the whole table", LIMIT, () -> destinations(81) == MANY, first::lastWords);
        first.kill();
        director.write(
                configuration,
                service(80, List.of("172.18.0.12")) + service(81, manyServers().subList(0, 900)));
        Daemon second = stage.start(0, Program.UPKEEP, configuration);
        Await.until(
                "the table of the changed file",
                LIMIT,
                () ->
                        destinations(81) == 900
                                && IpvsTable.of(director).find("172.18.0.11:80").isEmpty()
                                && IpvsTable.of(director).find("172.18.0.12:80").isPresent(),
                second::lastWords);
        assertThat(second.terminate(LIMIT)).isZero();
        assertThat(IpvsTable.of(director).services()).isEmpty();
    }

    private static List<String> answers(Path log) {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
