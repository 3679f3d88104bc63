package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.read.ConfigurationReader;
import dev.upkeep.config.read.ReaderOptions;
import dev.upkeep.config.read.RealSystem;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterWatchTest {

    @TempDir private Path directory;

    private final MasterWatch watch = new MasterWatch();
    private final VrrpHooks hooks = watch.around(VrrpHooks.none());
    private final List<String> told = new ArrayList<>();

    @Test
    void lateListener_isToldWhatWas_andWhatComes() throws IOException {
        tell("a", Transition.BACKUP);
        tell("a", Transition.MASTER);
        tell("b", Transition.BACKUP);
        watch.listen((instance, master) -> told.add(instance + " " + master));
        tell("a", Transition.FAULT);
        assertThat(told).containsExactly("a true", "b false", "a false");
    }

    @Test
    void changesOfPriority_areNoNews() throws IOException {
        watch.listen((instance, master) -> told.add(instance + " " + master));
        tell("a", Transition.MASTER_RX_LOWER_PRI);
        tell("a", Transition.MASTER_PRIORITY);
        tell("a", Transition.BACKUP_PRIORITY);
        assertThat(told).isEmpty();
    }

    @Test
    void forgottenListener_isToldNothing_andTheNextOneAll() throws IOException {
        watch.listen((instance, master) -> told.add("first " + instance));
        watch.forget();
        tell("a", Transition.MASTER);
        assertThat(told).isEmpty();
        watch.listen((instance, master) -> told.add("second " + instance + " " + master));
        assertThat(told).containsExactly("second a true");
    }

    private void tell(String name, Transition transition) throws IOException {
        hooks.instanceChanged(instance(name), transition, 100);
    }

    private VrrpInstance instance(String name) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(
                file,
                """
                vrrp_instance %s {
                    interface none0
                    virtual_router_id 1
                    virtual_ipaddress {
                        192.0.2.1
                    }
                }
                """
                        .formatted(name));
        var options =
                new ReaderOptions(
                        "host",
                        _ -> null,
                        Set.of(),
                        new SplittableRandom(1),
                        false,
                        new RealSystem());
        return ConfigurationReader.read(file.toString(), options)
                .configuration()
                .vrrpInstances()
                .getFirst();
    }
}
