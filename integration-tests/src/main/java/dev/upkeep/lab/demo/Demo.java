package dev.upkeep.lab.demo;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import dev.upkeep.lab.lbaas.LbaasDemo;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// An example, shown step by step: `./lab demo [NAME]`. Exits with 1 when anything did not happen.
public final class Demo {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CHECKS = Duration.ofSeconds(60);
    private static final int REQUESTS = 8;

    private final Stage stage;
    private final Example example;
    private final DemoNarrator narrator;
    private final List<Daemon> daemons = new ArrayList<>();

    private Demo(Stage stage, DemoNarrator narrator) {
        this.stage = stage;
        this.example = stage.example();
        this.narrator = narrator;
    }

    public static void main(String[] arguments) {
        String name = arguments.length > 0 ? arguments[0] : "dr-two-directors";
        PrintStream out = System.out;
        var narrator = new DemoNarrator(out);
        try {
            if (name.equals("lbaas")) {
                LbaasDemo.run(narrator);
                out.println();
                narrator.say("All of it happened.");
                return;
            }
            Example example = Example.named(name);
            Path logs = Lab.home().resolve("integration-tests/target/lab/demo-" + name);
            narrator.say("examples/%s: %s".formatted(name, cast(example)));
            narrator.say("every program's own output is kept in %s".formatted(logs));
            try (var stage = new Stage(example, logs)) {
                new Demo(stage, narrator).run();
            }
            out.println();
            narrator.say("All of it happened.");
        } catch (LabException e) {
            out.println();
            narrator.say("This did not happen: %s".formatted(String.valueOf(e.getMessage())));
            System.exit(1);
        }
    }

    private static String cast(Example example) {
        long directors = example.directors().size();
        return example.hosts().stream().map(HostSpec::name).toList()
                + " on one wire, Upkeep on "
                + (directors == 1 ? "one of them" : directors + " of them");
    }

    private void run() {
        start();
        realServerStopsAndReturns();
        masterLosesPowerAndReturns();
        cleanStop();
    }

    private Host master() {
        return stage.host(example.directors().getFirst().host());
    }

    private void start() {
        for (int i = 0; i < example.directors().size(); i++) {
            Daemon daemon = stage.start(i, Program.UPKEEP);
            daemons.add(daemon);
            narrator.say(
                    "%s starts on %s: upkeep -f %s"
                            .formatted(
                                    daemon.program().label(),
                                    daemon.host(),
                                    example.file(example.directors().get(i))));
        }
        stage.awaitMaster(master(), START);
        narrator.say(
                "%s is master: %s is its own"
                        .formatted(master(), String.join(", ", example.addresses())));
        stage.awaitServers(master(), CHECKS);
        showTable();
        answers();
    }

    private void showTable() {
        narrator.say("%s$ ipvsadm -Ln".formatted(master()));
        narrator.show(master().run("ipvsadm", "-Ln").lines());
    }

    private void answers() {
        List<String> answers = stage.awaitAnswers(CHECKS);
        narrator.say("client$ curl %s   (%d times)".formatted(example.url(), REQUESTS));
        narrator.show(List.of(String.join(", ", answers)));
    }

    private void realServerStopsAndReturns() {
        Example.Server server = example.servers().getFirst();
        narrator.chapter("%s stops".formatted(server.host()));
        stage.server(server.host()).stop();
        Duration out =
                Await.until(
                        server.host() + " out of the table of " + master(),
                        CHECKS,
                        () -> !serves(server.destination()),
                        () -> IpvsTable.of(master()).toString());
        narrator.say("%s is out after %s".formatted(server.host(), DemoNarrator.seconds(out)));
        List<String> rest = stage.client().ask(example.url(), REQUESTS);
        narrator.say("client$ curl %s   (%d times)".formatted(example.url(), REQUESTS));
        narrator.show(List.of(String.join(", ", rest)));
        var expected = new TreeSet<>(example.answers());
        expected.remove(example.answers().getFirst());
        if (!new TreeSet<>(rest).equals(expected)) {
            throw new LabException("only " + expected + " should have answered");
        }

        stage.server(server.host()).restart();
        narrator.say("%s runs again".formatted(server.host()));
        Duration in = stage.awaitServers(master(), CHECKS);
        narrator.say("%s is back in after %s".formatted(server.host(), DemoNarrator.seconds(in)));
        answers();
    }

    private boolean serves(String destination) {
        return IpvsTable.of(master())
                .find(destination)
                .filter(found -> found.weight() > 0)
                .isPresent();
    }

    private void masterLosesPowerAndReturns() {
        Host master = master();
        narrator.chapter(
                master + " loses its power: SIGKILL for all, and its kernel answers no more");
        stage.lab().powerOff(master);
        Duration gap;
        if (daemons.size() > 1) {
            gap = awaitAnswer();
            Host backup = daemons.getLast().host();
            narrator.say(
                    "the service answers again after %s (limit: 3 advertisements + skew), from %s"
                            .formatted(DemoNarrator.seconds(gap), backup));
            if (!example.addresses().stream().allMatch(backup::hasAddress)) {
                throw new LabException(backup + " should have " + example.addresses());
            }
        }
        stage.powerOn(master.name());
        daemons.set(0, stage.start(0, Program.UPKEEP));
        narrator.say("%s has power again, and Upkeep starts".formatted(master));
        Duration back = stage.awaitMaster(master(), START);
        narrator.say("%s is master again after %s".formatted(master(), DemoNarrator.seconds(back)));
        stage.awaitServers(master(), CHECKS);
        answers();
    }

    private Duration awaitAnswer() {
        return Await.until(
                "an answer from " + example.url(),
                START,
                () -> stage.client().answered(example.url()));
    }

    private void cleanStop() {
        narrator.chapter("SIGTERM for every daemon");
        for (Daemon daemon : daemons.reversed()) {
            int status = daemon.terminate(Duration.ofSeconds(15));
            Host host = daemon.host();
            narrator.say("Upkeep on %s has ended with status %d".formatted(host, status));
            if (status != 0) {
                throw new LabException("its status should be 0");
            }
            narrator.show(host.run("ipvsadm", "-Ln").lines());
            narrator.show(host.run("ip", "-br", "-4", "address", "show", "eth0").lines());
            if (!IpvsTable.of(host).isEmpty()) {
                throw new LabException("rules are left on " + host);
            }
            if (example.addresses().stream().anyMatch(host::hasAddress)) {
                throw new LabException("a virtual address is left on " + host);
            }
        }
    }
}
