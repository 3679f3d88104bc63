package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.ReloadSettings;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadReaderTest {

    @TempDir private Path folder;

    @Test
    void get_withReloadFile_isThereOnlyMeanwhile() throws IOException {
        Path mark = folder.resolve("mark");
        ReadResult result = read("global_defs {\n}\n");
        List<Boolean> seen = new ArrayList<>();
        ReloadReader readings =
                new ReloadReader(
                        () -> {
                            seen.add(Files.exists(mark));
                            return result;
                        },
                        settings(null, mark.toString()),
                        _ -> {});

        assertThat(readings.get()).isSameAs(result);

        assertThat(seen).containsExactly(true);
        assertThat(mark).doesNotExist();
    }

    @Test
    void get_withCheckLog_writesTheFindings() throws IOException {
        Path log = folder.resolve("log");
        ReadResult result = read("global_defs {\n    roter_id a\n}\n");

        new ReloadReader(() -> result, settings(log.toString(), null), _ -> {}).get();

        assertThat(log).content().contains("a.conf:2:5: error").contains("roter_id");
    }

    @Test
    void get_settingsOfTheFileRead_countForTheNext() throws IOException {
        Path log = folder.resolve("log");
        ReadResult result =
                read("global_defs {\n    reload_check_config " + log + "\n    roter_id a\n}\n");
        ReloadReader readings = new ReloadReader(() -> result, settings(null, null), _ -> {});

        readings.get();
        assertThat(log).doesNotExist();
        readings.get();
        assertThat(log).content().contains("roter_id");
    }

    private ReadResult read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("a.conf"), text);
        return ConfigurationReader.read(
                file.toString(),
                new ReaderOptions(
                        "", _ -> null, Set.of(), new SplittableRandom(1), false, new RealSystem()));
    }

    private static ReloadSettings settings(@Nullable String log, @Nullable String mark) {
        return Configurations.of(
                        """
                        global_defs {
                            %s
                            %s
                        }
                        """
                                .formatted(
                                        log == null ? "" : "reload_check_config " + log,
                                        mark == null ? "" : "reload_file " + mark))
                .global()
                .daemon()
                .reload();
    }
}
