package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Authentication;
import dev.upkeep.config.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A block that comes twice adds to the first, as in keepalived 2.2.7 (its dump of the same texts).
class RepeatedBlockTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "authentication {\nauth_type PASS\n}\nauthentication {\nauth_pass secret12\n}",
                "authentication {\nauth_pass secret12\n}\nauthentication {\nauth_type PASS\n}",
                "authentication {\nauth_type PASS\nauth_pass secret12\n}\nauthentication {\n}",
                "authentication {\nauth_type PASS\nauth_pass other\n}\n"
                        + "authentication {\nauth_pass secret12\n}",
                "authentication {\nauth_type PASS\nauth_pass secret12\n}\n"
                        + "authentication {\nauth_type none\n}",
            })
    void authentication_addsToTheBlockBefore(String blocks) throws IOException {
        assertThat(read(blocks).vrrpInstances().getFirst().adverts().authentication())
                .isEqualTo(new Authentication.Password("secret12"));
    }

    @Test
    void addresses_addToTheBlockBefore() throws IOException {
        Configuration found = read("virtual_ipaddress {\n192.0.2.1\n}\nvirtual_ipaddress {\n}");
        assertThat(found.vrrpInstances().getFirst().resources().addresses()).hasSize(2);
    }

    private Configuration read(String blocks) throws IOException {
        Path file = directory.resolve("keepalived.conf");
        Files.writeString(
                file,
                "vrrp_instance A {\ninterface eth0\nvirtual_router_id 1\n"
                        + "virtual_ipaddress {\n192.0.2.10\n}\n"
                        + blocks
                        + "\n}\n");
        return FakeSystem.read(file).configuration();
    }
}
