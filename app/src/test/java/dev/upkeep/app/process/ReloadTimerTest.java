package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.app.reload.ReloadTime;
import dev.upkeep.config.fixture.Configurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadTimerTest {
    private static final ZonedDateTime NOON =
            ZonedDateTime.of(2026, 11, 27, 12, 0, 0, 0, ZoneId.of("Europe/Berlin"));

    private final AtomicInteger reloads = new AtomicInteger();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "12:30:00, 2026-11-27T12:30+01:00",
        "11:59:59, 2026-11-28T11:59:59+01:00",
        "12:00:00Z, 2026-11-27T12:00Z",
        "10:59:59Z, 2026-11-28T10:59:59Z",
        "26-12-01 04:00:00, 2026-12-01T04:00+01:00",
        "2026-12-01 04:00:00Z, 2026-12-01T04:00Z",
        "2020-01-01 00:00:00, 2020-01-01T00:00+01:00",
        "25:00:00,",
        "2026-02-30 00:00:00,",
        "tomorrow,",
        "12:30,",
    })
    void time_isReadAsKeepalivedWritesIt(String text, @Nullable String expected) {
        ReloadTime time = ReloadTime.parse(text, NOON);
        assertThat(time == null ? null : time.at().toOffsetDateTime().toString())
                .isEqualTo(expected);
    }

    @Test
    void timeOfDay_reloadsOnce_andTheFileGoes() throws IOException {
        ReloadTimer timer = timer(false);
        Files.writeString(file(), "12:30:00\n");
        timer.look(NOON);
        assertThat(reloads).hasValue(0);
        timer.look(NOON.plusMinutes(30));
        timer.look(NOON.plusMinutes(31));
        assertThat(reloads).hasValue(1);
        assertThat(file()).doesNotExist();
    }

    @Test
    void timeOfDay_withRepeat_reloadsEachDay() throws IOException {
        ReloadTimer timer = timer(true);
        Files.writeString(file(), "12:30:00\n");
        for (int day = 0; day < 3; day++) {
            timer.look(NOON.plusDays(day));
            timer.look(NOON.plusDays(day).plusMinutes(30));
            timer.look(NOON.plusDays(day).plusMinutes(40));
        }
        assertThat(reloads).hasValue(3);
        assertThat(file()).exists();
    }

    @Test
    void changedFile_countsAnew_andAPastDateNot() throws IOException {
        ReloadTimer timer = timer(false);
        Files.writeString(file(), "12:30:00\n");
        timer.look(NOON);
        Files.writeString(file(), "2026-11-28 00:00:00\n");
        timer.look(NOON.plusMinutes(30));
        assertThat(reloads).hasValue(0);
        Files.writeString(file(), "2026-11-26 00:00:00\n");
        timer.look(NOON.plusDays(2));
        assertThat(reloads).hasValue(0);
        Files.writeString(file(), "2026-12-01 00:00:00\n");
        timer.look(NOON.plusDays(2));
        timer.look(NOON.plusDays(9));
        assertThat(reloads).hasValue(1);
    }

    private Path file() {
        return directory.resolve("time");
    }

    /// Without its thread: the test looks.
    private ReloadTimer timer(boolean repeat) {
        ReloadTimer timer = new ReloadTimer(reloads::incrementAndGet);
        timer.follow(
                Configurations.of(
                                """
                                global_defs {
                                    reload_time_file %s
                                    %s
                                }
                                """
                                        .formatted(file(), repeat ? "reload_repeat" : ""))
                        .global()
                        .daemon()
                        .reload());
        return timer;
    }
}
