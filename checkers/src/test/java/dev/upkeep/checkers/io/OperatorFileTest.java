package dev.upkeep.checkers.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.upkeep.checkers.machine.ServerState.Administrative;
import dev.upkeep.checkers.operator.OperatorWishes;
import dev.upkeep.checkers.operator.ServerName;
import dev.upkeep.checkers.operator.ServiceName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

class OperatorFileTest {

    private static final Logger LOG = NOPLogger.NOP_LOGGER;

    @TempDir private Path directory;

    private OperatorFile file() {
        return OperatorFile.beside(directory.resolve("state").resolve("ipvs.owned"));
    }

    private static OperatorWishes.Place place(String service, String server) {
        return new OperatorWishes.Place(ServiceName.parse(service), ServerName.parse(server));
    }

    @Test
    void saved_isLoadedAgain_inItsOrder_whateverTheNames() throws IOException {
        var wishes =
                new OperatorWishes(
                        Map.of(
                                place("tcp:10.0.0.9:80", "10.0.0.1:8080"),
                                Administrative.DISABLED,
                                place("udp:[2001:db8::9]:53", "[2001:db8::1]:0"),
                                Administrative.DRAINING,
                                place("inet6:fwmark:4294967295", "10.0.0.1:80"),
                                Administrative.DRAINING,
                                place("group:two words#1#0", "10.0.0.1:80"),
                                Administrative.DISABLED));
        file().save(wishes, LOG);
        OperatorWishes loaded = file().load();
        assertThat(loaded).isEqualTo(wishes);
        assertThat(new ArrayList<>(loaded.states().keySet()))
                .isEqualTo(new ArrayList<>(wishes.states().keySet()));
    }

    @Test
    void file_withoutWishes_isGone() throws IOException {
        var wish = Map.of(place("fwmark:1", "10.0.0.1:80"), Administrative.DISABLED);
        file().save(new OperatorWishes(wish), LOG);
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
        file().save(OperatorWishes.NONE, LOG);
        assertThat(directory.resolve("state")).isEmptyDirectory();
        assertThat(file().load()).isEqualTo(OperatorWishes.NONE);
    }

    @Test
    void load_whenItIsNotUnderstood_namesTheFile() throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        for (String line :
                List.of("disabled", "gone 10.0.0.1:80 tcp:10.0.0.9:80", "disabled x fwmark:1")) {
            Path path = Files.writeString(state.resolve("ipvs.owned.operator"), line + "\n");
            assertThatIOException()
                    .as(line)
                    .isThrownBy(() -> file().load())
                    .withMessageContaining(path.toString());
        }
    }

    @Test
    void nowhere_nothingIsRemembered() throws IOException {
        OperatorFile nowhere = OperatorFile.beside(null);
        nowhere.save(
                new OperatorWishes(
                        Map.of(place("fwmark:1", "10.0.0.1:80"), Administrative.DISABLED)),
                LOG);
        assertThat(nowhere.load()).isEqualTo(OperatorWishes.NONE);
    }
}
