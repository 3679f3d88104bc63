package dev.upkeep.app.reload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import org.junit.jupiter.api.Test;

class FixedSettingsTest {

    private static final String STARTED = "net_namespace blue\nnet_namespace_ipvs\ninstance one\n";

    @Test
    void same_isNotSpokenOf() {
        assertThat(
                        FixedSettings.kept(
                                Configurations.of(STARTED),
                                Configurations.of(STARTED + "use_pid_dir\n")))
                .isEmpty();
    }

    @Test
    void other_staysUntilARestart() {
        assertThat(
                        FixedSettings.kept(
                                Configurations.of(STARTED),
                                Configurations.of("net_namespace_ipvs green\ninstance two\n")))
                .containsExactly(
                        "Reload cannot change net_namespace, it stays blue until a restart",
                        "Reload cannot change net_namespace_ipvs, it stays the default until a"
                                + " restart",
                        "Reload cannot change instance, it stays one until a restart");
    }
}
