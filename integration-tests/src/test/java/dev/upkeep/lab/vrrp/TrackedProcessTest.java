package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.runner.LabTest;

/// [TrackedProcessStory] by looks at `/proc`: user-mode-linux has no process connector.
@LabTest
class TrackedProcessTest extends TrackedProcessStory {
    @Override
    void assertSource(String output) {
        if (output.contains("Processes are looked for every")) {
            assertThat(output).doesNotContain("Process events were lost");
        }
    }
}
