package dev.upkeep.lab.lbaas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two directors with one etcd.
@LabTest
class DirectorsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private LbaasCluster cluster;

    @BeforeEach
    void setUp() {
        cluster = LbaasCluster.pair(Logs.of("lbaas-directors"));
    }

    @AfterEach
    void tearDown() {
        cluster.close();
    }

    private String pool() {
        String subnets = cluster.call("GET", "/v2/subnets?name=web-net", "");
        String subnet = subnets.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
        cluster.create(
                "loadbalancers",
                ("{\"loadbalancer\":{\"name\":\"lb1\",\"vip_subnet_id\":\"%s\","
                                + "\"vip_address\":\"%s\",\"listeners\":[{\"protocol\":\"TCP\","
                                + "\"protocol_port\":80,\"default_pool\":{\"name\":\"web\","
                                + "\"protocol\":\"TCP\",\"lb_algorithm\":\"ROUND_ROBIN\","
                                + "\"members\":[{\"address\":\"172.16.100.9\","
                                + "\"protocol_port\":80}]}}]}}")
                        .formatted(subnet, LbaasCluster.VIP));
        String pools = cluster.call("GET", "/v2/lbaas/pools?name=web&fields=id", "");
        return pools.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
    }

    private boolean has(LbaasCluster.Director director, String member) {
        return IpvsTable.of(director.host()).find(member).isPresent();
    }

    private static String member(String address) {
        return "{\"member\":{\"address\":\"" + address + "\",\"protocol_port\":80}}";
    }

    @Test
    void write_atOneDirector_isInTheKernelOfBoth_andAPartitionHeals() {
        String pool = pool();
        Await.until(
                "d2 has the load balancer",
                LIMIT,
                () -> has(cluster.last(), "172.16.100.9:80"),
                () -> cluster.last().daemon().lastWords());

        cluster.last().host().run("ip", "route", "add", "blackhole", "172.16.100.30");
        String refused =
                cluster.last()
                        .call(
                                "POST",
                                "/v2/lbaas/pools/" + pool + "/members",
                                member("172.16.100.10"));
        assertThat(refused).endsWith("503");
        cluster.create("pools/" + pool + "/members", member("172.16.100.10"));
        assertThat(has(cluster.first(), "172.16.100.10:80")).isTrue();
        assertThat(has(cluster.last(), "172.16.100.9:80")).isTrue();

        cluster.last().host().run("ip", "route", "del", "blackhole", "172.16.100.30");
        Await.until(
                "d2 has caught up",
                LIMIT,
                () -> has(cluster.last(), "172.16.100.10:80"),
                () -> cluster.last().daemon().lastWords());
    }
}
