package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MastershipFileTest {

    private static final String BOOT = "0f7c1b8e-2f0a-4d56-9c61-1f1d5a3a7d10\n";
    private static final String OTHER_BOOT = "11111111-2f0a-4d56-9c61-1f1d5a3a7d10\n";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RouterKey ONE = new RouterKey(51, Family.INET, "eth0", false);
    private static final RouterKey OTHER = new RouterKey(52, Family.INET6, "eth0", false);
    private static final RouterKey ROUTED = new RouterKey(51, Family.INET, null, true);

    @TempDir private Path directory;
    private Path path = Path.of("");

    @BeforeEach
    void setUp() {
        path = directory.resolve("run/mastership");
    }

    @Test
    void file_afterTheEndOfAProcess_namesMastersOnly() throws IOException {
        MastershipFile first = MastershipFile.open(path, BOOT, 3);
        first.of(ONE).advertised(1_000, SECOND);
        first.of(ONE).advertised(2_000, SECOND);
        Mastership ended = first.of(OTHER);
        ended.advertised(1_000, SECOND);
        ended.ended();
        first.of(ROUTED).advertised(3_000, Duration.ofMillis(250));

        assertThat(MastershipFile.open(path, BOOT, 3).past())
                .isEqualTo(
                        Map.of(
                                ONE, new MastershipFile.Past(2_000, SECOND),
                                ROUTED, new MastershipFile.Past(3_000, Duration.ofMillis(250))));
    }

    @Test
    void file_ofAnotherBoot_isBegunAnew() throws IOException {
        MastershipFile.open(path, BOOT, 1).of(ONE).advertised(1_000, SECOND);

        assertThat(MastershipFile.open(path, OTHER_BOOT, 1).past()).isEmpty();
        assertThat(MastershipFile.open(path, BOOT, 1).past()).isEmpty();
    }

    @Test
    void file_thatIsNoSuchFile_isBegunAnew() throws IOException {
        Files.createDirectories(directory.resolve("run"));
        Files.write(path, new byte[1_000]);

        MastershipFile file = MastershipFile.open(path, BOOT, 1);
        file.of(ONE).advertised(1_000, SECOND);

        assertThat(MastershipFile.open(path, BOOT, 1).past()).containsOnlyKeys(ONE);
    }

    @Test
    void file_whenInstancesAreAdded_growsAndKeepsWhatItHas() throws IOException {
        MastershipFile file = MastershipFile.open(path, BOOT, 1);
        Mastership one = file.of(ONE);
        assertThat(file.of(OTHER)).as("without room").isSameAs(Mastership.FORGOTTEN);

        file.reserve(2_000);
        file.of(OTHER).advertised(5_000, SECOND);
        one.advertised(6_000, SECOND);

        assertThat(MastershipFile.open(path, BOOT, 1).past())
                .isEqualTo(
                        Map.of(
                                ONE, new MastershipFile.Past(6_000, SECOND),
                                OTHER, new MastershipFile.Past(5_000, SECOND)));
    }

    @Test
    void file_whenInstancesLeave_forgetsThem() throws IOException {
        MastershipFile file = MastershipFile.open(path, BOOT, 2);
        file.of(ONE).advertised(1_000, SECOND);
        file.of(OTHER).advertised(1_000, SECOND);

        file.retain(Set.of(OTHER));

        assertThat(MastershipFile.open(path, BOOT, 2).past()).containsOnlyKeys(OTHER);
    }
}
