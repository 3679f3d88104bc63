package dev.upkeep.lbaas.layered;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.ipvs.FakeDaemon;
import dev.upkeep.lbaas.mapping.Layers;
import dev.upkeep.lbaas.mapping.MarkRules;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A director that is no node: HAProxy itself runs in the lab.
class LayeredProviderTest {

    @TempDir private Path folder = Path.of("");
    private FakeDaemon daemon = new FakeDaemon(folder);
    private List<MarkRules.Rule> marks = new ArrayList<>();
    private boolean marksFail;
    private LayeredProvider provider;

    @BeforeEach
    void open() throws IOException {
        provider = provider();
    }

    private LayeredProvider provider() throws IOException {
        Path directory = folder.resolve("conf.d");
        daemon = new FakeDaemon(directory);
        return new LayeredProvider(
                new Layers(null, "eth0", List.of(new Layers.Node(IpAddress.parse("10.20.0.1"), 3))),
                (uplink, rules) -> {
                    if (marksFail) {
                        throw new IOException("no nft");
                    }
                    marks = List.copyOf(rules);
                },
                folder.resolve("haproxy"),
                folder,
                new Director(directory, null, new LbaasFixture().context().networks(), daemon));
    }

    private static Tree web() {
        Tree tree = new LbaasFixture().web();
        return tree.with(tree.root().with("provider", "layered").with("mark", 10_001L));
    }

    private static Deployment deployment(Tree tree, boolean present) {
        return new Deployment(tree, Flavor.none("layered"), List.of(), present);
    }

    private static String file(Tree tree) {
        return "layered-" + tree.id() + ".conf";
    }

    @Test
    void loadBalancer_comesAndGoes_withItsMarks() {
        assertThat(provider.apply(List.of(deployment(web(), true)))).isEmpty();
        assertThat(daemon.inForce()).containsExactly(file(web()));
        assertThat(marks)
                .containsExactly(new MarkRules.Rule(IpAddress.parse("172.16.100.11"), 80, 10_001));

        assertThat(provider.apply(List.of(deployment(web(), false)))).isEmpty();
        assertThat(daemon.inForce()).isEmpty();
        assertThat(marks).isEmpty();
    }

    @Test
    void loadBalancer_thatTheDaemonRefuses_hasNoMarks() {
        daemon.forbid("fwmark 10001");

        assertThat(provider.apply(List.of(deployment(web(), true))).values())
                .singleElement()
                .asString()
                .contains("no fwmark 10001");

        assertThat(marks).isEmpty();
    }

    @Test
    void loadBalancer_whoseMarksAreRefused_isNotInTheDaemon() {
        marksFail = true;

        assertThat(provider.apply(List.of(deployment(web(), true))).values())
                .containsExactly("no nft");

        assertThat(daemon.reloads()).isZero();
    }

    @Test
    void start_putsMarksInPlace_andRemovesFilesOfNobody() throws IOException {
        provider.apply(List.of(deployment(web(), true)));
        provider = provider();
        marks = List.of();

        assertThat(provider.synchronize(List.of(deployment(web(), true)), List.of())).isEmpty();
        assertThat(marks).hasSize(1);

        provider = provider();
        assertThat(provider.synchronize(List.of(), List.of())).isEmpty();
        assertThat(daemon.inForce()).isEmpty();
        assertThat(marks).isEmpty();
    }
}
