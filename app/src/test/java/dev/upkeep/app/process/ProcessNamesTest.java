package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import org.junit.jupiter.api.Test;

class ProcessNamesTest {

    @Test
    void names_byDefault_areThoseOfTheStart() {
        assertThat(names("router_id x")).isEqualTo(new ProcessNames(null, null, null, null));
    }

    @Test
    void processNames_nameTheRoles_andLeaveTheParent() {
        assertThat(names("process_names"))
                .isEqualTo(
                        new ProcessNames(
                                null, "keepalived_vrrp", "keepalived_lvs", "keepalived_bfd"));
    }

    @Test
    void nameOfARole_winsOverProcessNames() {
        assertThat(names("process_names\n process_name main\n vrrp_process_name mine"))
                .isEqualTo(new ProcessNames("main", "mine", "keepalived_lvs", "keepalived_bfd"));
    }

    private static ProcessNames names(String text) {
        return ProcessNames.of(
                Configurations.of("global_defs {\n " + text + "\n}\n")
                        .global()
                        .daemon()
                        .identity());
    }
}
