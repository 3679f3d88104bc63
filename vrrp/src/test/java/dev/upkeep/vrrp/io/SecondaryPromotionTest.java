package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondaryPromotionTest {

    private static final String PATH = "ipv4/conf/eth0/promote_secondaries";

    private final MemorySettings settings = new MemorySettings();
    private final Map<String, String> kernel = settings.values;
    private final SecondaryPromotion promotion = new SecondaryPromotion(settings, null);

    SecondaryPromotionTest() {
        kernel.put(PATH, "0");
    }

    @Test
    void apply_setsIt_andRelease_restoresIt() {
        promotion.apply(configuration("promote_secondaries"));
        assertThat(kernel).containsEntry(PATH, "1");

        promotion.release();
        assertThat(kernel).containsEntry(PATH, "0");
    }

    @Test
    void apply_notAskedForAnyMore_restoresIt() {
        promotion.apply(configuration("promote_secondaries"));

        promotion.apply(configuration(""));

        assertThat(kernel).containsEntry(PATH, "0");
    }

    @Test
    void apply_interfaceMissing_isSetWhenItAppears() {
        kernel.clear();
        promotion.apply(configuration("promote_secondaries"));
        assertThat(kernel).isEmpty();

        kernel.put(PATH, "0");
        promotion.linkChanged("eth0");

        assertThat(kernel).containsEntry(PATH, "1");
    }

    private static Configuration configuration(String keyword) {
        return Configurations.of(
                """
                vrrp_instance VI_1 {
                    interface eth0
                    virtual_router_id 51
                    %s
                    virtual_ipaddress {
                        10.0.0.100
                    }
                }
                """
                        .formatted(keyword));
    }

    @Test
    void release_afterACrash_restoresWhatTheEarlierRunFound(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("promoted");
        SecondaryPromotion crashed = new SecondaryPromotion(settings, file);
        crashed.beforeChange(configuration("promote_secondaries"));
        crashed.apply(configuration("promote_secondaries"));

        SecondaryPromotion next = new SecondaryPromotion(settings, file);
        next.load();
        next.beforeChange(configuration("promote_secondaries"));
        next.apply(configuration("promote_secondaries"));
        assertThat(kernel).containsEntry(PATH, "1");
        next.release();
        next.released();

        assertThat(kernel).containsEntry(PATH, "0");
        assertThat(file).doesNotExist();
    }

    @Test
    void start_afterACrash_withoutTheKeyword_restoresIt(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("promoted");
        SecondaryPromotion crashed = new SecondaryPromotion(settings, file);
        crashed.beforeChange(configuration("promote_secondaries"));
        crashed.apply(configuration("promote_secondaries"));

        SecondaryPromotion next = new SecondaryPromotion(settings, file);
        next.load();
        next.apply(configuration(""));

        assertThat(kernel).containsEntry(PATH, "0");
    }
}
