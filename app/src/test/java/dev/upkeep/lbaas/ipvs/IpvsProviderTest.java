package dev.upkeep.lbaas.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.mapping.IpvsMapping;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.service.Deployment;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IpvsProviderTest {

    private static final String INSTANCE =
            """
            vrrp_instance v {
                interface eth0
                virtual_router_id 61
                virtual_ipaddress {
                    172.16.100.1/24
                }
            }
            """;

    @TempDir private Path folder = Path.of("");
    private Path directory = Path.of("");
    private FakeDaemon daemon = new FakeDaemon(directory);
    private IpvsProvider provider;

    private IpvsProvider provider(Path at) throws IOException {
        Path instances = Files.writeString(at.resolve("director.conf"), INSTANCE);
        directory = at.resolve("conf.d");
        daemon = new FakeDaemon(directory);
        return new IpvsProvider(
                new Director(
                        directory, instances, new LbaasFixture().context().networks(), daemon));
    }

    @BeforeEach
    void open() throws IOException {
        provider = provider(folder);
    }

    private static Tree web(int number, String member) {
        Tree tree = new LbaasFixture().web();
        String suffix = "-" + number;
        tree = tree.with(tree.all(Kind.MEMBER).getFirst().with("address", member));
        return renamed(tree, suffix);
    }

    /// The same with other ids, as another load balancer has them.
    private static Tree renamed(Tree tree, String salt) {
        return Tree.of(tree.elements().stream().map(each -> renamed(each, salt)).toList());
    }

    @SuppressWarnings("NullAway") // a compiled record's constructor lacks the annotation of values
    private static Element renamed(Element each, String salt) {
        Element pooled =
                each.get("default_pool_id") == null
                        ? each
                        : each.with("default_pool_id", id(each.text("default_pool_id"), salt));
        return new Element(
                each.kind(),
                id(each.id(), salt),
                each.parent() == null ? null : id(each.parent(), salt),
                each.provisioning(),
                each.createdAt(),
                each.updatedAt(),
                pooled.values());
    }

    private static String id(String id, String salt) {
        return UUID.nameUUIDFromBytes((id + salt).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static Deployment deployment(Tree tree, boolean present) {
        return new Deployment(
                tree, Flavor.none("ipvs"), List.of(IpAddress.parse("10.10.10.7")), present);
    }

    private static String file(Tree tree) {
        return "lb-" + tree.id() + ".conf";
    }

    @Test
    void changesTogether_areOneReload() throws IOException {
        Tree one = web(1, "10.0.0.1");
        Tree other = web(2, "10.0.0.2");

        assertThat(provider.apply(List.of(deployment(one, true), deployment(other, true))))
                .isEmpty();

        assertThat(daemon.reloads()).isEqualTo(1);
        assertThat(daemon.inForce()).containsExactlyInAnyOrder(file(one), file(other), "vrrp.conf");
        assertThat(Files.readString(directory.resolve("vrrp.conf")))
                .contains("virtual_ipaddress_excluded", "172.16.100.11/32", "10.10.10.7/32");
    }

    @Test
    void sameAgain_isNoReload() {
        Tree one = web(1, "10.0.0.1");
        provider.apply(List.of(deployment(one, true)));

        provider.apply(List.of(deployment(one, true)));

        assertThat(daemon.reloads()).isEqualTo(1);
    }

    @Test
    void change_thatTheDaemonRefuses_isTakenBack_andTheOthersAreMade() throws IOException {
        Tree good = web(1, "10.0.0.1");
        Tree bad = web(2, "10.0.0.2");
        provider.apply(List.of(deployment(bad, true)));
        String before = Files.readString(directory.resolve(file(bad)));
        daemon.forbid("10.0.0.66");
        Tree changed = bad.with(bad.all(Kind.MEMBER).getFirst().with("address", "10.0.0.66"));

        Map<String, String> refused =
                provider.apply(List.of(deployment(good, true), deployment(changed, true)));

        assertThat(refused).containsOnlyKeys(bad.id());
        assertThat(refused.get(bad.id())).contains("no 10.0.0.66");
        assertThat(daemon.inForce()).contains(file(good), file(bad));
        assertThat(directory.resolve(file(bad))).hasContent(before);
    }

    @Test
    void loadBalancer_thatIsTakenAway_leavesNothing() throws IOException {
        Tree one = web(1, "10.0.0.1");
        provider.apply(List.of(deployment(one, true)));

        provider.apply(List.of(deployment(one, false)));

        assertThat(daemon.seen()).contains(file(one) + " without drain_timeout");
        assertThat(daemon.inForce()).containsExactly("vrrp.conf");
        assertThat(Files.readString(directory.resolve("vrrp.conf")))
                .doesNotContain("172.16.100.11");
    }

    @Test
    void start_putsEverythingInPlace_andRemovesWhatBelongsToNobody() throws IOException {
        Tree one = web(1, "10.0.0.1");
        provider.apply(List.of(deployment(one, true)));
        Files.writeString(directory.resolve("lb-x.conf.new"), "half");
        IpvsProvider next = provider(folder);
        Tree other = web(2, "10.0.0.2");

        assertThat(next.synchronize(List.of(deployment(other, true)), List.of())).isEmpty();

        assertThat(daemon.inForce()).containsExactlyInAnyOrder(file(other), "vrrp.conf");
    }

    @Test
    void health_ofMembers_comesFromTheDaemon() {
        LbaasFixture fixture = new LbaasFixture();
        Tree web = fixture.web();
        Tree tree =
                fixture.monitor(
                                web,
                                LbaasFixture.only(web, Kind.POOL),
                                Map.of("type", "TCP", "delay", 1, "timeout", 1, "max_retries", 1))
                        .tree()
                        .settled("2026-01-01T00:00:01");
        String group = "virtual=group:" + IpvsMapping.groupName(tree.all(Kind.LISTENER).getFirst());
        daemon.servers(
                List.of(
                        group
                                + "#0 real=172.16.100.9:80 health=down weight=1 effective=- active=0"
                                + " total=4 in_bytes=10 out_bytes=20",
                        group
                                + "#0 real=172.16.100.10:80 health=up weight=1 effective=1 active=2"
                                + " total=5 in_bytes=1 out_bytes=2"));

        Map<String, Operating> status = provider.status(tree);

        assertThat(tree.all(Kind.MEMBER))
                .extracting(each -> status.get(each.id()))
                .containsExactly(Operating.ERROR, Operating.ONLINE);
        assertThat(status.get(tree.id())).isEqualTo(Operating.DEGRADED);
        assertThat(provider.traffic(tree, tree.all(Kind.LISTENER).getFirst()).totalConnections())
                .isEqualTo(9);
    }
}
