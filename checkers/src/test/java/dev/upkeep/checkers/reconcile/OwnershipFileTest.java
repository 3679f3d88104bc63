package dev.upkeep.checkers.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnershipFileTest {

    @TempDir Path directory;

    private Path path = Path.of("");

    @BeforeEach
    void choosePath() {
        path = directory.resolve("state").resolve("ipvs.owned");
    }

    private static Endpoint endpoint(String address, int port) {
        return new Endpoint(IpAddress.parse(address), port);
    }

    @Test
    void saved_isLoadedAgainByTheNext() throws IOException {
        ServiceKey onMark = new ServiceKey.OnMark(Family.INET6, -2);
        Ownership owned =
                new Ownership(
                        Map.of(
                                new ServiceKey.OnAddress(6, endpoint("10.0.0.9", 80)),
                                Set.of(endpoint("10.0.0.1", 80), endpoint("fd00::1", 8080)),
                                onMark,
                                Set.of()),
                        Set.of(onMark),
                        Set.of(new NftTable.Id(Family.INET, "upkeep")),
                        true);
        new OwnershipFile(path).save(owned);
        assertThat(new OwnershipFile(path).load()).isEqualTo(owned);
    }

    @Test
    void file_whenNothingIsOurs_isGone() throws IOException {
        OwnershipFile file = new OwnershipFile(path);
        file.save(Ownership.nothing().withSyncDaemons(true));
        assertThat(path).exists();
        file.save(Ownership.nothing());
        assertThat(path).doesNotExist();
        assertThat(file.load()).isEqualTo(Ownership.nothing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"service six 10.0.0.9 80", "service", "mark INET -1", "servi", " "})
    void load_whenItIsNotUnderstood_namesTheLine(String entry) throws IOException {
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(path, "sync-daemons\n" + entry + "\n");
        assertThatIOException()
                .isThrownBy(() -> new OwnershipFile(path).load())
                .withMessage(path + ":2: '" + entry + "' is no entry of it");
    }
}
