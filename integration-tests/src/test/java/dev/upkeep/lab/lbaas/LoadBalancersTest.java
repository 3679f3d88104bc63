package dev.upkeep.lab.lbaas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.KeptConnection;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Load balancers made over the API, seen by a client and in the kernel.
@LabTest
class LoadBalancersTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String URL = "http://" + LbaasCluster.VIP + "/";

    private LbaasCluster cluster;

    @BeforeEach
    void setUp() {
        cluster = LbaasCluster.single(Logs.of("lbaas"));
    }

    @AfterEach
    void tearDown() {
        cluster.close();
    }

    private String loadBalancer() {
        return loadBalancer("ipvs");
    }

    private String loadBalancer(String provider) {
        String subnets = cluster.call("GET", "/v2/subnets?name=web-net", "");
        String subnet = subnets.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
        return cluster.create(
                "loadbalancers",
                ("{\"loadbalancer\":{\"name\":\"lb1\",\"vip_subnet_id\":\"%s\","
                                + "\"vip_address\":\"%s\",\"provider\":\"%s\"}}")
                        .formatted(subnet, LbaasCluster.VIP, provider));
    }

    private String pool(String loadBalancer) {
        String listener =
                cluster.create(
                        "listeners",
                        ("{\"listener\":{\"name\":\"l1\",\"loadbalancer_id\":\"%s\","
                                        + "\"protocol\":\"TCP\",\"protocol_port\":80}}")
                                .formatted(loadBalancer));
        String pool =
                cluster.create(
                        "pools",
                        ("{\"pool\":{\"name\":\"web\",\"listener_id\":\"%s\",\"protocol\":\"TCP\","
                                        + "\"lb_algorithm\":\"ROUND_ROBIN\"}}")
                                .formatted(listener));
        for (int i = 9; i <= 10; i++) {
            cluster.create(
                    "pools/" + pool + "/members",
                    "{\"member\":{\"name\":\"web%d\",\"address\":\"172.16.100.%d\",\"protocol_port\":80}}"
                            .formatted(i - 8, i));
        }
        cluster.monitor(pool);
        Await.until(
                "both servers answer",
                LIMIT,
                () -> Set.copyOf(cluster.client().ask(URL, 4)).equals(Set.of("web1", "web2")));
        return pool;
    }

    @Test
    void loadBalancer_fromFirstToLast_isInTheKernelAsAskedFor() {
        String loadBalancer = loadBalancer();
        String pool = pool(loadBalancer);

        cluster.call(
                "PUT",
                "/v2/lbaas/loadbalancers/" + loadBalancer,
                "{\"loadbalancer\":{\"name\":\"<b>shop</b> $x\"}}");
        cluster.awaitActive();
        assertThat(shown())
                .contains("(<b>shop</b> $x / l1)", "172.16.100.9:80 (web1)", "its check passed");
        assertThat(cluster.daemon().output()).doesNotContain("Removing service");
        cluster.call(
                "PUT",
                "/v2/lbaas/loadbalancers/" + loadBalancer,
                "{\"loadbalancer\":{\"name\":\"lb1\"}}");
        cluster.call(
                "PUT",
                "/v2/lbaas/pools/" + pool,
                "{\"pool\":{\"session_persistence\":{\"type\":\"SOURCE_IP\"}}}");
        cluster.awaitActive();
        assertThat(Set.copyOf(cluster.client().ask(URL, 6))).hasSize(1);
        cluster.call("PUT", "/v2/lbaas/pools/" + pool, "{\"pool\":{\"session_persistence\":null}}");
        cluster.awaitActive();

        cluster.server(2).stop();
        Await.until(
                "the member is in ERROR",
                LIMIT,
                () -> status(loadBalancer).contains("\"operating_status\":\"ERROR\""),
                () -> status(loadBalancer));
        assertThat(status(loadBalancer)).contains("DEGRADED");
        assertThat(cluster.client().ask(URL, 4)).containsOnly("web1");
        cluster.server(2).restart();

        String refused =
                cluster.call(
                        "PUT",
                        "/v2/lbaas/pools/" + pool,
                        "{\"pool\":{\"session_persistence\":{\"type\":\"HTTP_COOKIE\"}}}");
        assertThat(refused).endsWith("501").contains("session persistence HTTP_COOKIE");

        cluster.call("DELETE", "/v2/lbaas/loadbalancers/" + loadBalancer + "?cascade=true", "");
        cluster.awaitActive();
        Await.until(
                "the kernel is empty",
                LIMIT,
                () -> cluster.table().isEmpty() && !cluster.director().hasAddress(LbaasCluster.VIP),
                () -> cluster.table() + cluster.daemon().lastWords());
    }

    /// What the daemon says of the load balancers.
    private String shown() {
        return cluster.director().run(Program.UPKEEP.path().toString(), "status").out();
    }

    private String status(String loadBalancer) {
        return cluster.call("GET", "/v2/lbaas/loadbalancers/" + loadBalancer + "/status", "");
    }

    @Test
    void member_withWeightZero_keepsItsOpenConnection() {
        String loadBalancer = loadBalancer();
        String pool = pool(loadBalancer);
        try (KeptConnection kept =
                KeptConnection.open(cluster.clientHost(), LbaasCluster.VIP + ":80")) {
            String server = kept.ask();
            String address = server.equals("web1") ? "172.16.100.9" : "172.16.100.10";
            String other = server.equals("web1") ? "web2" : "web1";

            cluster.call(
                    "PUT",
                    "/v2/lbaas/pools/" + pool + "/members?additive_only=true",
                    "{\"members\":[{\"address\":\"%s\",\"protocol_port\":80,\"weight\":0}]}"
                            .formatted(address));
            cluster.awaitActive();

            assertThat(cluster.client().ask(URL, 4)).containsOnly(other);
            assertThat(kept.ask()).isEqualTo(server);
            assertThat(status(loadBalancer)).contains("DRAINING");
        }
    }

    /// Weights go over HAProxy's runtime API, the rest by a reload, which a static algorithm needs
    /// for weights, too. Neither loses an open connection.
    @Test
    void haproxyMember_weightChanges_withoutAReload() {
        String loadBalancer = loadBalancer("haproxy");
        String pool = pool(loadBalancer);
        String worker = worker(loadBalancer);
        assertThat(shown()).contains("(lb1 / l1)  HAProxy up", "[172.16.100.9]:80 (web1)", "L7OK");

        weigh(pool, 9, 0);
        assertThat(cluster.client().ask(URL, 4)).containsOnly("web2");
        assertThat(status(loadBalancer)).contains("DRAINING");
        assertThat(shown()).contains("draining");
        weigh(pool, 9, 5);
        assertThat(Set.copyOf(cluster.client().ask(URL, 8))).containsOnly("web1", "web2");
        assertThat(worker(loadBalancer)).as("the same process").isEqualTo(worker);

        try (KeptConnection kept =
                KeptConnection.open(cluster.clientHost(), LbaasCluster.VIP + ":80")) {
            String server = kept.ask();
            cluster.call(
                    "PUT",
                    "/v2/lbaas/pools/" + pool,
                    "{\"pool\":{\"lb_algorithm\":\"SOURCE_IP\"}}");
            cluster.awaitActive();
            String reloaded = worker(loadBalancer);
            assertThat(reloaded).as("another process").isNotEqualTo(worker);
            weigh(pool, 9, 7);
            assertThat(worker(loadBalancer)).as("a third process").isNotEqualTo(reloaded);
            assertThat(kept.ask()).isEqualTo(server);
        }
        assertThat(cluster.client().ask(URL, 2)).hasSize(2);
    }

    /// The cookie that HAProxy adds, and the one that the application sets.
    @Test
    void haproxyPool_withCookies_keepsAClientWithItsMember() {
        String pool = httpPool();
        persist(pool, "{\"type\":\"HTTP_COOKIE\"}");
        assertThat(Set.copyOf(cluster.client().ask(URL, 4))).hasSize(2);
        assertThat(Set.copyOf(withCookies("SRV"))).hasSize(1);

        persist(pool, "{\"type\":\"APP_COOKIE\",\"cookie_name\":\"JSESSIONID\"}");
        assertThat(Set.copyOf(cluster.client().ask(URL, 4))).hasSize(2);
        assertThat(Set.copyOf(withCookies("JSESSIONID"))).hasSize(1);
    }

    private String httpPool() {
        String loadBalancer = loadBalancer("haproxy");
        String pool =
                cluster.create(
                        "pools",
                        ("{\"pool\":{\"loadbalancer_id\":\"%s\",\"protocol\":\"HTTP\","
                                        + "\"lb_algorithm\":\"ROUND_ROBIN\"}}")
                                .formatted(loadBalancer));
        cluster.call(
                "PUT",
                "/v2/lbaas/pools/" + pool + "/members",
                "{\"members\":[{\"address\":\"172.16.100.9\",\"protocol_port\":80},"
                        + "{\"address\":\"172.16.100.10\",\"protocol_port\":80}]}");
        cluster.awaitActive();
        cluster.create(
                "listeners",
                ("{\"listener\":{\"loadbalancer_id\":\"%s\",\"protocol\":\"HTTP\","
                                + "\"protocol_port\":80,\"default_pool_id\":\"%s\"}}")
                        .formatted(loadBalancer, pool));
        Await.until(
                "both servers answer",
                LIMIT,
                () -> Set.copyOf(cluster.client().ask(URL, 4)).equals(Set.of("web1", "web2")));
        return pool;
    }

    private void persist(String pool, String persistence) {
        cluster.call(
                "PUT",
                "/v2/lbaas/pools/" + pool,
                "{\"pool\":{\"session_persistence\":" + persistence + "}}");
        cluster.awaitActive();
    }

    /// The answers to a client that keeps cookies, which must have the one of that name.
    private List<String> withCookies(String name) {
        return cluster.clientHost()
                .run(
                        "sh",
                        "-ec",
                        "rm -f /run/jar; for i in 1 2 3 4 5 6; do"
                                + " curl -s -m 5 -c /run/jar -b /run/jar "
                                + URL
                                + "; done; grep -q "
                                + name
                                + " /run/jar")
                .lines();
    }

    private void weigh(String pool, int member, int weight) {
        cluster.call(
                "PUT",
                "/v2/lbaas/pools/" + pool + "/members?additive_only=true",
                "{\"members\":[{\"address\":\"172.16.100.%d\",\"protocol_port\":80,\"weight\":%d}]}"
                        .formatted(member, weight));
        cluster.awaitActive();
    }

    /// The process of the HAProxy that answers.
    private String worker(String loadBalancer) {
        return cluster.director()
                .shell(
                        "echo show info | socat - /run/lbaas/haproxy/%s.sock | grep ^Pid:"
                                .formatted(loadBalancer))
                .out();
    }

    @Test
    void api_thatIsKilled_changesNothingAndKnowsEverythingAfterwards() {
        String loadBalancer = loadBalancer();
        pool(loadBalancer);
        cluster.killApi();

        assertThat(Set.copyOf(cluster.client().ask(URL, 4)))
                .containsExactlyInAnyOrder("web1", "web2");
        cluster.startApi();

        assertThat(status(loadBalancer)).contains("lb1", "l1", "web");
        assertThat(cluster.table().services())
                .extracting(IpvsTable.Service::key)
                .isEqualTo(List.of("TCP " + LbaasCluster.VIP + ":80"));
    }
}
