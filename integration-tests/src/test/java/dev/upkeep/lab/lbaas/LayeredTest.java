package dev.upkeep.lab.lbaas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The provider `layered`: two directors that are HAProxy nodes, too, on one etcd.
@LabTest
class LayeredTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String URL = "http://" + LbaasCluster.VIP + "/";
    private static final Pattern CONNECTIONS = Pattern.compile("\"total_connections\":([0-9]+)");

    private LbaasCluster cluster;
    private LbaasCluster.Director first;
    private LbaasCluster.Director second;
    private String loadBalancer = "";

    @BeforeEach
    void setUp() {
        cluster = LbaasCluster.layered(Logs.of("lbaas-layered"));
        first = cluster.first();
        second = cluster.last();
    }

    @AfterEach
    void tearDown() {
        cluster.close();
    }

    private void create() {
        String subnets = cluster.call("GET", "/v2/subnets?name=web-net", "");
        String subnet = subnets.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
        loadBalancer =
                cluster.create(
                        "loadbalancers",
                        ("{\"loadbalancer\":{\"name\":\"lb1\",\"vip_subnet_id\":\"%s\","
                                        + "\"vip_address\":\"%s\",\"listeners\":[{\"protocol\":\"HTTP\","
                                        + "\"protocol_port\":80,\"default_pool\":{\"name\":\"web\","
                                        + "\"protocol\":\"HTTP\",\"lb_algorithm\":\"ROUND_ROBIN\","
                                        + "\"members\":[{\"address\":\"172.16.100.9\","
                                        + "\"protocol_port\":80},{\"address\":\"172.16.100.10\","
                                        + "\"protocol_port\":80}]}}]}}")
                                .formatted(subnet, LbaasCluster.VIP));
    }

    private static List<String> nodes(LbaasCluster.Director director) {
        return IpvsTable.of(director.host()).services().stream()
                .filter(service -> service.key().equals("FWM 10000"))
                .flatMap(service -> service.destinations().stream())
                .map(node -> node.address() + " " + node.weight())
                .sorted()
                .toList();
    }

    private static void awaitNodes(LbaasCluster.Director director, String... nodes) {
        Await.until(
                "nodes of " + director.host(),
                LIMIT,
                () -> nodes(director).equals(List.of(nodes)),
                () -> nodes(director) + director.daemon().lastWords());
    }

    /// Connections that the node of this director has served.
    private int served(LbaasCluster.Director director) {
        String stats =
                director.call("GET", "/v2/lbaas/loadbalancers/" + loadBalancer + "/stats", "");
        Matcher matcher = CONNECTIONS.matcher(stats);
        assertThat(matcher.find()).as(stats).isTrue();
        return Integer.parseInt(matcher.group(1));
    }

    private void awaitBothServers() {
        Await.until(
                "both servers answer",
                LIMIT,
                () -> Set.copyOf(cluster.client().ask(URL, 8)).equals(Set.of("web1", "web2")),
                () -> cluster.client().ask(URL, 8).toString());
    }

    @Test
    void connections_goByMarkOverTheNodes_andSurviveANodeAndADirector() {
        create();
        awaitNodes(first, "10.20.0.1:0 3", "10.20.0.2:0 1");
        awaitNodes(second, "10.20.0.1:0 1", "10.20.0.2:0 3");
        awaitBothServers();

        int there = served(second);
        int here = served(first);
        assertThat(cluster.client().ask(URL, 8)).containsOnly("web1", "web2");
        assertThat(served(first) - here).as("the master's own share").isEqualTo(6);
        assertThat(served(second) - there).as("the share of the other node").isEqualTo(2);
        assertThat(second.host().run("ipvsadm", "-Lnc").out())
                .as("what the master passes on is not passed on again")
                .doesNotContain(LbaasCluster.VIP);

        second.host()
                .shell(
                        "for p in $(cat /run/lbaas/haproxy/layered/*.pid); do"
                                + " kill -9 $p $(pgrep -P $p); done");
        awaitNodes(first, "10.20.0.1:0 3");
        assertThat(cluster.client().ask(URL, 4)).containsOnly("web1", "web2");
        second.call("PUT", "/v2/lbaas/loadbalancers/" + loadBalancer + "/failover", "");
        awaitNodes(first, "10.20.0.1:0 3", "10.20.0.2:0 1");

        cluster.powerOff();
        awaitNodes(second, "10.20.0.2:0 3");
        awaitBothServers();

        second.call("DELETE", "/v2/lbaas/loadbalancers/" + loadBalancer + "?cascade=true", "");
        Await.until(
                "nothing is left",
                LIMIT,
                () ->
                        IpvsTable.of(second.host()).isEmpty()
                                && !second.host().hasAddress(LbaasCluster.VIP)
                                && second.host()
                                        .shell("ls /run/lbaas/haproxy/layered")
                                        .out()
                                        .isBlank(),
                () -> second.daemon().lastWords());
        assertThat(second.host().run("iptables-legacy-save", "-t", "mangle").out())
                .doesNotContain("MARK");
    }
}
