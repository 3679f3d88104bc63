package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SyncGroup;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.vrrp.VrrpHooks;
import dev.upkeep.vrrp.machine.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MasterInstancesTest {

    private static final String FILE =
            """
            global_defs {
                dynamic_interfaces
            }
            vrrp_instance A {
                interface watch0
                virtual_router_id 1
                virtual_ipaddress {
                    192.0.2.1
                }
            }
            vrrp_instance B {
                interface watch0
                virtual_router_id 2
                virtual_ipaddress {
                    192.0.2.2
                }
            }
            """;

    @TempDir private Path directory;
    private final List<String> published = new ArrayList<>();
    private final List<String> passedOn = new ArrayList<>();
    private MasterInstances watch = new MasterInstances();
    private VrrpHooks hooks = VrrpHooks.none();
    private List<VrrpInstance> instances = List.of();

    @BeforeEach
    void newWatch() throws IOException {
        watch = new MasterInstances();
        hooks =
                watch.around(
                        new VrrpHooks() {
                            @Override
                            public void instanceChanged(
                                    VrrpInstance instance, Transition transition, int priority) {
                                passedOn.add(instance.name() + " " + transition + " " + priority);
                            }

                            @Override
                            public void groupChanged(SyncGroup group, Transition transition) {}
                        });
        Path file = Files.writeString(directory.resolve("keepalived.conf"), FILE);
        Configuration configuration =
                ConfigurationReader.read(
                                file.toString(),
                                new ReaderOptions(
                                        "test",
                                        _ -> null,
                                        Set.of(),
                                        new SplittableRandom(1),
                                        false,
                                        new RealSystem()))
                        .configuration();
        instances = configuration.vrrpInstances();
    }

    private void happens(int instance, Transition transition) {
        hooks.instanceChanged(instances.get(instance), transition, 100);
    }

    private void listen() {
        watch.listen((instance, master) -> published.add(instance + " " + master));
    }

    @Test
    void changes_areTold_andPassedOnToTheHooks() {
        listen();
        happens(0, Transition.MASTER);
        happens(1, Transition.BACKUP);
        assertThat(published).containsExactly("A true", "B false");
        assertThat(passedOn).containsExactly("A MASTER 100", "B BACKUP 100");
    }

    @ParameterizedTest
    @EnumSource(names = {"BACKUP", "FAULT", "DELETED"})
    void masterThatIsNoMore_isPublished(Transition transition) {
        happens(0, Transition.MASTER);
        listen();
        happens(0, transition);
        assertThat(published).containsExactly("A true", "A false");
    }

    @ParameterizedTest
    @EnumSource(names = {"STOP", "MASTER_RX_LOWER_PRI", "MASTER_PRIORITY", "BACKUP_PRIORITY"})
    void whatChangesNoRole_isNotPublished(Transition transition) {
        listen();
        happens(0, transition);
        assertThat(published).isEmpty();
        assertThat(passedOn).containsExactly("A " + transition + " 100");
    }

    @Test
    void listenerThatComesLate_isPublishedTheLastOfEachInstance() {
        happens(0, Transition.BACKUP);
        happens(1, Transition.MASTER);
        happens(0, Transition.MASTER);
        listen();
        assertThat(published).containsExactlyInAnyOrder("A true", "B true");
    }

    @Test
    void listenerThatLeft_isPublishedNothing_andTheNextOneEverything() {
        listen();
        watch.forget();
        happens(0, Transition.MASTER);
        assertThat(published).isEmpty();
        listen();
        assertThat(published).containsExactly("A true");
    }
}
