package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnedLinksTest {
    private static final String VMAC =
            """
            vrrp_instance V {
                interface eth0
                virtual_router_id 7
                use_vmac
                virtual_ipaddress {
                    10.0.0.100
                }
            }
            """;

    private final Map<String, String> kernel = new HashMap<>();
    private final List<String> written = new ArrayList<>();

    @Test
    void plan_reversePathFilteredForAll_isRememberedAndMovedToTheInterfaces(@TempDir Path directory)
            throws IOException {
        kernel.put("ipv4/conf/all/rp_filter", "1");
        kernel.put("ipv4/conf/default/rp_filter", "0");
        VirtualLinkFile file = new VirtualLinkFile(directory.resolve("vmac"));

        OwnedLinks.Next next = new OwnedLinks(file, settings()).plan(Configurations.of(VMAC));

        assertThat(written)
                .containsExactly("ipv4/conf/default/rp_filter=1", "ipv4/conf/all/rp_filter=0");
        assertThat(next.owned().settings())
                .containsEntry("ipv4/conf/all/rp_filter", "1")
                .containsEntry("ipv4/conf/default/rp_filter", "0");
        assertThat(file.load()).isEqualTo(next.owned());
    }

    @Test
    void plan_withoutMacvlan_reversePathFilterStays(@TempDir Path directory) {
        kernel.put("ipv4/conf/all/rp_filter", "1");
        VirtualLinkFile file = new VirtualLinkFile(directory.resolve("vmac"));

        new OwnedLinks(file, settings()).plan(Configurations.of(VMAC.replace("use_vmac", "")));

        assertThat(written).isEmpty();
    }

    private KernelSettings settings() {
        return new KernelSettings() {
            @Override
            public String read(String path) throws IOException {
                String value = kernel.get(path);
                if (value == null) {
                    throw new NoSuchFileException(path);
                }
                return value;
            }

            @Override
            public void write(String path, String value) {
                kernel.put(path, value);
                written.add(path + "=" + value);
            }
        };
    }
}
