package dev.upkeep.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.demo.Example;
import dev.upkeep.lab.demo.Stage;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example, once through its life on the real kernel: traffic, a server that fails and
/// returns, the same table as keepalived's, and a stop that leaves nothing behind.
@LabTest
class ExamplesTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CHECKS = Duration.ofSeconds(60);

    static Stream<String> names() {
        return Example.ALL.stream().map(Example::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    void example_throughItsLife_servesAndLeavesNothing(String name) {
        Example example = Example.named(name);
        try (var stage = new Stage(example, Logs.of("example-" + name))) {
            Host director = stage.host(example.directors().getFirst().host());

            Daemon reference = stage.start(0, Program.KEEPALIVED);
            stage.awaitMaster(director, START);
            stage.awaitServers(director, CHECKS);
            List<String> expected = director.run("ipvsadm", "-Ln").lines();
            assertThat(reference.terminate(START)).isZero();

            Daemon daemon = stage.start(0, Program.UPKEEP);
            stage.awaitMaster(director, START);
            stage.awaitServers(director, CHECKS);
            assertThat(director.run("ipvsadm", "-Ln").lines())
                    .as("the table, beside keepalived's own for the same file")
                    .isEqualTo(expected);
            stage.awaitAnswers(CHECKS);

            failAndReturn(stage, director);

            assertThat(daemon.terminate(START)).as("exit status").isZero();
            assertThat(IpvsTable.of(director).services()).as("rules left").isEmpty();
            assertThat(example.addresses()).as("addresses left").noneMatch(director::hasAddress);
        }
    }

    private static void failAndReturn(Stage stage, Host director) {
        Example example = stage.example();
        Example.Server victim = example.servers().getFirst();
        stage.server(victim.host()).stop();
        Await.until(
                victim.host() + " out of the table",
                CHECKS,
                () -> IpvsTable.of(director).find(victim.destination()).isEmpty(),
                () -> IpvsTable.of(director).toString());
        var rest = new TreeSet<>(example.answers());
        rest.remove(example.answers().getFirst());
        assertThat(new TreeSet<>(stage.client().ask(example.url(), 8)))
                .as("answers while %s is down", victim.host())
                .isEqualTo(rest);
        stage.server(victim.host()).restart();
        stage.awaitServers(director, CHECKS);
        stage.awaitAnswers(CHECKS);
    }
}
