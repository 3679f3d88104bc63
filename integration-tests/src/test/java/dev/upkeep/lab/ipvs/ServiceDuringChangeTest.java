package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.IpvsChange;
import dev.upkeep.lab.fixture.IpvsReplay;
import dev.upkeep.lab.fixture.Netlink;
import dev.upkeep.lab.fixture.Traffic;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Changes of a running service under traffic. After each single request to the kernel the service
/// has a server with weight; what can be edited in place is, so that the kernel's counters go on;
/// and no answer is missing.
///
/// ```
/// client .100  ---- director .1, service .10          10.61.0.0/24
/// rs1 .11 ... rs4 .14 ---- director .1                10.60.0.0/24
/// ```
///
/// The real servers have the service's address too, and send what comes from it to the client
/// directly, the rest through the director: so the same four serve every forwarding method.
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServiceDuringChangeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String VIP = "10.61.0.10";
    private static final String WEB = "TCP " + VIP + ":80";
    private static final int HEALTH = 81;

    private static final String SERVICE = "virtual_server " + VIP + " 80 {\n";
    private static final String OF_GROUP = "virtual_server group web {\n";
    private static final String GROUP = "virtual_server_group web {\n " + VIP + " 80\n}\n";
    private static final String PLAIN = " protocol TCP\n lb_algo rr\n lb_kind DR\n";
    private static final String ONE_TWO = server(1, "") + server(2, "");
    private static final String THREE_FOUR = server(3, "") + server(4, "");
    private static final String START = SERVICE + PLAIN + ONE_TWO + "}\n";

    private static final List<String> DRAINED =
            List.of("NEW_DEST", "NEW_DEST", "SET_DEST", "SET_DEST", "DEL_DEST", "DEL_DEST");

    private Lab lab;
    private Host client;
    private Host director;
    private Service health;
    private Path file;
    private Daemon daemon;
    private int started;

    private static String server(int i, String lines) {
        return " real_server 10.60.0.1" + i + " 80 {\n" + lines + " }\n";
    }

    private static String sorry(String lines) {
        return " sorry_server 10.60.0.14 80\n" + lines;
    }

    /// A change there and back again.
    ///
    /// @param there what is asked of the kernel for it
    /// @param back what is asked of the kernel for the way back
    record Change(String name, String before, String after, List<String> there, List<String> back) {
        private static Change edit(String name, String from, String to, String... requests) {
            String after = START.replace(from, to);
            assertThat(after).isNotEqualTo(START);
            return new Change(name, START, after, List.of(requests), List.of(requests));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /// Changes after which every server that was there still takes what its connections send.
    static Stream<Change> edits() {
        String two = VIP.replace(".10", ".11") + " 80\n";
        String group = GROUP + OF_GROUP + PLAIN + ONE_TWO + "}\n";
        return Stream.of(
                Change.edit("scheduler", "lb_algo rr", "lb_algo wlc", "SET_SERVICE"),
                Change.edit("scheduler and flag", "algo rr", "algo sh\n sh-port", "SET_SERVICE"),
                Change.edit("flag", "lb_algo rr", "lb_algo rr\n flag-1", "SET_SERVICE"),
                Change.edit(
                        "persistence",
                        "lb_algo rr",
                        "lb_algo rr\n persistence_timeout 60\n"
                                + " persistence_granularity 255.255.255.0",
                        "SET_SERVICE"),
                Change.edit("weight", "11 80 {\n", "11 80 {\n weight 5\n", "SET_DEST"),
                Change.edit("thresholds", "11 80 {\n", "11 80 {\n uthreshold 9\n", "SET_DEST"),
                new Change("from an address to a group of it", START, group, List.of(), List.of()),
                new Change(
                        "member of the group",
                        group,
                        group.replace("web {\n " + VIP, "web {\n " + two + " " + VIP),
                        List.of("NEW_SERVICE", "NEW_DEST", "NEW_DEST"),
                        List.of("DEL_SERVICE")),
                new Change(
                        "servers that drain",
                        START.replace("lb_algo", "drain_timeout 1\n lb_algo"),
                        START.replace("lb_algo", "drain_timeout 1\n lb_algo")
                                .replace(ONE_TWO, THREE_FOUR),
                        DRAINED,
                        DRAINED));
    }

    @BeforeAll
    void setUp() {
        lab = new Lab(Logs.of("service-during-change"));
        client =
                lab.add(
                        HostSpec.named("client")
                                .address("10.61.0.100/24")
                                .route("10.60.0.0/24", "10.61.0.1"));
        director =
                lab.add(
                        HostSpec.named("director")
                                .address("10.60.0.1/24")
                                .address("10.61.0.1/24")
                                .address(VIP + "/32")
                                .forwarding());
        List<Host> servers = IntStream.rangeClosed(1, 4).mapToObj(this::addServer).toList();
        health = Service.nginx(lab, servers.get(1), HEALTH);
        Netlink.monitor(director);
        file = director.write(lab.logs().resolve("keepalived.conf"), START);
        daemon = Daemon.start(lab, director, Program.UPKEEP, file);
        awaitServers(2);
    }

    private Host addServer(int i) {
        Host host =
                lab.add(
                        HostSpec.named("rs" + i)
                                .address("10.60.0.1" + i + "/24")
                                .route("default", "10.60.0.1")
                                .unpacking(VIP + "/32")
                                .quietly(VIP + "/32")
                                .ip("route add 10.61.0.0/24 dev eth0 table 100")
                                .ip("rule add from " + VIP + " table 100"));
        Service.nginx(lab, host, 80);
        return host;
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    private Traffic startTraffic() {
        return Traffic.start(lab, client, VIP, started++);
    }

    private void reload(String text) {
        int before = reloads();
        director.write(file, text);
        daemon.signal("HUP");
        Await.until("reload", LIMIT, () -> reloads() > before, daemon::lastWords);
    }

    /// Reloads, and waits until no server drains any more.
    private void settle(String text) {
        reload(text);
        awaitServers(2);
    }

    private int reloads() {
        return daemon.output().split("Reload finished", -1).length;
    }

    private void awaitServers(int count) {
        await(count + " servers", () -> servers().size() == count);
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(
                what, LIMIT, condition, () -> IpvsTable.of(director) + "\n" + daemon.lastWords());
    }

    private List<IpvsTable.Destination> servers() {
        return IpvsTable.of(director).services().stream()
                .filter(service -> service.key().equals(WEB))
                .flatMap(service -> service.destinations().stream())
                .toList();
    }

    private boolean serves(int i) {
        return servers().stream()
                .anyMatch(each ->
                        each.address().equals("10.60.0.1" + i + ":80") && each.weight() > 0);
    }

    /// Connections that the service has counted, as soon as there are any.
    private int awaitConnections() {
        await("a counted connection", () -> connections() > 0);
        return connections();
    }

    /// Connections that the service has counted: from 0 again when it was deleted between. The
    /// kernel adds them up every two seconds.
    private int connections() {
        String line =
                director.run("ipvsadm", "-Ln", "--stats", "--exact").lines().stream()
                        .filter(each -> each.startsWith("TCP  " + VIP + ":80 "))
                        .findFirst()
                        .orElse("");
        var number = Pattern.compile("80 +(\\d+) ").matcher(line);
        assertThat(number.find()).as(line).isTrue();
        return Integer.parseInt(number.group(1));
    }

    /// Returns the kernel requests during an action; at no step the service is without a server,
    /// and after the last the replayed table is the kernel's.
    private List<IpvsChange> watched(Runnable action) {
        IpvsTable start = IpvsTable.of(director);
        List<IpvsChange> changes = Netlink.requestsDuring(director, lab.newFile("netlink"), action);
        assertThat(IpvsReplay.gaps(start, changes)).as("%s", changes).isEmpty();
        assertThat(IpvsReplay.result(start, changes))
                .isEqualTo(IpvsReplay.weights(IpvsTable.of(director)));
        return changes;
    }

    private static List<String> commands(List<IpvsChange> changes) {
        return changes.stream().map(IpvsChange::command).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void change_underTraffic_losesNoAnswer_andIsMadeInPlace(Change change) {
        settle(change.before());
        try (var traffic = startTraffic()) {
            int counted = awaitConnections();
            List<String> there = commands(watched(() -> settle(change.after())));
            traffic.awaitMore();
            List<String> back = commands(watched(() -> settle(change.before())));
            traffic.awaitMore();
            assertThat(traffic.lost()).isEmpty();
            assertThat(there).isEqualTo(change.there());
            assertThat(back).isEqualTo(change.back());
            assertThat(connections()).isGreaterThanOrEqualTo(counted);
        }
    }

    /// Only the way there, as the way back is not safe with Linux 6.1 whoever asks for it: it keeps
    /// one route for each server, whatever the method. A packet of a connection by NAT or a tunnel
    /// that is the first after the edit leaves a route by which those of direct routing go back to
    /// the director itself, until a route changes or the server is edited again.
    @ParameterizedTest
    @ValueSource(strings = {"NAT", "TUN"})
    void methodOfDirectRouting_changedUnderTraffic_losesNoAnswer(String method) {
        settle(START);
        try (var traffic = startTraffic()) {
            int counted = awaitConnections();
            List<String> commands =
                    commands(
                            watched(() ->
                                    settle(START.replace("lb_kind DR", "lb_kind " + method))));
            traffic.awaitMore();
            assertThat(traffic.lost()).isEmpty();
            assertThat(commands).containsExactly("SET_DEST", "SET_DEST");
            assertThat(connections()).isGreaterThanOrEqualTo(counted);
        }
        settle(START);
    }

    /// Without `drain_timeout` a server goes at once, and what its connections still send is
    /// dropped by the kernel: that of one client that makes one connection after the other is at
    /// most one for each change.
    @Test
    void exchangeOfAllServers_losesNoMoreThanWhatIsUnderWay() {
        settle(START);
        try (var traffic = startTraffic()) {
            List<IpvsChange> changes =
                    watched(() -> {
                        reload(START.replace(ONE_TWO, THREE_FOUR));
                        traffic.awaitMore();
                        reload(START);
                    });
            traffic.awaitMore();
            assertThat(commands(changes))
                    .containsExactly(
                            "NEW_DEST",
                            "NEW_DEST",
                            "DEL_DEST",
                            "DEL_DEST",
                            "NEW_DEST",
                            "NEW_DEST",
                            "DEL_DEST",
                            "DEL_DEST");
            assertThat(traffic.lost()).hasSizeLessThanOrEqualTo(2);
            assertThat(new TreeSet<>(traffic.answers()))
                    .containsExactly("rs1", "rs2", "rs3", "rs4");
        }
    }

    /// The servers of a service that needs both, one of them with a check on a port of its own: it
    /// is set down while it still answers, so that every missing answer is the change's.
    private static String quorum(String ofServer, String ofService) {
        String check =
                "  TCP_CHECK {\n   connect_port %d\n   retry 0\n   delay_loop 1\n  }\n"
                        .formatted(HEALTH);
        return SERVICE
                + PLAIN
                + " quorum 2\n"
                + ofService
                + server(1, ofServer)
                + server(2, ofServer + check)
                + "}\n";
    }

    private List<IpvsChange> loseTheQuorumAndGetItBack(Traffic traffic) {
        return watched(() -> {
            health.stop();
            await("the sorry server alone", () -> serves(4) && !serves(1) && !serves(2));
            traffic.awaitMore();
            health.restart();
            await("the servers alone", () -> !serves(4) && serves(1) && serves(2));
            traffic.awaitMore();
        });
    }

    @Test
    void quorumLostAndBack_withServersThatStay_losesNoAnswer() {
        reload(quorum("  inhibit_on_failure\n", sorry(" sorry_server_inhibit\n")));
        awaitServers(3);
        try (var traffic = startTraffic()) {
            List<IpvsChange> changes = loseTheQuorumAndGetItBack(traffic);
            assertThat(traffic.lost()).isEmpty();
            assertThat(commands(changes)).containsOnly("SET_DEST").hasSize(6);
            assertThat(traffic.answers()).contains("rs4");
        }
    }

    @Test
    void quorumLostAndBack_losesNoMoreThanWhatIsUnderWay() {
        reload(quorum("", sorry("")));
        awaitServers(2);
        try (var traffic = startTraffic()) {
            List<IpvsChange> changes = loseTheQuorumAndGetItBack(traffic);
            assertThat(traffic.lost()).hasSizeLessThanOrEqualTo(2);
            assertThat(commands(changes))
                    .containsExactly(
                            "NEW_DEST", "DEL_DEST", "DEL_DEST", "NEW_DEST", "NEW_DEST", "DEL_DEST");
            assertThat(traffic.answers()).contains("rs4");
        }
    }
}
