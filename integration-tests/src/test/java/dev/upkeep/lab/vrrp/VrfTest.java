package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `vrf` of an instance without an interface: its adverts are those of the VRF's routing table.
/// keepalived 2.2.7 reads the keyword but requires an interface all the same: as a peer it has one.
@LabTest
class VrfTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Lab lab;
    private Host one;
    private Host two;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("vrf"));
        one = lab.add(host("one", "10.7.0.1"));
        two = lab.add(host("two", "10.7.0.2"));
    }

    /// eth0 belongs to the VRF; the main table knows nothing of its network.
    private static HostSpec host(String name, String address) {
        return HostSpec.named(name)
                .ip("link add red type vrf table 10")
                .ip("link set red up")
                .ip("link set eth0 master red")
                .ip("addr add " + address + "/24 dev eth0");
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private Daemon start(Host host, Program program, String own, String peer, int priority) {
        String place =
                switch (program) {
                    case UPKEEP -> "vrf red";
                    case KEEPALIVED -> "interface eth0";
                };
        String file =
                """
                vrrp_instance V {
                    %s
                    virtual_router_id 7
                    version 3
                    advert_int 1
                    priority %d
                    unicast_src_ip %s
                    unicast_peer {
                        %s
                    }
                    virtual_ipaddress {
                        10.7.0.100/24 dev eth0
                    }
                }
                """
                        .formatted(place, priority, own, peer);
        return Daemon.start(lab, host, program, host.write(lab.newFile("keepalived.conf"), file));
    }

    private static void awaitAddress(Daemon daemon, boolean present) {
        Await.until(
                daemon.program().label() + (present ? " has" : " has not") + " the address",
                LIMIT,
                () -> daemon.host().hasAddress("10.7.0.100") == present,
                daemon::lastWords);
    }

    @Test
    void vrf_switchedOff_isAFault() {
        Daemon daemon = start(one, Program.UPKEEP, "10.7.0.1", "10.7.0.2", 100);
        awaitAddress(daemon, true);

        one.run("ip", "link", "set", "red", "down");
        daemon.awaitOutput("entering FAULT state (interface red is down", LIMIT);
        awaitAddress(daemon, false);
        one.run("ip", "link", "set", "red", "up");
        awaitAddress(daemon, true);
    }

    @ParameterizedTest(name = "the better one is {0}")
    @EnumSource(Program.class)
    void peersInAVrf_theBetterOneIsMaster_andTheOtherTakesOver(Program better) {
        Program worse = better == Program.UPKEEP ? Program.KEEPALIVED : Program.UPKEEP;
        Daemon backup = start(two, worse, "10.7.0.2", "10.7.0.1", 100);
        awaitAddress(backup, true);
        Daemon master = start(one, better, "10.7.0.1", "10.7.0.2", 200);

        awaitAddress(master, true);
        awaitAddress(backup, false);

        assertThat(master.terminate(LIMIT)).isZero();
        awaitAddress(backup, true);
    }
}
