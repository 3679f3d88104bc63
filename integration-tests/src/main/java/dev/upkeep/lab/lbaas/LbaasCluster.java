package dev.upkeep.lab.lbaas;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Client;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.LabException;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.host.Sockets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Directors with `upkeep api`, two web servers behind them and a client before them, as in
/// `examples/lbaas`.
public final class LbaasCluster implements AutoCloseable {
    /// The address that a demo's load balancer gets.
    public static final String VIP = "172.16.100.11";

    /// The floating IP of the demo.
    public static final String FLOATING = "10.10.10.7";

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration CHANGE = Duration.ofSeconds(30);
    private static final String API = "http://127.0.0.1:9876";
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private final Lab lab;
    private final boolean layered;
    private final Path directory = Lab.home().resolve("examples/lbaas");
    private final List<Director> directors = new ArrayList<>();
    private final Host clientHost;
    private final List<Service> servers = new ArrayList<>();
    private final @Nullable Host etcdHost;
    private final @Nullable Service etcd;

    /// A director: Upkeep, and its API.
    public static final class Director {
        private final Host host;
        private final Path settings;
        private final Daemon daemon;
        private Process api;

        private Director(Host host, Path settings, Daemon daemon, Process api) {
            this.host = host;
            this.settings = settings;
            this.daemon = daemon;
            this.api = api;
        }

        /// Its host.
        public Host host() {
            return host;
        }

        /// Its daemon.
        public Daemon daemon() {
            return daemon;
        }

        /// One request to its API by curl; the body of the answer behind its status.
        public String call(String method, String path, String body) {
            return host.attempt(
                            "curl",
                            "-s",
                            "-m",
                            "30",
                            "-w",
                            "\n%{http_code}",
                            "-X",
                            method,
                            "-H",
                            "Content-Type: application/json",
                            "--data",
                            body,
                            API + path)
                    .out();
        }
    }

    /// One director with an embedded store.
    public static LbaasCluster single(Path logs) {
        return new LbaasCluster(logs, 1, false);
    }

    /// Two directors on one etcd.
    public static LbaasCluster pair(Path logs) {
        return new LbaasCluster(logs, 2, false);
    }

    /// Two directors on one etcd that are HAProxy nodes, too: what one passes on to the other goes
    /// by a VLAN.
    public static LbaasCluster layered(Path logs) {
        return new LbaasCluster(logs, 2, true);
    }

    private LbaasCluster(Path logs, int count, boolean layered) {
        lab = new Lab(logs);
        this.layered = layered;
        for (int i = 1; i <= 2; i++) {
            Host web =
                    lab.add(
                            HostSpec.named("web" + i)
                                    .address("172.16.100." + (8 + i) + "/24")
                                    .route("default", "172.16.100.1"));
            servers.add(Service.nginx(lab, web, 80));
        }
        clientHost =
                lab.add(
                        HostSpec.named("client")
                                .address("10.10.10.4/24")
                                .route("172.16.100.0/24", "10.10.10.1"));
        Host store = count > 1 ? lab.add(HostSpec.named("etcd").address("172.16.100.30/24")) : null;
        etcdHost = store;
        etcd = store == null ? null : etcd(lab, store);
        for (int i = 1; i <= count; i++) {
            directors.add(director(i, count > 1));
        }
    }

    private static Service etcd(Lab lab, Host host) {
        String url = "http://172.16.100.30:2379";
        return Service.program(
                lab,
                host,
                Sockets.Kind.TCP,
                2379,
                "env",
                "ETCD_UNSUPPORTED_ARCH=amd64",
                "etcd",
                "--data-dir",
                "/run/etcd",
                "--listen-client-urls",
                url,
                "--advertise-client-urls",
                url);
    }

    private Director director(int number, boolean etcd) {
        HostSpec spec =
                HostSpec.named("d" + number)
                        .address("172.16.100." + (1 + number) + "/24")
                        .address("10.10.10." + (1 + number) + "/24")
                        .forwarding();
        Host host = lab.add(layered ? node(spec, number) : spec);
        host.shell("mkdir -p /run/lbaas/conf.d");
        Path settings = etcd ? settings(number) : directory.resolve("lbaas.json");
        Daemon daemon =
                Daemon.start(lab, host, Program.UPKEEP, directory.resolve("keepalived.conf"));
        Await.until(
                "the daemon listens",
                START,
                () -> host.file("/run/keepalived.sock").toFile().exists(),
                daemon::lastWords);
        var director = new Director(host, settings, daemon, api(host, settings));
        awaitAnswer(director);
        return director;
    }

    /// A node has the VIPs on its loopback interface, and keeps quiet about them.
    private static HostSpec node(HostSpec spec, int number) {
        return spec.ip("link add link eth0 name lan type vlan id 20")
                .ip("addr add 10.20.0." + number + "/24 dev lan")
                .ip("link set lan up")
                .setting("ipv4/conf/all/arp_ignore=1")
                .setting("ipv4/conf/all/arp_announce=2")
                .setting("ipv4/conf/all/rp_filter=0")
                .setting("ipv4/conf/lan/rp_filter=0");
    }

