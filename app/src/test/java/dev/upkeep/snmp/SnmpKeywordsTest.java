package dev.upkeep.snmp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.SnmpSettings;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Keywords of `global_defs` about SNMP, from the text to what the agent registers and shows.
class SnmpKeywordsTest {

    /// Of KEEPALIVED-MIB (9586.100.5) the daemon, VRRP and checks; VRRP-MIB, VRRPV3-MIB.
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "enable_snmp_vrrp, 1.3.6.1.4.1.9586.100.5.1 1.3.6.1.4.1.9586.100.5.2",
        "enable_snmp_keepalived, 1.3.6.1.4.1.9586.100.5.1 1.3.6.1.4.1.9586.100.5.2",
        "enable_snmp_checker, 1.3.6.1.4.1.9586.100.5.1 1.3.6.1.4.1.9586.100.5.3",
        "enable_snmp_rfcv2, 1.3.6.1.2.1.68",
        "enable_snmp_rfcv3, 1.3.6.1.2.1.207",
        "enable_snmp_rfc, 1.3.6.1.2.1.68 1.3.6.1.2.1.207",
    })
    void agent_registersThePartsThatAreAskedFor(String line, String regions) {
        SnmpSettings settings = settings(line);

        assertThat(SnmpAgent.enabled(settings)).isTrue();
        assertThat(
                        SnmpAgent.regions(settings).stream()
                                .map(Object::toString)
                                .collect(Collectors.joining(" ")))
                .isEqualTo(regions);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "enable_snmp_checker, 1000",
        "snmp_vs_stats_update_interval 0.2, 200",
        "snmp_rs_stats_update_interval 0.3, 300",
        "snmp_vs_stats_update_interval 5, 1000",
    })
    void counters_areAsOldAsTheIntervalAllows_aSecondAtMost(String line, int milliseconds) {
        assertThat(SnmpAgent.maxAge(settings(line))).hasMillis(milliseconds);
    }

    private static SnmpSettings settings(String line) {
        return Configurations.of("global_defs {\n" + line + "\n}\n").global().snmp();
    }
}
