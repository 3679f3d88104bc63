package dev.upkeep.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A director with either daemon, the clients of each, and servers for both:
///
/// ```
/// theirs .1, ours .2, rs1 .11 to rs3 .13, sorry .14    10.62.0.0/24
/// their client .101, our client .102                   whose ways to 10.63.0.0/24 are .1 and .2
/// ```
///
/// The services are those of `states.conf`, known by the last part of their address.
final class ServerStatesFixture implements AutoCloseable {
    private static final List<String> SERVERS = List.of("rs1", "rs2", "rs3", "sorry");
    private static final List<String> FILES =
            List.of(
                    "quorum1",
                    "quorum2",
                    "quorum3",
                    "alone1",
                    "sorry1",
                    "same1",
                    "same2",
                    "inhibit1",
                    "added",
                    "weight",
                    "suspended");
    private static final int FIRST_SERVICE = 20;
    private static final int LAST_SERVICE = 29;

    private final Lab lab;
    private final BothDaemons<DaemonHost> daemons;

    /// Returns when both daemons have made all services.
    ServerStatesFixture(String test) {
        lab = new Lab(Logs.of(test));
        daemons =
                new BothDaemons<>(
                        director(Program.KEEPALIVED, "theirs", 1),
                        director(Program.UPKEEP, "ours", 2));
        for (int i = 0; i < SERVERS.size(); i++) {
            HostSpec server = HostSpec.named(SERVERS.get(i)).address("10.62.0." + (11 + i) + "/24");
            for (int end = FIRST_SERVICE; end <= LAST_SERVICE; end++) {
                server = server.quietly("10.63.0." + end + "/32");
            }
            Service.nginx(lab, lab.add(server), 80);
        }
        daemons.both(DaemonHost::start);
        awaitTable(LAST_SERVICE, "rs1 1, rs2 1");
    }

    /// A director with all files, and its client.
    private DaemonHost director(Program program, String name, int number) {
        HostSpec spec = HostSpec.named(name).address("10.62.0." + number + "/24");
        for (int end = FIRST_SERVICE; end <= LAST_SERVICE; end++) {
            spec = spec.address("10.63.0." + end + "/32");
        }
        var director = new DaemonHost(lab, program, spec);
        lab.add(
                HostSpec.named("client-of-" + name)
                        .address("10.62.0.10" + number + "/24")
                        .route("10.63.0.0/24", "10.62.0." + number));
        List.of("record", "exit").forEach(director::install);
        FILES.forEach(file -> director.write(file, "0\n"));
        director.configure(DaemonHost.resource("states.conf"));
        return director;
    }

    BothDaemons<DaemonHost> daemons() {
        return daemons;
    }

    @Override
    public void close() {
        lab.close();
    }

    /// The servers of a service with their weights.
    private static String table(DaemonHost director, int service) {
        return IpvsTable.of(director.host()).services().stream()
                .filter(each -> each.key().equals("TCP 10.63.0." + service + ":80"))
                .flatMap(each -> each.destinations().stream())
                .map(each -> name(each.address()) + " " + each.weight())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String name(String address) {
        return SERVERS.get(address.charAt("10.62.0.1".length()) - '1');
    }

    /// Waits until a service has these servers, and all else is the same in both kernels.
    void awaitTable(int service, String expected) {
        daemons.both(director ->
                Await.until(
                        "%s: 10.63.0.%d has %s".formatted(director, service, expected),
                        DaemonHost.LIMIT,
                        () -> table(director, service).equals(expected),
                        () -> table(director, service) + director.daemon().lastWords()));
        Await.until(
                "the same tables",
                DaemonHost.LIMIT,
                () -> entries(daemons.ours()).equals(entries(daemons.theirs())),
                () -> entries(daemons.theirs()) + "\n" + entries(daemons.ours()));
    }

    /// What the kernel has.
    static List<String> entries(DaemonHost director) {
        return director.host().run("ipvsadm", "-Sn").lines().stream().sorted().toList();
    }

    void step(String file, String text, int service, String expected) {
        step(director -> director.write(file, text + "\n"), service, expected);
    }

    void step(Consumer<DaemonHost> action, int service, String expected) {
        daemons.both(action);
        awaitTable(service, expected);
    }

    /// The scripts of a service so far: the words after its name, each with how often it ran.
    private static Map<String, Long> runs(DaemonHost director, String service) {
        String mark = " <" + service + "> ";
        return director.lines("scripts").stream()
                .filter(line -> line.contains(mark))
                .map(line -> line.substring(line.indexOf(mark) + mark.length()))
                .map(line -> line.replaceAll("[<>]", ""))
                .collect(Collectors.groupingBy(run -> run, TreeMap::new, Collectors.counting()));
    }

    /// Waits until scripts of a service have run as often as they are named, and no others.
    void awaitRuns(String service, String... expected) {
        Map<String, Long> counted =
                Arrays.stream(expected)
                        .collect(Collectors.groupingBy(run -> run, Collectors.counting()));
        daemons.both(director ->
                Await.until(
                        "%s: %s runs %s".formatted(director, service, counted),
                        DaemonHost.LIMIT,
                        () -> runs(director, service).equals(counted),
                        () -> runs(director, service) + director.daemon().lastWords()));
    }

    Client client(DaemonHost director) {
        return new Client(lab.host("client-of-" + director));
    }

    static String url(int service) {
        return "http://10.63.0." + service + "/";
    }

    void assertAnswered(int service, String... servers) {
        daemons.both(director ->
                assertThat(new TreeSet<>(client(director).ask(url(service), 6)))
                        .as(director.toString())
                        .containsExactly(servers));
    }

    /// Connects a director's client so many times, until the process is ended.
    Process hold(DaemonHost director, int connections) {
        String script =
                """
                use IO::Socket;
                my @held = map {
                    IO::Socket::INET->new("10.63.0.29:80") or die "connect: $!"
                } 1 .. %d;
                sleep 1000;
                """
                        .formatted(connections);
        return lab.host("client-of-" + director).start(lab.newFile("held"), "perl", "-e", script);
    }

    /// Waits until the servers of the service with thresholds have so many connections.
    static void awaitActive(DaemonHost director, Map<String, Integer> expected) {
        Await.until(
                director + " has " + expected,
                DaemonHost.LIMIT,
                () -> active(director).equals(expected),
                () -> active(director).toString());
    }

    private static Map<String, Integer> active(DaemonHost director) {
        return IpvsTable.of(director.host()).services().stream()
                .filter(each -> each.key().equals("TCP 10.63.0.29:80"))
                .flatMap(each -> each.destinations().stream())
                .collect(
                        Collectors.toMap(
                                each -> name(each.address()), IpvsTable.Destination::active));
    }
}
