package dev.upkeep.config.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.FakeSystem;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.print.ConfigurationDump;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretDumpTest {
    @TempDir private Path directory;

    @Test
    void dumpForPeople_masksPasswordsAndKeys_andSaysSo() throws IOException {
        Configuration read =
                read(
                        """
                        SSL {
                            password opensesame
                            key /etc/key.pem
                        }
                        vrrp_instance A {
                            interface eth0
                            virtual_router_id 1
                            authentication {
                                auth_type PASS
                                auth_pass hunter22
                            }
                            auth_hmac {
                                key 1 0123456789abcdef0123456789abcdef
                                key 2 file:/etc/hmac.key
                                active_key 1
                            }
                            virtual_ipaddress {
                                192.0.2.10
                            }
                        }
                        """);
        assertThat(ConfigurationDump.masked(read))
                .startsWith("# Passwords and keys are masked; --show-secrets shows them.\n")
                .contains("password ********", "key /etc/key.pem", "key 1 ********")
                .contains("key 2 file:/etc/hmac.key")
                .doesNotContain("opensesame", "hunter22", "0123456789abcdef");
        assertThat(ConfigurationDump.of(read)).contains("opensesame", "0123456789abcdef");
    }

    @Test
    void dumpWithoutSecrets_isTheSame() throws IOException {
        Configuration read = read("global_defs {\n router_id x\n}\n");
        assertThat(ConfigurationDump.masked(read)).isEqualTo(ConfigurationDump.of(read));
    }

    private Configuration read(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("keepalived.conf"), text);
        return FakeSystem.read(file).configuration();
    }
}