    /// The settings of a director that is a node. Each gives itself the larger share.
    private static String layers(int number) {
        return ("{\"node\": \"10.20.0.%d\", \"uplink\": \"eth0\", \"marks\": \"iptables-legacy\","
                        + " \"nodes\": [{\"address\": \"10.20.0.%d\", \"weight\": 3},"
                        + " {\"address\": \"10.20.0.%d\"}]}")
                .formatted(number, number, 3 - number);
    }

    /// The settings of the example, with etcd and the instances of this director.
    private Path settings(int number) {
        try {
            String text =
                    Files.readString(directory.resolve("lbaas.json"))
                            .replace(
                                    "{\"directory\": \"/run/lbaas/store\"}",
                                    "{\"etcd\": [\"http://172.16.100.30:2379\"]}")
                            .replace(
                                    "\"director.conf\"",
                                    "\""
                                            + directory.resolve(
                                                    number == 1 ? "director.conf" : "backup.conf")
                                            + "\"");
            if (layered) {
                text =
                        text.replace("[\"ipvs\", \"haproxy\"]", "[\"layered\"]")
                                .replace(
                                        "\"haproxy\": \"/run",
                                        "\"layered\": " + layers(number) + ", \"haproxy\": \"/run");
            }
            return Files.writeString(lab.logs().resolve("d" + number + ".json"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("settings of d" + number, e);
        }
    }

    private Process api(Host host, Path settings) {
        return host.start(
                lab.newFile(host + "-api"),
                Program.UPKEEP.path().toString(),
                "api",
                "-c",
                settings.toString());
    }

    private static void awaitAnswer(Director director) {
        Await.until(
                "the API on " + director.host + " answers",
                START,
                () -> director.call("GET", "/", "").contains("versions"),
                () -> director.call("GET", "/", ""));
    }

    /// Starts the API of the first director again; it answers when this returns.
    public void startApi() {
        first().api = api(first().host, first().settings);
        awaitAnswer(first());
    }

    /// SIGKILL for the API of the first director.
    public void killApi() {
        Process api = first().api;
        api.descendants().forEach(ProcessHandle::destroyForcibly);
        api.destroyForcibly();
        try {
            api.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /// Power loss of the first director.
    public void powerOff() {
        lab.powerOff(first().host);
        directors.removeFirst();
    }

    /// The first director that is left.
    public Director first() {
        return directors.getFirst();
    }

    /// The last director.
    public Director last() {
        return directors.getLast();
    }

    /// The lab itself.
    public Lab lab() {
        return lab;
    }

    /// The host of the first director.
    public Host director() {
        return first().host;
    }

    /// The host of the client.
    public Host clientHost() {
        return clientHost;
    }

    /// The etcd of a pair.
    public Service etcd() {
        return Objects.requireNonNull(etcd);
    }

    /// Connections to etcd as its host's kernel lists them.
    public String etcdConnections() {
        return Objects.requireNonNull(etcdHost).run("ss", "-tnH", "sport", "=", "2379").out();
    }

    /// The client.
    public Client client() {
        return new Client(clientHost);
    }

    /// A web server, from 1.
    public Service server(int number) {
        return servers.get(number - 1);
    }

    /// The real client of OpenStack, on the director.
    public Output openstack(String... words) {
        List<String> command =
                new ArrayList<>(
                        List.of("env", "OS_AUTH_TYPE=none", "OS_ENDPOINT=" + API, "openstack"));
        command.addAll(List.of(words));
        return director().attempt(command.toArray(String[]::new));
    }

    /// One request to the API of the first director.
    public String call(String method, String path, String body) {
        return first().call(method, path, body);
    }

    /// A request that creates an object and must succeed; waits until it is in place.
    ///
    /// @return its id
    public String create(String path, String body) {
        String answer = call("POST", "/v2/lbaas/" + path, body);
        Matcher matcher = ID.matcher(answer);
        if (!answer.endsWith("201") || !matcher.find()) {
            throw new LabException("POST " + path + ": " + answer);
        }
        awaitActive();
        return matcher.group(1);
    }

    /// Gives a pool an HTTP monitor that decides within a second or two.
    public void monitor(String pool) {
        create(
                "healthmonitors",
                ("{\"healthmonitor\":{\"pool_id\":\"%s\",\"type\":\"HTTP\",\"delay\":1,"
                                + "\"timeout\":1,\"max_retries\":1,\"max_retries_down\":1}}")
                        .formatted(pool));
    }

    /// Waits until no load balancer is pending.
    ///
    /// @return how long that took
    public Duration awaitActive() {
        return Await.until(
                "no load balancer is pending",
                CHANGE,
                () -> !call("GET", "/v2/lbaas/loadbalancers", "").contains("PENDING_"),
                () -> call("GET", "/v2/lbaas/loadbalancers", "") + daemon().lastWords());
    }

    /// The director's table.
    public IpvsTable table() {
        return IpvsTable.of(director());
    }

    /// The director's daemon.
    public Daemon daemon() {
        return first().daemon;
    }

    @Override
    public void close() {
        lab.close();
    }
}
