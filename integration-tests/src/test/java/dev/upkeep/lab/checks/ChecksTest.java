package dev.upkeep.lab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.BothDaemons;
import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.fixture.IpvsTableFixture;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.host.Sockets;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each kind of check against a real server, beside keepalived with the same file: it brings the
/// server in, takes it out when that fails as often as `retry` says, and brings it back.
///
/// ```
/// theirs .1, ours .2, server .11    10.64.0.0/24
/// ```
@LabTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChecksTest {
    private static final String SERVER = "10.64.0.11";

    /// A check, in a virtual server of its own.
    ///
    /// @param virtual last part of the virtual server's address
    /// @param retries those that an outage of this test uses up, or more than that
    record Check(String name, int virtual, int retries, String lines) {
        String configuration() {
            return """
            virtual_server %s 80 {
             protocol TCP
             lb_algo rr
             lb_kind NAT
             delay_loop 1
             alpha
             real_server %s 80 {
              %s {
               %s
               connect_timeout 2
               retry %d
               delay_before_retry 1
               warmup 0
              }
             }
            }
            """
                    .formatted(address(), SERVER, name, lines, retries);
        }

        String address() {
            return "10.64.1." + virtual;
        }

        @Override
        public String toString() {
            return name + " " + lines.replace('\n', ' ');
        }
    }

    private static final Check PATIENT = new Check("TCP_CHECK", 1, 1000, "connect_port 80");

    private static final List<Check> CHECKS =
            List.of(
                    PATIENT,
                    new Check("TCP_CHECK", 2, 2, "connect_port 80"),
                    new Check("HTTP_GET", 3, 2, "url {\npath /\nstatus_code 200\n}"),
                    new Check("SMTP_CHECK", 4, 2, "connect_port 25\nhelo_name lab"),
                    new Check("DNS_CHECK", 5, 2, "connect_port 53\ntype A\nname lab.example"),
                    new Check("UDP_CHECK", 6, 2, "connect_port 54\npayload 3f0a"),
                    new Check("UDP_CHECK", 7, 2, "connect_port 54\npayload 3f0a\nrequire_reply"),
                    new Check("PING_CHECK", 8, 2, ""));

    private Lab lab;
    private BothDaemons<DaemonHost> daemons;

    static List<Check> checks() {
        return CHECKS;
    }

    @BeforeAll
    void play() {
        lab = new Lab(Logs.of("checks"));
        Host server =
                lab.add(
                        HostSpec.named("server")
                                .address(SERVER + "/24")
                                .setting("ipv4/icmp_ratelimit=0")); // each refusal is reported
        List<Service> services = services(server);
        daemons =
                new BothDaemons<>(
                        director(Program.KEEPALIVED, "theirs", 1),
                        director(Program.UPKEEP, "ours", 2));
        daemons.both(DaemonHost::start);
        awaitServers(CHECKS.size());
        server.shell("echo 1 >/proc/sys/net/ipv4/icmp_echo_ignore_all");
        services.forEach(Service::stop);
        awaitServers(1); // the patient one
        server.shell("echo 0 >/proc/sys/net/ipv4/icmp_echo_ignore_all");
        services.forEach(Service::restart);
        awaitServers(CHECKS.size());
    }

    private List<Service> services(Host server) {
        String smtp =
                server.write(lab.newFile("smtp"), DaemonHost.resource("smtp-check")).toString();
        String dns = server.write(lab.newFile("dns"), DaemonHost.resource("dns")).toString();
        return List.of(
                Service.nginx(lab, server, 80),
                Service.program(
                        lab,
                        server,
                        Sockets.Kind.TCP,
                        25,
                        "socat",
                        "TCP-LISTEN:25,fork,reuseaddr",
                        "EXEC:sh " + smtp),
                Service.program(lab, server, Sockets.Kind.UDP, 53, "perl", dns, "53"),
                Service.datagrams(lab, server, 54, List.of(SERVER)));
    }

    private DaemonHost director(Program program, String name, int number) {
        HostSpec spec = HostSpec.named(name).address("10.64.0." + number + "/24");
        var director = new DaemonHost(lab, program, spec);
        director.configure(CHECKS.stream().map(Check::configuration).collect(Collectors.joining()));
        return director;
    }

    private void awaitServers(int count) {
        daemons.both(director ->
                Await.until(
                        director + " has servers: " + count,
                        DaemonHost.LIMIT,
                        () -> servers(director).size() == count,
                        () -> servers(director) + director.daemon().lastWords()));
    }

    private static List<String> servers(DaemonHost director) {
        return IpvsTableFixture.entries(director.host()).stream()
                .filter(entry -> entry.startsWith("-a "))
                .toList();
    }

    @AfterAll
    void tearDown() {
        lab.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("checks")
    void server_isTakenOut_andBroughtBack(Check check) {
        for (String doing : List.of("Adding", "Removing")) {
            Pattern line =
                    Pattern.compile(
                            doing + " service \\S+ (to|from) VS \\[" + check.address() + "\\]");
            long theirs = count(daemons.theirs(), line);
            assertThat(count(daemons.ours(), line)).as(doing).isEqualTo(theirs);
            int outages = check.equals(PATIENT) ? 0 : 1;
            assertThat(theirs).isEqualTo(doing.equals("Adding") ? outages + 1 : outages);
        }
    }

    private static long count(DaemonHost director, Pattern line) {
        return director.daemon().output().lines().filter(line.asPredicate()).count();
    }

    @Test
    void table_isKeepalivedsOwn() {
        List<String> entries = daemons.same(director -> IpvsTableFixture.entries(director.host()));
        assertThat(entries).hasSize(2 * CHECKS.size());
    }
}
