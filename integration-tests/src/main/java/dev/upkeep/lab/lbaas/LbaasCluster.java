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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
    private final Path directory = Lab.home().resolve("examples/lbaas");
    private final Host director;
    private final Host clientHost;
    private final List<Service> servers = new ArrayList<>();
    private Daemon daemon;
    private Process api;

    /// Starts everything; the API answers when this returns.
    public LbaasCluster(Path logs) {
        lab = new Lab(logs);
        director =
                lab.add(
                        HostSpec.named("d1")
                                .address("172.16.100.2/24")
                                .address("10.10.10.2/24")
                                .forwarding());
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
        director.shell("mkdir -p /run/lbaas/conf.d");
        daemon = Daemon.start(lab, director, Program.UPKEEP, directory.resolve("keepalived.conf"));
        Await.until(
                "the daemon listens",
                START,
                () -> director.file("/run/keepalived.sock").toFile().exists(),
                daemon::lastWords);
        startApi();
    }

    /// Starts the API; it answers when this returns.
    public void startApi() {
        api =
                director.start(
                        lab.newFile("d1-api"),
                        Program.UPKEEP.path().toString(),
                        "api",
                        "-c",
                        directory.resolve("lbaas.json").toString());
        Await.until(
                "the API answers",
                START,
                () -> call("GET", "/", "").contains("versions"),
                () -> call("GET", "/", ""));
    }

    /// SIGKILL for the API.
    public void killApi() {
        api.descendants().forEach(ProcessHandle::destroyForcibly);
        api.destroyForcibly();
        try {
            api.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted", e);
        }
    }

    /// The lab itself.
    public Lab lab() {
        return lab;
    }

    /// The first director.
    public Host director() {
        return director;
    }

    /// The host of the client.
    public Host clientHost() {
        return clientHost;
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
        return director.attempt(command.toArray(String[]::new));
    }

    /// One request to the API by curl; the body of the answer behind its status.
    public String call(String method, String path, String body) {
        return director.attempt(
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

    /// Waits until no load balancer is pending.
    ///
    /// @return how long that took
    public Duration awaitActive() {
        return Await.until(
                "no load balancer is pending",
                CHANGE,
                () -> !call("GET", "/v2/lbaas/loadbalancers", "").contains("PENDING_"),
                () -> call("GET", "/v2/lbaas/loadbalancers", "") + daemon.lastWords());
    }

    /// The director's table.
    public IpvsTable table() {
        return IpvsTable.of(director);
    }

    /// The director's daemon.
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        lab.close();
    }
}
