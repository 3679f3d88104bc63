package dev.upkeep.lab.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.BothDaemons;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `net_namespace_ipvs`: the table is in another network namespace than everything else.
@LabTest
class IpvsNamespaceTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// Each is master of its own virtual router.
    private static String file(String namespace, Program program) {
        int router = program == Program.UPKEEP ? 1 : 2;
        return """
        net_namespace_ipvs %s
        vrrp_instance V {
            interface eth0
            virtual_router_id %d
            priority 100
            virtual_ipaddress {
                10.72.0.100/24
            }
        }
        virtual_server 10.72.0.100 80 {
            delay_loop 1
            lb_algo rr
            lb_kind NAT
            protocol TCP
            real_server 127.0.0.1 80 {
                TCP_CHECK {
                    connect_timeout 1
                }
            }
        }
        """
                .formatted(namespace, router);
    }

    /// The check connects from where the daemon is: a server on its loopback is there.
    @Test
    void table_isInTheNamedNamespace_addressesAndChecksAreNot() {
        try (Lab lab = new Lab(Logs.of("ipvs-namespace"))) {
            Host theirs = lab.add(HostSpec.named("theirs").address("10.72.0.1/24"));
            Host ours = lab.add(HostSpec.named("ours").address("10.72.0.2/24"));
            BothDaemons<Daemon> both =
                    new BothDaemons<>(
                            start(lab, theirs, Program.KEEPALIVED),
                            start(lab, ours, Program.UPKEEP));

            both.both(daemon ->
                    Await.until(
                            "the server is in the table, the address on the host",
                            LIMIT,
                            () ->
                                    table(
                                                            daemon,
                                                            "ip netns exec table-"
                                                                    + daemon.host().name()
                                                                    + " ")
                                                    .contains("127.0.0.1:80")
                                            && daemon.host().hasAddress("10.72.0.100"),
                            daemon::lastWords));
            both.both(daemon -> assertThat(table(daemon, "")).doesNotContain("10.72.0.100"));
            both.same(daemon -> table(daemon, "ip netns exec table-" + daemon.host().name() + " "));

            both.both(daemon -> assertThat(daemon.terminate(LIMIT)).isZero());
            both.both(daemon ->
                    assertThat(table(daemon, "ip netns exec table-" + daemon.host().name() + " "))
                            .doesNotContain("10.72.0.100"));
            both.both(daemon -> daemon.host().shell("ip netns del table-" + daemon.host().name()));
        }
    }

    private static String table(Daemon daemon, String where) {
        return daemon.host().shell(where + "ipvsadm -Sn").out();
    }

    private static Daemon start(Lab lab, Host host, Program program) {
        String namespace = "table-" + host.name();
        host.shell("ip netns add %s && ip -n %s link set lo up".formatted(namespace, namespace));
        host.start(
                lab.newFile(host.name() + "-server"),
                "socat",
                "TCP-LISTEN:80,bind=127.0.0.1,fork,reuseaddr",
                "EXEC:true");
        return Daemon.start(
                lab,
                host,
                program,
                host.write(lab.newFile("keepalived.conf"), file(namespace, program)));
    }
}
