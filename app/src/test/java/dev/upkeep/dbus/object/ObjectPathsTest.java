package dev.upkeep.dbus.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectPathsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "enable_dbus, none",
        "dbus_no_interface_name nowhere, nowhere",
    })
    void instanceWithoutInterface_hasTheNameOfTheKeyword(String line, String name) {
        Configuration configuration =
                configuration(line, "unicast_src_ip 192.0.2.1", "unicast_peer {\n192.0.2.2\n}");

        assertThat(
                        ObjectPaths.of(configuration, null, null)
                                .of(configuration.vrrpInstances().getFirst()))
                .isEqualTo("/org/keepalived/Vrrp1/Instance/" + name + "/51/IPv4");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "enable_dbus, org.keepalived.Vrrp1",
        "dbus_service_name org.example.Vrrp, org.example.Vrrp",
    })
    void service_hasTheNameOfTheKeyword(String line, String name) {
        assertThat(configuration(line, "interface eth0", "").global().dbus().serviceName())
                .isEqualTo(name);
    }

    @Test
    void elements_areThoseOfTheNamespaceAndTheInstance_withoutSigns() {
        Configuration configuration = configuration("enable_dbus", "interface eth0.7", "");

        assertThat(
                        ObjectPaths.of(configuration, "red-1", "a")
                                .of(configuration.vrrpInstances().getFirst()))
                .isEqualTo("/org/keepalived/Vrrp1/red_1/a/Instance/eth0_7/51/IPv4");
    }

    private static Configuration configuration(String global, String link, String more) {
        return Configurations.of(
                """
                global_defs {
                    %s
                }
                vrrp_instance VI_1 {
                    %s
                    virtual_router_id 51
                    %s
                    virtual_ipaddress {
                        192.0.2.100
                    }
                }
                """
                        .formatted(global, link, more));
    }
}
