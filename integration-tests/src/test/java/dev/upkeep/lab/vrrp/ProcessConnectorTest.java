package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.runner.NftablesTest;

/// [TrackedProcessStory] by the process connector, which Debian's kernel has.
@NftablesTest
class ProcessConnectorTest extends TrackedProcessStory {
    @Override
    void assertSource(String output) {
        boolean guest = !"host".equals(System.getenv("UPKEEP_LAB_KERNEL"));
        if (guest) { // a container may hide the first network namespace
            assertThat(output).doesNotContain("Processes are looked for every");
        }
    }
}
