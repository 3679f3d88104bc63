package dev.upkeep.lbaas.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.upkeep.app.status.ProxySnapshot;
import dev.upkeep.app.status.ProxySnapshot.ProxyServerSnapshot;
import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.mapping.HaproxyNames;
import dev.upkeep.lbaas.mapping.HaproxyNames.ListenerName;
import dev.upkeep.lbaas.mapping.HaproxyNames.ServerName;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class HaproxyProxiesTest {

    private static final HaproxyNames NAMES =
            new HaproxyNames(
                    List.of(
                            new ListenerName(
                                    "f1",
                                    "[10.0.0.7]:443",
                                    "shop / https",
                                    List.of(new ServerName("p1", "m1", "[10.1.0.7]:80", "web1")))));

    private static String statistics(String server) {
        return """
        # pxname,svname,scur,stot,bin,bout,status,weight,check_status,last_chk,
        f1,FRONTEND,2,120,4096,8192,OPEN,,,,
        p1,m1,%s,
        p1,BACKEND,2,120,4096,8192,UP,1,,,
        """
                .formatted(server);
    }

    @Test
    void namesOfALoadBalancer_areThoseOfClients_andOutlastAFile() throws IOException {
        Tree tree = new LbaasFixture().web();
        HaproxyNames names = HaproxyNames.of(tree, List.of(IpAddress.parse("172.16.100.11")));

        ListenerName listener = names.listeners().getFirst();
        assertThat(listener.frontend()).isEqualTo(tree.all(Kind.LISTENER).getFirst().id());
        assertThat(listener.name()).isEqualTo("[172.16.100.11]:80");
        assertThat(listener.servers()).hasSize(2);
        assertThat(listener.servers().getFirst().backend())
                .isEqualTo(tree.all(Kind.POOL).getFirst().id());
        assertThat(Json.record(HaproxyNames.class, Json.text(names))).isEqualTo(names);
    }

    @Test
    void listener_hasTheCountersOfItsFrontend() {
        assertThat(HaproxyProxies.snapshots(NAMES, statistics("2,120,4096,8192,UP,1,L7OK,")))
                .containsExactly(
                        new ProxySnapshot(
                                "[10.0.0.7]:443",
                                "shop / https",
                                "up",
                                2,
                                120,
                                4096,
                                8192,
                                List.of(
                                        new ProxyServerSnapshot(
                                                "[10.1.0.7]:80",
                                                "web1",
                                                "up",
                                                "enabled",
                                                1,
                                                2,
                                                "UP, L7OK"))));
    }

    @ParameterizedTest(name = "{0} with weight {1}")
    @CsvSource({
        "UP, 1, up, enabled, up",
        "UP 1/3, 1, up, enabled, up",
        "UP, 0, up, draining, up",
        "DRAIN, 0, up, draining, up",
        "DOWN, 1, down, enabled, down",
        "DOWN 1/2, 1, down, enabled, down",
        "no check, 1, unchecked, enabled, up",
        "MAINT, 1, unchecked, disabled, up"
    })
    void status_isTheHealthOfTheServer(
            String status, int weight, String health, String state, String listener) {
        ProxySnapshot proxy =
                HaproxyProxies.snapshots(
                                NAMES, statistics("0,0,0,0,%s,%d,,".formatted(status, weight)))
                        .getFirst();
        assertThat(proxy.state()).isEqualTo(listener);
        assertThat(proxy.servers().getFirst().health()).isEqualTo(health);
        assertThat(proxy.servers().getFirst().state()).isEqualTo(state);
    }

    @Test
    void processThatHangs_isShownByName_withoutAnAnswer(@TempDir Path directory)
            throws IOException {
        Files.writeString(directory.resolve("lb1.names"), Json.text(NAMES));
        try (ServerSocketChannel hanging = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hanging.bind(UnixDomainSocketAddress.of(directory.resolve("lb1.sock")));

            assertThat(HaproxyProxies.in(directory))
                    .extracting(ProxySnapshot::label, ProxySnapshot::state)
                    .containsExactly(tuple("shop / https", "no answer"));
        }
    }

    @Test
    void directoryThatIsNotThere_hasNone(@TempDir Path directory) {
        assertThat(HaproxyProxies.in(directory.resolve("later"))).isEmpty();
    }
}
