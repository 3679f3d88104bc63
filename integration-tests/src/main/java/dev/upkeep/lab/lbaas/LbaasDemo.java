package dev.upkeep.lab.lbaas;

import dev.upkeep.lab.demo.DemoNarrator;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.KeptConnection;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import dev.upkeep.lab.host.Output;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// `./lab demo lbaas`: load balancers made with OpenStack's own client, from the first to the last.
/// Exits with 1 when anything did not happen.
public final class LbaasDemo {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String URL = "http://" + LbaasCluster.VIP + "/";
    private static final String FLOATING_URL = "http://" + LbaasCluster.FLOATING + "/";

    private final LbaasCluster cluster;
    private final DemoNarrator narrator;

    private LbaasDemo(LbaasCluster cluster, DemoNarrator narrator) {
        this.cluster = cluster;
        this.narrator = narrator;
    }

    /// Runs the demo.
    public static void run(DemoNarrator narrator) {
        narrator.say(
                "examples/lbaas: d1 and d2 with Upkeep and its API, etcd, web1, web2, client on one wire");
        try (var cluster =
                LbaasCluster.pair(Lab.home().resolve("integration-tests/target/lab/demo-lbaas"))) {
            new LbaasDemo(cluster, narrator).run();
        }
    }

    private void run() {
        create();
        persistence();
        memberStops();
        weightZero();
        floatingAddress();
        limits();
        directorDies();
        delete();
        cookies();
    }

    private Output openstack(String words) {
        narrator.say(cluster.director() + "$ openstack " + words);
        Output output = cluster.openstack(words.split(" ", -1));
        var printed = new ArrayList<>(output.lines());
        printed.addAll(output.err().lines().toList());
        narrator.show(printed.stream().limit(14).toList());
        return output;
    }

    private void must(String words) {
        Output output = openstack(words);
        if (!output.ok()) {
            throw new LabException(output.toString());
        }
        cluster.awaitActive();
    }

    private void must(boolean condition, String what) {
        if (!condition) {
            throw new LabException(what);
        }
    }

    private List<String> ask(String url) {
        List<String> answers = cluster.client().ask(url, 6);
        narrator.say("client$ curl " + url + "   (6 times)");
        narrator.show(List.of(String.join(", ", answers)));
        return answers;
    }

    private void create() {
        narrator.chapter("A load balancer, a listener, a pool, two members, a monitor");
        must(
                "loadbalancer create --name lb1 --vip-subnet-id web-net --vip-address "
                        + LbaasCluster.VIP
                        + " --wait -f value -c id -c provisioning_status");
        must(
                "loadbalancer listener create --name l1 --protocol TCP --protocol-port 80 lb1 -f value -c id");
        must(
                "loadbalancer pool create --name web --listener l1 --protocol TCP --lb-algorithm"
                        + " ROUND_ROBIN --session-persistence type=SOURCE_IP -f value -c id");
        for (int i = 1; i <= 2; i++) {
            must(
                    "loadbalancer member create --name web%d --address 172.16.100.%d --protocol-port 80 web -f value -c id"
                            .formatted(i, 8 + i));
        }
        must(
                "loadbalancer healthmonitor create --name hm --type HTTP --delay 1 --timeout 1"
                        + " --max-retries 1 --max-retries-down 1 web -f value -c id");
        Await.until(
                "the VIP answers",
                LIMIT,
                () -> cluster.client().answered(URL),
                cluster.daemon()::lastWords);
        narrator.say(cluster.director() + "$ ipvsadm -Ln");
        narrator.show(cluster.director().run("ipvsadm", "-Ln").lines());
    }

    private void persistence() {
        narrator.chapter("Session persistence: source IP, then none");
        must(Set.copyOf(ask(URL)).size() == 1, "one client, one member");
        must("loadbalancer pool unset --session-persistence web");
        must(new TreeSet<>(ask(URL)).size() == 2, "both members in turn");
    }

    private void memberStops() {
        narrator.chapter("web2 stops");
        cluster.server(2).stop();
        Await.until("web2 is in ERROR", LIMIT, () -> status().contains("\"ERROR\""), this::status);
        openstack("loadbalancer member list web -f value -c name -c operating_status");
        must(status().contains("DEGRADED"), "the pool is DEGRADED");
        must(Set.copyOf(ask(URL)).equals(Set.of("web1")), "web1 goes on");
        cluster.server(2).restart();
        Await.until("web2 is back", LIMIT, () -> !status().contains("\"ERROR\""), this::status);
    }

    private String status() {
        String list = cluster.call("GET", "/v2/lbaas/loadbalancers?name=lb1&fields=id", "");
        String id = list.replaceAll("(?s).*\"id\":\"([0-9a-f-]{36})\".*", "$1");
        return cluster.call("GET", "/v2/lbaas/loadbalancers/" + id + "/status", "");
    }

