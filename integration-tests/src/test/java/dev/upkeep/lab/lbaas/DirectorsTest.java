package dev.upkeep.lab.lbaas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two directors with one etcd.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DirectorsTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String URL = "http://" + LbaasCluster.VIP + "/";

    /// More bytes than a director's question whether etcd answers, fewer than a load balancer.
    private static final int A_WRITE = 1_000;

    private LbaasCluster cluster;
    private String subnet;
    private String pool;
    private String loadBalancer;

    @BeforeAll
    void setUp() {
        cluster = LbaasCluster.pair(Logs.of("lbaas-directors"));
        subnet = onlyId(cluster.call("GET", "/v2/subnets?name=web-net", ""));
        pool = createPool();
        loadBalancer = onlyId(cluster.call("GET", "/v2/lbaas/loadbalancers?fields=id", ""));
    }

    @AfterAll
    void tearDown() {
        cluster.close();
    }

    private String createPool() {
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
        return onlyId(pools);
    }

    private static String onlyId(String answer) {
        return answer.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
    }

    private boolean has(LbaasCluster.Director director, String member) {
        return IpvsTable.of(director.host()).find(member).isPresent();
    }

    private static String member(String address) {
        return "{\"member\":{\"address\":\"" + address + "\",\"protocol_port\":80}}";
    }

    @Test
    void write_atOneDirector_isInTheKernelOfBoth_andAPartitionHeals() {
        Await.until(
                "d2 has the load balancer",
                LIMIT,
                () -> has(cluster.last(), "172.16.100.9:80"),
                () -> cluster.last().daemon().lastWords());

        recordTimes();

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

    /// Keeps how long a write at the first director takes to the kernel of each, from before the
    /// request, in `times.txt` of the logs: figures, not conditions.
    private void recordTimes() {
        StringBuilder times = new StringBuilder();
        for (int weight = 2; weight <= 6; weight++) {
            int desired = weight;
            long start = System.nanoTime();
            cluster.call(
                    "PUT",
                    "/v2/lbaas/pools/" + pool + "/members?additive_only=true",
                    "{\"members\":[{\"address\":\"172.16.100.9\",\"protocol_port\":80,\"weight\":%d}]}"
                            .formatted(weight));
            for (LbaasCluster.Director director : List.of(cluster.first(), cluster.last())) {
                Await.until(
                        director.host() + " has weight " + weight,
                        LIMIT,
                        () ->
                                IpvsTable.of(director.host())
                                        .find("172.16.100.9:80")
                                        .filter(found -> found.weight() == desired)
                                        .isPresent(),
                        () -> director.daemon().lastWords());
                times.append(
                        String.format(
                                Locale.ROOT,
                                "%s %.3f s%n",
                                director.host(),
                                (System.nanoTime() - start) / 1e9));
            }
            cluster.awaitActive();
        }
        cluster.first().host().write(cluster.lab().logs().resolve("times.txt"), times.toString());
    }

    private static String name(String name) {
        return "{\"loadbalancer\":{\"name\":\"" + name + "\"}}";
    }

    private static CompletableFuture<String> rename(
            LbaasCluster.Director director, String loadBalancer, String name) {
        return later(director, "PUT", "/v2/lbaas/loadbalancers/" + loadBalancer, name(name));
    }

    /// Sends a request that is answered later, on a thread of its own: the common pool has only one
    /// where there is one processor.
    private static CompletableFuture<String> later(
            LbaasCluster.Director director, String method, String path, String body) {
        return CompletableFuture.supplyAsync(
                () -> director.call(method, path, body),
                task -> Thread.ofPlatform().daemon().start(task));
    }

    /// Returns whether a load balancer's document of each director waits to be read by etcd.
    private boolean bothWritesWait() {
        Set<String> waiting = new HashSet<>();
        for (String line : cluster.etcdConnections().lines().toList()) {
            String[] words = line.split(" +", -1);
            if (Integer.parseInt(words[1]) > A_WRITE) {
                waiting.add(words[4].replaceAll(":[0-9]+$", ""));
            }
        }
        return waiting.size() > 1;
    }

    private void awaitSettled(LbaasCluster.Director director) {
        Await.until(
                director.host() + " knows the load balancer as settled",
                LIMIT,
                () ->
                        director.call("GET", "/v2/lbaas/loadbalancers/" + loadBalancer, "")
                                .contains("\"provisioning_status\":\"ACTIVE\""));
    }

    /// Has both directors write at once: etcd stands still until both writes have reached it.
    ///
    /// @return the answers, of the first director first
    private List<String> race(Function<LbaasCluster.Director, CompletableFuture<String>> request) {
        awaitSettled(cluster.first());
        awaitSettled(cluster.last());
        cluster.etcd().suspend();
        CompletableFuture<String> first = request.apply(cluster.first());
        CompletableFuture<String> second = request.apply(cluster.last());
        Await.until(
                "both writes wait at etcd, or one gives up on a slow machine",
                LIMIT,
                () -> bothWritesWait() || first.isDone() || second.isDone(),
                cluster::etcdConnections);
        cluster.etcd().resume();
        return List.of(first.join(), second.join());
    }

    private List<String> bothRename() {
        return race(director ->
                rename(director, loadBalancer, director == cluster.first() ? "first" : "second"));
    }

    private CompletableFuture<String> create(LbaasCluster.Director director) {
        return later(
                director,
                "POST",
                "/v2/lbaas/loadbalancers",
                "{\"loadbalancer\":{\"vip_subnet_id\":\"%s\"}}".formatted(subnet));
    }

    @Test
    void creationsOfTwoDirectors_atTheSameTime_takeTwoAddresses() {
        List<String> answers = new ArrayList<>();
        Await.until(
                "both creations come through, none delayed beyond its limit",
                LIMIT,
                () -> {
                    answers.clear();
                    answers.addAll(race(this::create));
                    return answers.stream().allMatch(each -> each.endsWith("201"));
                },
                answers::toString);

        assertThat(answers.stream().map(DirectorsTest::vip)).doesNotHaveDuplicates();
    }

    private static String vip(String answer) {
        return answer.replaceAll("(?s).*\"vip_address\":\"([0-9.]+)\".*", "$1");
    }

    private static boolean conflict(String answer) {
        return answer.endsWith("409") && answer.contains("changed by another director");
    }

    @Test
    void writesOfTwoDirectors_atTheSameTime_areOneChangeAndOneConflict() {
        List<List<String>> races = new ArrayList<>();
        Await.until(
                "one change and one conflict",
                LIMIT,
                () -> {
                    races.add(bothRename());
                    return races.getLast().stream().anyMatch(DirectorsTest::conflict);
                },
                races::toString);

        List<String> answers = races.getLast();
        String winner = answers.getFirst().endsWith("200") ? "first" : "second";
        assertThat(answers).as("%s", answers).anyMatch(each -> each.endsWith("200"));
        for (LbaasCluster.Director director : List.of(cluster.first(), cluster.last())) {
            Await.until(
                    director.host() + " has the name of the change that was answered 200",
                    LIMIT,
                    () ->
                            director.call("GET", "/v2/lbaas/loadbalancers/" + loadBalancer, "")
                                    .contains("\"name\":\"" + winner + "\""));
        }
    }

    @Test
    void etcdThatIsGone_stopsWritesOnly_andEverythingConvergesWhenItIsBack() {
        cluster.call("POST", "/v2/lbaas/pools/" + pool + "/members", member("172.16.100.10"));
        cluster.awaitActive();
        cluster.monitor(pool);
        Await.until(
                "both servers answer",
                LIMIT,
                () -> Set.copyOf(cluster.client().ask(URL, 4)).equals(Set.of("web1", "web2")));

        cluster.etcd().stop();
        String path = "/v2/lbaas/pools/" + pool;
        for (LbaasCluster.Director director : List.of(cluster.first(), cluster.last())) {
            assertThat(director.call("POST", path + "/members", member("172.16.100.12")))
                    .endsWith("503");
            assertThat(director.call("GET", path, "")).endsWith("200");
        }
        assertThat(cluster.client().ask(URL, 4)).contains("web1", "web2");
        cluster.server(2).stop();
        Await.until(
                "the checks take the stopped server out",
                LIMIT,
                () -> cluster.call("GET", path + "/members", "").contains("ERROR"));
        Await.until(
                "the other one answers alone",
                LIMIT,
                () -> Set.copyOf(cluster.client().ask(URL, 4)).equals(Set.of("web1")));

        cluster.etcd().restart();
        Await.until(
                "a write is taken again",
                LIMIT,
                () ->
                        cluster.last()
                                .call("POST", path + "/members", member("172.16.100.13"))
                                .endsWith("201"));
        for (LbaasCluster.Director director : List.of(cluster.first(), cluster.last())) {
            Await.until(
                    director.host() + " has the member that was added last",
                    LIMIT,
                    () -> director.call("GET", path + "/members", "").contains("172.16.100.13"));
        }
    }
}
