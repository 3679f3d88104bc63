package dev.upkeep.checkers.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.ServerState.AdminState;
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

class AdminStateFileTest {

    private static final Logger LOG = NOPLogger.NOP_LOGGER;

    @TempDir private Path directory;

    private AdminStateFile file() {
        return AdminStateFile.beside(directory.resolve("state").resolve("ipvs.owned"));
    }

    private static AdminStates.Place place(String service, String server) {
        return new AdminStates.Place(ServiceName.parse(service), ServerName.parse(server));
    }

    @Test
    void saved_isLoadedAgain_inItsOrder_whateverTheNames() throws IOException {
        var adminStates =
                new AdminStates(
                        Map.of(
                                place("tcp:10.0.0.9:80", "10.0.0.1:8080"),
                                AdminState.DISABLED,
                                place("udp:[2001:db8::9]:53", "[2001:db8::1]:0"),
                                AdminState.DRAINING,
                                place("inet6:fwmark:4294967295", "10.0.0.1:80"),
                                AdminState.DRAINING,
                                place("group:two words#1#0", "10.0.0.1:80"),
                                AdminState.DISABLED));
        file().save(adminStates, LOG);
        AdminStates loaded = file().load();
        assertThat(loaded).isEqualTo(adminStates);
        assertThat(new ArrayList<>(loaded.states().keySet()))
                .isEqualTo(new ArrayList<>(adminStates.states().keySet()));
    }

    @Test
    void file_withoutAdminStates_isGone() throws IOException {
        var adminState = Map.of(place("fwmark:1", "10.0.0.1:80"), AdminState.DISABLED);
        file().save(new AdminStates(adminState), LOG);
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
        file().save(AdminStates.NONE, LOG);
        assertThat(directory.resolve("state")).isEmptyDirectory();
        assertThat(file().load()).isEqualTo(AdminStates.NONE);
    }

    @Test
    void load_whenItIsNotUnderstood_namesTheLine() throws IOException {
        Path state = Files.createDirectories(directory.resolve("state"));
        for (String line :
                List.of("disabled", "gone 10.0.0.1:80 tcp:10.0.0.9:80", "disabled x fwmark:1")) {
            Path path = Files.writeString(state.resolve("ipvs.owned.operator"), line + "\n");
            assertThatIOException()
                    .as(line)
                    .isThrownBy(() -> file().load())
                    .withMessageStartingWith(path + ":1: ");
        }
    }

    @Test
    void nowhere_nothingIsRemembered() throws IOException {
        AdminStateFile nowhere = AdminStateFile.beside(null);
        nowhere.save(
                new AdminStates(Map.of(place("fwmark:1", "10.0.0.1:80"), AdminState.DISABLED)),
                LOG);
        assertThat(nowhere.load()).isEqualTo(AdminStates.NONE);
    }
}
