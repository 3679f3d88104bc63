package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.vrrp.machine.Environment;
import dev.upkeep.vrrp.machine.Event;
import dev.upkeep.vrrp.machine.FlightRecord;
import dev.upkeep.vrrp.machine.Instances;
import dev.upkeep.vrrp.machine.RouterConfig;
import dev.upkeep.vrrp.machine.RouterState;
import dev.upkeep.vrrp.machine.Timer;
import dev.upkeep.vrrp.machine.VirtualRouter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {

    private static final RouterConfig CONFIG = Instances.instance().name("a/b").config();

    @TempDir private Path folder;

    @Test
    void transitions_leaveTheLatestRecordAndThreeBeforeIt() throws IOException {
        Path directory = folder.resolve("records");
        for (int run = 1; run <= 6; run++) {
            write(directory, record(run));
        }

        assertThat(names(directory))
                .containsExactly(
                        "a%2Fb.record", "a%2Fb.record.1", "a%2Fb.record.2", "a%2Fb.record.3");
        assertThat(Files.readString(directory.resolve("a%2Fb.record")))
                .startsWith("# (a/b) MASTER, written ")
                .contains("config priority 100\n", "advert_int 1\n", "# -0.000006")
                .contains("expired MASTER_DOWN\n    -> MASTER 100\n");
        assertThat(Files.readString(directory.resolve("a%2Fb.record.3"))).contains("# -0.000003");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void directory_thatCannotBeMade_isNoReasonToFail() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        write(file.resolve("records"), record(1));

        assertThat(names(folder)).containsExactly("file");
    }

    private static void write(Path directory, List<FlightRecord.Entry> record) {
        try (RecordFiles files = new RecordFiles(directory, Duration.ofSeconds(30))) {
            files.add(CONFIG, record, 0);
        }
    }

    private static List<FlightRecord.Entry> record(int run) {
        FlightRecord record = new FlightRecord();
        RouterState state =
                RouterState.initial(Environment.of(Set.of(), IpAddress.parse("10.0.0.5")));
        for (Event event : List.of(new Event.Started(), new Event.Expired(Timer.MASTER_DOWN))) {
            state = VirtualRouter.on(CONFIG, state, event).state();
            record.add(-1_000L * run, event, state);
        }
        return record.snapshot();
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
