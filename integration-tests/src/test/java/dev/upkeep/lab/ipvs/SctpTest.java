package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Associations of SCTP through two real servers, by NAT and by direct routing.
///
/// ```
/// client .100 ---- director .1, services .10 and .20    10.61.0.0/24
/// rs1 .11, rs2 .12 ---- director .1                     10.60.0.0/24
/// ```
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SctpTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int PORT = 9899;
    private static final String BY_NAT = "10.61.0.10";
    private static final String DIRECTLY = "10.61.0.20";

    private Lab lab;
    private Host client;

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("sctp"));
        client =
                lab.add(
                        HostSpec.named("client")
                                .address("10.61.0.100/24")
                                .route("10.60.0.0/24", "10.61.0.1"));
        Host director =
                lab.add(
                        HostSpec.named("director")
                                .address("10.60.0.1/24")
                                .address("10.61.0.1/24")
                                .address(BY_NAT + "/32")
                                .address(DIRECTLY + "/32")
                                .forwarding());
        for (int i = 1; i <= 2; i++) {
            Host server = lab.add(server(i));
            listen(server, "10.60.0.1" + i);
            listen(server, DIRECTLY);
        }
        Path file =
                director.write(
                        lab.logs().resolve("keepalived.conf"),
                        service(BY_NAT, "NAT") + service(DIRECTLY, "DR"));
        Daemon daemon = Daemon.start(lab, director, Program.UPKEEP, file);
        Await.until(
                "both services",
                LIMIT,
                () ->
                        IpvsTable.of(director).services().stream()
                                        .filter(service -> service.key().startsWith("SCTP "))
                                        .filter(service -> service.destinations().size() == 2)
                                        .count()
                                == 2,
                daemon::lastWords);
    }

    /// Answers from the address of direct routing go to the client without the director, which has
    /// that address itself.
    private static HostSpec server(int i) {
        return HostSpec.named("rs" + i)
                .address("10.60.0.1" + i + "/24")
                .route("default", "10.60.0.1")
                .quietly(DIRECTLY + "/32")
                .ip("route add 10.61.0.0/24 dev eth0 table 100")
                .ip("rule add from " + DIRECTLY + " table 100");
    }

    /// Bound to one address: else an association would be offered the others too, past the
    /// director.
    private void listen(Host server, String address) {
        Path log = lab.newFile(server + "-sctp");
        server.start(
                log,
                "socat",
                "SCTP4-LISTEN:" + PORT + ",bind=" + address + ",reuseaddr,fork",
                "EXEC:hostname");
        Await.until(
                "a listener on " + address + " of " + server,
                LIMIT,
                () -> endpoints(server).stream().anyMatch(line -> line.contains(" " + address)),
                () -> endpoints(server).toString());
    }

    private static List<String> endpoints(Host server) {
        try {
            Path file = server.procNet().resolve("sctp/eps");
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException("read the endpoints of " + server, e);
        }
    }

    private static String service(String address, String method) {
        var text = new StringBuilder();
        text.append("virtual_server %s %d {\n protocol SCTP\n".formatted(address, PORT));
        text.append(" lb_algo rr\n lb_kind %s\n".formatted(method));
        for (int i = 1; i <= 2; i++) {
            text.append(" real_server 10.60.0.1%d %d {\n }\n".formatted(i, PORT));
        }
        return text.append("}\n").toString();
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {BY_NAT, DIRECTLY})
    void associations_areAnsweredByBothServers(String address) {
        var answers = new ArrayList<String>();
        for (int i = 0; i < 4; i++) {
            answers.add(
                    client.run(
                                    "timeout",
                                    "20",
                                    "socat",
                                    "-u",
                                    "SCTP4:" + address + ":" + PORT + ",bind=10.61.0.100",
                                    "STDOUT")
                            .out()
                            .strip());
        }
        assertThat(new TreeSet<>(answers)).containsExactly("rs1", "rs2");
    }
}
