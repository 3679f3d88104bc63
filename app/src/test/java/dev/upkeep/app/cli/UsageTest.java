package dev.upkeep.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private static final String VERSION = Usage.version("0.1.0");

    /// Patterns by which programs that drive keepalived read its release: a network service's
    /// agent, an Ansible role, a Puppet fact, an exporter.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keepalived v(\\d+)\\.(\\d+)\\.(\\d+).*",
                "Keepalived v\\d+\\.\\d+\\.\\d+ \\(\\d\\d/\\d\\d,\\d{4}\\)",
                "^Keepalived v?(\\S+) .*$",
                "Keepalived (v?\\d+\\.\\d+\\.\\d+) .*"
            })
    void version_firstLine_isReadByItsUsers(String pattern) {
        assertThat(VERSION.lines().findFirst().orElseThrow()).matches(pattern);
    }

    @Test
    void version_saysThatThereIsJson_andOurOwnRelease() {
        assertThat(VERSION).contains("--enable-json").contains("Upkeep v0.1.0");
    }
}
