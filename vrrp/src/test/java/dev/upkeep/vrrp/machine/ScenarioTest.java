package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Scenario files: one per clause of the state machine of RFC 9568 and per keyword. A file has `#`
/// comments, `config` lines (keywords of VI_1, `; ` for the end of a line; after `global` of
/// `global_defs`), events as [EventText] writes them, and below each event the state and the
/// actions it leads to. `-Dupkeep.rewrite=true` writes the latter anew.
class ScenarioTest {

    private static final Path DIRECTORY = Path.of("src/test/resources/scenarios");
    private static final IpAddress OWN = IpAddress.parse("10.0.0.5");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void scenario_events_leadToTheseStatesAndActions(String name) throws IOException {
        Path file = DIRECTORY.resolve(name);
        List<String> written = Files.readAllLines(file);
        List<String> played = play(written);
        if (Boolean.getBoolean("upkeep.rewrite")) {
            Files.write(file, played);
        }
        assertThat(played).isEqualTo(written);
    }

    private static List<String> play(List<String> lines) {
        Instances instances = Instances.instance();
        List<String> out = new ArrayList<>();
        RouterState state = RouterState.initial(Environment.of(Set.of(), OWN));
        for (String line : lines) {
            if (line.startsWith("    ")) {
                continue; // what was expected
            }
            out.add(line);
            if (line.startsWith("config ")) {
                configure(instances, line.substring("config ".length()));
            } else if (line.startsWith("role ")) {
                state = RoleText.parse(line.substring("role ".length()), state.environment());
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                RouterConfig config = instances.config();
                Step step = VirtualRouter.on(config, state, EventText.parse(line));
                state = step.state();
                out.add(
                        "    -> %s %d"
                                .formatted(
                                        FlightRecord.name(state.role()), state.priority(config)));
                step.actions().forEach(action -> out.add("    " + text(action)));
            }
        }
        return out;
    }

    private static void configure(Instances instances, String line) {
        if (line.equals("in sync group")) {
            instances.inSyncGroup();
            return;
        }
        if (line.equals("version 3")) {
            instances.version3(Duration.ofSeconds(1));
            return;
        }
        if (line.startsWith("global ")) {
            instances.global(line.substring("global ".length()));
            return;
        }
        String[] words = line.split(" ", 2);
        instances.with(words[0], words.length > 1 ? words[1].replace("; ", "\n") : "");
    }

    private static String text(Action action) {
        return switch (action) {
            case Action.Arm(Timer timer, Duration delay) ->
                    "arm %s %.6f s".formatted(timer, delay.toNanos() / 1e9);
            case Action.Disarm(Timer timer) -> "disarm " + timer;
            case Action.SendAdvert(int priority) -> "send advert with priority " + priority;
            case Action.HoldResources() -> "hold resources";
            case Action.ReleaseResources() -> "release resources";
            case Action.Announce announce ->
                    "announce %d addresses %d times"
                            .formatted(announce.addresses().size(), announce.repeat());
            case Action.DropAnnouncements() -> "drop announcements";
            case Action.Notify(Transition transition, int priority) ->
                    "notify " + transition + " " + priority;
            case Action.AnnounceGroup() -> "announce group";
            case Action.Count(Counter counter) -> "count " + counter;
            case Action.Say(Action.Level level, String text) -> "log " + level + " " + text;
        };
    }

    @Test
    void record_ofARun_replaysToTheSameStates() {
        RouterConfig config = Instances.instance().config();
        RouterState first = RouterState.initial(Environment.of(Set.of(), OWN));
        FlightRecord record = new FlightRecord();
        RouterState state = first;
        long now = 0;
        for (String line :
                List.of(
                        "started",
                        "advert 10.0.0.6 priority 150 interval 1000ms",
                        "expired MASTER_DOWN late 300ms",
                        "expired MASTER_DOWN",
                        "environment source 10.0.0.5 adjustment -20 faults none undetermined none",
                        "environment source none adjustment 0 faults no-source:eth0"
                                + " undetermined SCRIPT/chk",
                        "environment source none adjustment 0"
                                + " faults source-missing:10.0.0.7%eth0,source-missing:fd00::1"
                                + " undetermined none",
                        "stopped release STOP")) {
            Event event = EventText.parse(line);
            assertThat(EventText.of(event)).isEqualTo(line);
            state = VirtualRouter.on(config, state, event).state();
            record.add(now += 1_000_000, event, state);
        }

        List<String> lines = FlightRecord.lines(record.snapshot(), now);
        RouterState replayed = first;
        for (String line : lines) {
            String[] columns = line.strip().split(" +", 3);
            replayed = VirtualRouter.on(config, replayed, EventText.parse(columns[2])).state();
            assertThat(FlightRecord.name(replayed.role())).as(line).isEqualTo(columns[1]);
        }
        assertThat(replayed).isEqualTo(state);
        assertThat(lines.getFirst()).isEqualTo("   -0.007000 BACKUP   started");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void record_thatIsWritten_playsAsAScenario(String name) throws IOException {
        List<String> written = Files.readAllLines(DIRECTORY.resolve(name));
        Instances instances = Instances.instance();
        FlightRecord record = new FlightRecord();
        RouterState state = RouterState.initial(Environment.of(Set.of(), OWN));
        for (String line : written) {
            if (line.startsWith("config ")) {
                configure(instances, line.substring("config ".length()));
            } else if (!line.isEmpty() && !line.startsWith("#") && !line.startsWith("    ")) {
                Event event = EventText.parse(line);
                state = VirtualRouter.on(instances.config(), state, event).state();
                record.add(0, event, state);
                assertThat(RoleText.parse(RoleText.of(state), state.environment()))
                        .isEqualTo(state);
            }
        }
        record.refused(0, "bad checksum", state);

        List<String> lines =
                RecordText.of(instances.config(), record.snapshot(), "(VI_1) MASTER", 0);

        assertThat(states(play(lines)).subList(1, states(play(lines)).size()))
                .as(String.join("\n", lines)) // the first is that of the environment
                .isEqualTo(states(lines));
        assertThat(states(lines)).hasSize(record.snapshot().size() - 2);
    }

    private static List<String> states(List<String> lines) {
        return lines.stream().filter(line -> line.startsWith("    -> ")).toList();
    }

    @Test
    void record_whenFull_keepsTheLatestEvents() {
        FlightRecord record = new FlightRecord();
        RouterState state = RouterState.initial(Environment.of(Set.of(), OWN));
        for (int i = 0; i < 2 * FlightRecord.SIZE; i++) {
            record.refused(i, "no " + i, state);
        }

        assertThat(record.snapshot())
                .hasSize(FlightRecord.SIZE)
                .extracting(FlightRecord.Entry::nanos)
                .startsWith((long) FlightRecord.SIZE)
                .endsWith(2L * FlightRecord.SIZE - 1);
    }
}
