package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocalIgmpTest {

    private static final String SETTING = "ipv4/igmp_link_local_mcast_reports";

    private final MemorySettings kernel = new MemorySettings();
    private final LocalIgmp igmp = new LocalIgmp(kernel);

    @Test
    void apply_wanted_switchesReportsOffUntilTheEnd() {
        kernel.write(SETTING, "1");
        igmp.apply(true);
        assertThat(kernel.values).containsEntry(SETTING, "0");

        igmp.release();
        assertThat(kernel.values).containsEntry(SETTING, "1");
    }

    @Test
    void apply_reload_changesNothing() {
        kernel.write(SETTING, "1");
        igmp.apply(false);
        igmp.apply(true);

        assertThat(kernel.values).containsEntry(SETTING, "1");
    }

    @Test
    void apply_kernelWithoutTheSetting_goesOn() {
        igmp.apply(true);
        igmp.release();

        assertThat(kernel.values).isEmpty();
    }
}