    private void weightZero() {
        narrator.chapter("Weight 0: the open connection lives");
        try (var kept = KeptConnection.open(cluster.clientHost(), LbaasCluster.VIP + ":80")) {
            String server = kept.ask();
            narrator.say("client keeps a connection to " + server);
            must("loadbalancer member set --weight 0 web " + server);
            must(kept.ask().equals(server), "the open connection lives");
            openstack(
                    "loadbalancer member list web -f value -c name -c operating_status -c weight");
            must(kept.ask().equals(server), "the open connection lives");
            must(!ask(URL).contains(server), "new connections go elsewhere");
            must(kept.ask().equals(server), "the open connection lives");
            narrator.say("the open connection still answers: " + server);
            must("loadbalancer member set --weight 1 web " + server);
        }
    }

    private void floatingAddress() {
        narrator.chapter("A floating IP");
        Output port =
                cluster.openstack(
                        "loadbalancer", "show", "lb1", "-f", "value", "-c", "vip_port_id");
        must(
                "floating ip create --floating-ip-address "
                        + LbaasCluster.FLOATING
                        + " --port "
                        + port.out().strip()
                        + " ext_net -f value -c floating_ip_address");
        Await.until(
                "the floating IP answers",
                LIMIT,
                () -> cluster.client().answered(FLOATING_URL),
                cluster.daemon()::lastWords);
        must(new TreeSet<>(ask(FLOATING_URL)).size() == 2, "both members in turn");
    }

    private void limits() {
        narrator.chapter("What the kernel cannot do is 501");
        Output refused =
                openstack(
                        "loadbalancer pool create --name cookies --loadbalancer lb1 --protocol HTTP"
                                + " --lb-algorithm ROUND_ROBIN --session-persistence type=HTTP_COOKIE");
        must(
                !refused.ok() && refused.err().contains("HTTP_COOKIE"),
                "HTTP cookies are refused: " + refused);
    }

    private void directorDies() {
        narrator.chapter("d1 loses power; d2 has read everything from etcd");
        cluster.powerOff();
        Duration over =
                Await.until(
                        "d2 answers",
                        LIMIT,
                        () ->
                                cluster.client().answered(URL)
                                        && cluster.client().answered(FLOATING_URL),
                        cluster.daemon()::lastWords);
        narrator.say("VIP and floating IP answer after " + DemoNarrator.seconds(over));
        ask(URL);
        ask(FLOATING_URL);
    }

    private void delete() {
        narrator.chapter("delete --cascade: the kernel is empty");
        must("loadbalancer delete --cascade lb1 --wait");
        Await.until(
                "the kernel is empty",
                LIMIT,
                () -> cluster.table().isEmpty() && !cluster.director().hasAddress(LbaasCluster.VIP),
                () -> cluster.table().toString());
        narrator.say(cluster.director() + "$ ipvsadm -Ln");
        narrator.show(cluster.director().run("ipvsadm", "-Ln").lines());
    }

    private void cookies() {
        narrator.chapter("Provider haproxy: session persistence by cookie");
        must(
                "loadbalancer create --name lb2 --provider haproxy --vip-subnet-id web-net --vip-address "
                        + LbaasCluster.VIP
                        + " --wait -f value -c provisioning_status");
        must(
                "loadbalancer listener create --name l2 --protocol HTTP --protocol-port 80 lb2 -f value -c id");
        must(
                "loadbalancer pool create --name web2 --listener l2 --protocol HTTP --lb-algorithm"
                        + " ROUND_ROBIN --session-persistence type=HTTP_COOKIE -f value -c id");
        for (int i = 1; i <= 2; i++) {
            must(
                    "loadbalancer member create --name m%d --address 172.16.100.%d --protocol-port 80 web2 -f value -c id"
                            .formatted(i, 8 + i));
        }
        Await.until(
                "the VIP answers",
                LIMIT,
                () -> cluster.client().answered(URL),
                cluster.daemon()::lastWords);
        must(new TreeSet<>(ask(URL)).size() == 2, "without a cookie both members in turn");
        List<String> sticky = withCookies("SRV");
        must(Set.copyOf(sticky).size() == 1, "with the cookie one member: " + sticky);
        must(
                "loadbalancer pool set --session-persistence"
                        + " type=APP_COOKIE,cookie_name=JSESSIONID web2");
        sticky = withCookies("JSESSIONID");
        must(Set.copyOf(sticky).size() == 1, "with the application's cookie, too: " + sticky);
        must("loadbalancer delete --cascade lb2 --wait");
    }

    private List<String> withCookies(String name) {
        narrator.say("client$ curl --cookie-jar jar --cookie jar " + URL + "   (6 times)");
        List<String> answers =
                cluster.clientHost()
                        .shell(
                                "rm -f /run/jar; for i in 1 2 3 4 5 6; do"
                                        + " curl -s -m 2 -c /run/jar -b /run/jar "
                                        + URL
                                        + "; done; grep -o "
                                        + name
                                        + " /run/jar")
                        .lines();
        narrator.show(List.of(String.join(", ", answers)));
        must(answers.getLast().equals(name), "the cookie is " + name);
        return answers.subList(0, answers.size() - 1);
    }
}
