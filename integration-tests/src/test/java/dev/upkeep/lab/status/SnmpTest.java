package dev.upkeep.lab.status;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The MIBs over net-snmp's master agent: what `snmpwalk` shows is what it shows of keepalived on
/// the same file, but for a list of differences, and so are the notifications.
@LabTest
class SnmpTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private static final String KEEPALIVED = ".1.3.6.1.4.1.9586.100.5";
    private static final List<String> ROOTS =
            List.of(KEEPALIVED, ".1.3.6.1.2.1.68", ".1.3.6.1.2.1.207");

    /// The state of the last instance: both others are there by then.
    private static final String INSTANCE_STATES = KEEPALIVED + ".2.3.1.4.";

    private static final String MASTER_AGENT =
            """
            rwcommunity public 127.0.0.1
            master agentx
            agentXSocket /run/agentx
            agentXTimeout 30
            agentaddress udp:127.0.0.1:161
            trap2sink 127.0.0.1 public
            """;

    private final Lab lab = new Lab(Logs.of("snmp"));

    @AfterEach
    void tearDown() {
        lab.close();
    }

    /// An interface with an index and an address of its own, the same on both hosts.
    private static HostSpec cable(HostSpec host, int number) {
        return host.ip(
                        "link add v%1$d index 7%1$d address 02:00:00:00:00:1%1$d type veth peer name p%1$d"
                                .formatted(number))
                .ip("link set p%d up".formatted(number))
                .ip("link set v%d up".formatted(number));
    }

    /// A daemon beside its master agent.
    private final class Node {
        final Host host;
        final Path traps;
        final Daemon daemon;

        Node(Program program) {
            host =
                    lab.add(
                            cable(
                                            cable(
                                                    HostSpec.named(
                                                            program == Program.UPKEEP
                                                                    ? "ours"
                                                                    : "theirs"),
                                                    0),
                                            1)
                                    .ip("addr add 10.9.0.1/24 dev v0")
                                    .ip("addr add fd00:9::1/64 dev v0 nodad")
                                    .ip("addr add 10.9.1.1/24 dev v1"));
            traps = lab.newFile("traps");
            Path file = host.write(lab.newFile("snmpd.conf"), MASTER_AGENT);
            host.start(
                    traps,
                    "snmptrapd",
                    "-f",
                    "-Lo",
                    "-C",
                    "-n",
                    "-On",
                    "--disableAuthorization=yes",
                    "udp:127.0.0.1:162");
            host.start(lab.newFile("snmpd"), "snmpd", "-f", "-Lo", "-C", "-c", file.toString());
            Await.until(
                    "the master agent of " + host,
                    LIMIT,
                    () -> Files.exists(host.file("/run/agentx")));
            daemon =
                    Daemon.start(
                            lab,
                            host,
                            program,
                            host.write(lab.newFile("keepalived.conf"), resource("snmp.conf")));
        }

        /// Every instance is master, the first service has lost its quorum, and the script was run.
        void awaitStory() {
            Await.until(
                    host + " is master with a lost quorum",
                    LIMIT,
                    () ->
                            Stream.of(
                                            INSTANCE_STATES + "1 = INTEGER: 2",
                                            INSTANCE_STATES + "2 = INTEGER: 2",
                                            INSTANCE_STATES + "3 = INTEGER: 2",
                                            KEEPALIVED + ".2.9.1.6.1 = INTEGER: 3",
                                            KEEPALIVED + ".3.4.1.6.1.2 = INTEGER: 2")
                                    .allMatch(get()::contains),
                    () -> String.join("\n", get()) + "\n" + daemon.lastWords());
        }

        private List<String> get() {
            return host.attempt(
                            "snmpget",
                            "-v2c",
                            "-cpublic",
                            "-On",
                            "127.0.0.1",
                            INSTANCE_STATES + "1",
                            INSTANCE_STATES + "2",
                            INSTANCE_STATES + "3",
                            KEEPALIVED + ".2.9.1.6.1",
                            KEEPALIVED + ".3.4.1.6.1.2")
                    .lines();
        }

        /// Every object that is no time, by name.
        List<String> walk() {
            return ROOTS.stream()
                    .flatMap(root ->
                            host
                                    .run("snmpwalk", "-v2c", "-cpublic", "-On", "127.0.0.1", root)
                                    .lines()
                                    .stream())
                    .filter(line -> !line.contains("Timeticks"))
                    .toList();
        }

        /// Each kind of notification with its objects, once.
        List<String> notifications() {
            try {
                return Files.readAllLines(traps).stream()
                        .filter(line -> line.contains("Timeticks"))
                        .map(line -> line.substring(line.indexOf('\t') + 1))
                        .filter(line -> ROOTS.stream().anyMatch(line::contains))
                        .distinct()
                        .sorted()
                        .toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Test
    void walkAndNotifications_areThoseOfKeepalived_butForTheListedDifferences() {
        Node theirs = new Node(Program.KEEPALIVED);
        Node ours = new Node(Program.UPKEEP);
        theirs.awaitStory();
        ours.awaitStory();

        List<Pattern> differences =
                resource("snmp-differences.txt")
                        .lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> Pattern.compile(line.substring(0, line.indexOf('\t'))))
                        .toList();
        assertThat(without(differences, ours.walk()))
                .isEqualTo(without(differences, theirs.walk()))
                .hasSizeGreaterThan(600);

        Map<String, Integer> settable =
                Map.of(".2.3.1.7.3", 99, ".2.3.1.13.3", 2, ".3.4.1.7.1.2", 7);
        settable.forEach((column, value) -> {
            String name = KEEPALIVED + column;
            for (Node node : List.of(theirs, ours)) {
                node.host.run(
                        "snmpset", "-v2c", "-cpublic", "127.0.0.1", name, "i", value.toString());
                String shown = name + " = INTEGER: " + value;
                Await.until(
                        node.host + " shows " + shown,
                        LIMIT,
                        () -> node.walk().contains(shown),
                        node.daemon::lastWords);
            }
        });

        for (Node node : List.of(theirs, ours)) {
            node.host.run("ip", "link", "set", "v1", "down");
            String fault = KEEPALIVED + ".2.3.1.4 = INTEGER: 3";
            Await.until(
                    node.host + " reports the fault",
                    LIMIT,
                    () -> node.notifications().stream().anyMatch(line -> line.contains(fault)),
                    node.daemon::lastWords);
            assertThat(node.daemon.terminate(LIMIT)).isZero();
        }
        String stop = KEEPALIVED + ".2.3.1.4 = INTEGER: 5";
        for (Node node : List.of(theirs, ours)) {
            Await.until(
                    node.host + " reports its end",
                    LIMIT,
                    () ->
                            node.notifications().stream()
                                            .filter(line -> line.contains(stop))
                                            .count()
                                    == 3,
                    () -> String.join("\n", node.notifications()));
        }
        assertThat(instances(ours)).isEqualTo(instances(theirs));
    }

    /// The notifications of instances and of the RFCs' MIBs, which come to any order of events.
    private static List<String> instances(Node node) {
        return node.notifications().stream()
                .filter(line -> line.contains(KEEPALIVED + ".2.10.0.2") || line.contains(".0.1\t"))
                .filter(line -> !line.contains(KEEPALIVED + ".3."))
                .filter(line -> !line.contains(KEEPALIVED + ".2.10.0.1"))
                .toList();
    }

    private static List<String> without(List<Pattern> differences, List<String> lines) {
        return lines.stream()
                .filter(line -> differences.stream().noneMatch(each -> each.matcher(line).find()))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = SnmpTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
