package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.ProcessScheduling;
import dev.upkeep.config.model.SchedulingGlobals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keywords about the process and its threads, from the text to the settings that the thread of a
/// role applies; what the kernel makes of these stands in the lab (`ProcessesTest`).
class ProcessKeywordsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"vrrp", "checker", "bfd"})
    void thread_ofARole_isScheduledByItsOwnKeywords(String role) {
        SchedulingGlobals scheduling =
                global(
                                """
                                ROLE_priority -7
                                ROLE_no_swap
                                ROLE_rt_priority 20
                                ROLE_cpu_affinity 0 1
                                ROLE_rlimit_rttime 5000
                                max_auto_priority 30
                                min_auto_priority_delay 4000
                                """
                                        .replace("ROLE", role))
                        .global()
                        .daemon()
                        .scheduling();
        ProcessScheduling none = new ProcessScheduling(null, false, 0, List.of(), 10_000);
        ProcessScheduling set = new ProcessScheduling(-7, true, 20, List.of(0, 1), 5_000);

        assertThat(scheduling.vrrp()).isEqualTo(role.equals("vrrp") ? set : none);
        assertThat(scheduling.checkers()).isEqualTo(role.equals("checker") ? set : none);
        assertThat(scheduling.bfd()).isEqualTo(role.equals("bfd") ? set : none);
        assertThat(scheduling.autoPriority().maximum()).isEqualTo(30);
        assertThat(scheduling.autoPriority().minimumDelay()).hasMillis(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"checker_process_name", "lvs_process_name"})
    void names_ofTheRoles_areThoseOfTheirKeywords(String checker) {
        assertThat(
                        ProcessNames.of(
                                global(
                                                "process_name p\nvrrp_process_name v\nbfd_process_name b\n"
                                                        + checker
                                                        + " c")
                                        .global()
                                        .daemon()
                                        .identity()))
                .isEqualTo(new ProcessNames("p", "v", "c", "b"));
    }

    @Test
    void configSaveDir_getsEachConfigurationThatIsRead() throws IOException {
        Path saved = folder.resolve("saved");
        String directory =
                global("config_save_dir " + saved).global().daemon().files().configSaveDirectory();
        SavedConfigurations configurations = new SavedConfigurations(77);

        configurations.save(directory, "first");
        configurations.save(directory, "second");

        assertThat(saved.resolve("keepalived.conf.77.0")).hasContent("first");
        assertThat(saved.resolve("keepalived.conf.77.1")).hasContent("second");
        try (var files = Files.list(saved)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void childWaitTime_isHowLongPartsMayTake() {
        assertThat(Configurations.of("child_wait_time 9").process().childWait()).hasSeconds(9);
    }

    private static Configuration global(String lines) {
        return Configurations.of("global_defs {\n" + lines + "\n}\n");
    }
}
