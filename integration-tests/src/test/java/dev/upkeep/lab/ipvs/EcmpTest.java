package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.Frr;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.IpvsTable;
import dev.upkeep.lab.host.KeptConnections;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `examples/ecmp-frr`: two active directors, whose virtual address FRR announces to a router while
/// it stands on a dummy interface.
///
/// ```
/// client 198.51.100.100 --- 198.51.100.1 router 10.1.0.1 --- director1 .11, director2 .12
///                                                       `--- rs1 .21, rs2 .22, rs3 .23
/// ```
@LabTest
class EcmpTest {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Path EXAMPLE = Lab.home().resolve("examples/ecmp-frr");
    private static final String VIP = "203.0.113.10";
    private static final int CONNECTIONS = 60;

    /// Port of the service that knows no hash.
    private static final int BY_TURNS = 81;

    private final Map<Integer, KeptConnections> connections = new HashMap<>();
    private final List<Service> servers = new ArrayList<>();
    private Lab lab;
    private Host client;
    private Host router;
    private Host first;
    private Host second;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("ecmp"));
        client =
                lab.add(
                        HostSpec.named("client")
                                .address("198.51.100.100/24")
                                .route("default", "198.51.100.1"));
        router =
                lab.add(
                        HostSpec.named("router")
                                .address("198.51.100.1/24")
                                .address("10.1.0.1/24")
                                .forwarding()
                                .setting("ipv4/fib_multipath_hash_policy=1")
                                .setting("ipv4/conf/all/rp_filter=0")
                                .setting("ipv4/conf/all/send_redirects=0")
                                .setting("ipv4/conf/eth0/send_redirects=0"));
        first = lab.add(director(1));
        second = lab.add(director(2));
        for (int number = 1; number <= 3; number++) {
            Host server =
                    lab.add(
                            HostSpec.named("rs" + number)
                                    .address("10.1.0.2" + number + "/24")
                                    .route("default", "10.1.0.1")
                                    .quietly(VIP + "/32"));
            servers.add(Service.nginx(lab, server, 80));
        }
    }

    private static HostSpec director(int number) {
        return HostSpec.named("director" + number)
                .address("10.1.0.1" + number + "/24")
                .route("default", "10.1.0.1")
                .ip("link add vip0 type dummy")
                .ip("link set vip0 up")
                .forwarding()
                .setting("ipv4/vs/sloppy_tcp=1")
                .setting("ipv4/conf/all/rp_filter=0")
                .setting("ipv4/conf/all/send_redirects=0");
    }

    @AfterEach
    void tearDown() {
        connections.values().forEach(KeptConnections::close);
        lab.close();
    }

    private static String example() {
        try {
            return Files.readString(EXAMPLE.resolve("director.conf"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void startFrr() {
        for (Host host : List.of(router, first, second)) {
            Frr.start(lab, host, List.of("bgpd", "bfdd")).load(EXAMPLE.resolve(host + ".frr"));
        }
    }

    private Daemon start(Host host, String text) {
        Path file = host.write(lab.newFile("keepalived.conf"), text);
        return Daemon.start(lab, host, Program.UPKEEP, file);
    }

    /// Waits until the router sends to so many directors.
    private void awaitPaths(int paths) {
        Await.until(
                "routes by " + paths + " directors",
                LIMIT,
                () -> {
                    String route = router.run("ip", "route", "show", VIP).out();
                    return route.lines().filter(line -> line.contains("via")).count() == paths;
                },
                () -> router.run("ip", "route", "show", "table", "all").out());
    }

    private void awaitAddress(Daemon daemon, boolean there) {
        Await.until(
                VIP + (there ? " comes" : " goes"),
                LIMIT,
                () -> daemon.host().hasAddress(VIP) == there,
                daemon::lastWords);
    }

    /// Opens connections once the router uses both directors: BFD may lose one for a moment on a
    /// slow machine.
    ///
    /// @return the server of each
    private List<String> openOverBoth(int port) {
        List<String> found = new ArrayList<>();
        Await.until(
                "connections over both directors",
                LIMIT,
                () -> {
                    KeptConnections before = connections.remove(port);
                    if (before != null) {
                        before.close();
                    }
                    awaitPaths(2);
                    KeptConnections opened = KeptConnections.open(client, VIP, port, CONNECTIONS);
                    connections.put(port, opened);
                    found.clear();
                    found.addAll(opened.ask());
                    return !found.contains("-")
                            && traffic(first, port) > 9
                            && traffic(second, port) > 9;
                },
                () -> found + " " + traffic(first, port) + " " + traffic(second, port));
        return found;
    }

    private long same(int port, List<String> before) {
        List<String> after = Objects.requireNonNull(connections.get(port)).ask();
        return IntStream.range(0, before.size())
                .filter(i -> before.get(i).equals(after.get(i)))
                .count();
    }

    /// The example, and the same servers by turns at another port.
    private static String withRoundRobin() {
        String example = example();
        String service = example.substring(example.indexOf("virtual_server"));
        return example
                + service.replaceAll("(?m)^ *mh-(port|fallback)\\R", "")
                        .replace("lb_algo mh", "lb_algo rr")
                        .replaceAll(
                                "(?m)^( *(virtual|real)_server \\S+) 80 ", "$1 " + BY_TURNS + " ");
    }

    /// What the hash is for: a director that chooses by turns sends connections that began at the
    /// other one to servers which do not know them.
    @Test
    void connections_surviveTheWithdrawalAndTheReturnOfADirector_withTheHashAlone() {
        startFrr();
        for (int number = 1; number <= 3; number++) {
            Service.nginx(lab, lab.host("rs" + number), BY_TURNS);
        }
        Daemon one = start(first, withRoundRobin());
        start(second, withRoundRobin());
        List<String> before = openOverBoth(80);
        List<String> turns = openOverBoth(BY_TURNS);
        assertThat(before).contains("rs1", "rs2", "rs3");

        assertThat(one.terminate(LIMIT)).isZero();
        awaitPaths(1);
        assertThat(same(80, before)).as("mh, after the withdrawal").isEqualTo(CONNECTIONS);
        assertThat(same(BY_TURNS, turns))
                .as("rr, after the withdrawal")
                .isPositive()
                .isLessThan(CONNECTIONS);

        start(first, withRoundRobin());
        awaitPaths(2);
        assertThat(same(80, before)).as("mh, after the return").isEqualTo(CONNECTIONS);
    }

    private static long times(Daemon daemon, String text) {
        return daemon.output().lines().filter(line -> line.contains(text)).count();
    }

    /// Open connections in the table of a director.
    private static long traffic(Host director, int port) {
        return director.run("ipvsadm", "-L", "-n", "-c")
                .out()
                .lines()
                .filter(line -> line.contains(VIP + ":" + port) && line.contains("ESTABLISHED"))
                .count();
    }

    @Test
    void address_followsTheQuorum_andIsThereOnlyWithTheService() {
        Daemon daemon = start(first, example());
        awaitAddress(daemon, true);
        assertThat(IpvsTable.of(first).find("10.1.0.21:80")).isPresent();

        servers.get(0).stop();
        daemon.awaitOutput("Removing service [10.1.0.21]:tcp:80", LIMIT);
        assertThat(first.hasAddress(VIP)).isTrue(); // two of three are the quorum
        servers.get(1).stop();
        awaitAddress(daemon, false);
        daemon.awaitOutput("Lost quorum 2", LIMIT);

        servers.get(1).restart();
        awaitAddress(daemon, true);

        assertThat(daemon.terminate(LIMIT)).isZero();
        assertThat(first.hasAddress(VIP)).isFalse();
    }

    @Test
    void address_staysWhileTheDaemonIsStartedAgain_andGoesWhenItsSupervisorDies() {
        Path changes = lab.newFile("address-changes");
        first.start(changes, "ip", "-o", "monitor", "address");
        Daemon daemon = start(first, example());
        awaitAddress(daemon, true);
        daemon.awaitOutput("Adding address " + VIP, LIMIT);
        long worker = daemon.worker();
        first.run("kill", "-9", Long.toString(worker));
        Await.until(
                "another worker with the same address",
                LIMIT,
                () -> daemon.worker() != worker && times(daemon, "Adding address " + VIP) == 2,
                daemon::lastWords);
        awaitAddress(daemon, true);
        assertThat(changes).content().contains(VIP).doesNotContain("Deleted");

        daemon.signal("KILL");
        awaitAddress(daemon, false);
    }
}
