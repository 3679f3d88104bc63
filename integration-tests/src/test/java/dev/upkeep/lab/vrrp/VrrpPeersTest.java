package dev.upkeep.lab.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Capture;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Packets;
import dev.upkeep.lab.host.Tshark;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every kind of instance between Upkeep and keepalived, in either place: both versions, both
/// families, multicast and unicast, a password, an authentication header, virtual interfaces,
/// `nopreempt`, a sync group that loses an interface. All of them stand in one file, so that a pair
/// is started only once.
@LabTest
class VrrpPeersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /// The messages of a peer about a packet that it rejects.
    private static final Pattern COMPLAINT =
            Pattern.compile("(?i)invalid|bogus|mismatch|checksum|incorrect|ignoring|dropped");

    /// Both directors' file; only the addresses and the priority differ.
    private static final String CONFIGURATION =
            """
            vrrp_sync_group GROUP {
                group {
                    GROUP_A
                    GROUP_B
                }
            }
            vrrp_instance FOUR {
                interface eth0
                virtual_router_id 61
                priority @priority
                version 3
                advert_int 0.9
                virtual_ipaddress {
                    172.18.0.61
                    172.18.0.161/24
                }
            }
            vrrp_instance SIX {
                interface eth0
                virtual_router_id 62
                priority @priority
                version 3
                advert_int 0.9
                virtual_ipaddress {
                    fe80::6:2
                    fd18::62
                }
            }
            vrrp_instance PASSWORD {
                interface eth0
                virtual_router_id 63
                priority @priority
                authentication {
                    auth_type PASS
                    auth_pass secret
                }
                virtual_ipaddress {
                    172.18.0.63
                }
                virtual_ipaddress_excluded {
                    fd18::63
                }
            }
            vrrp_instance HEADER {
                interface eth0
                virtual_router_id 69
                priority @priority
                authentication {
                    auth_type AH
                    auth_pass secret
                }
                virtual_ipaddress {
                    172.18.0.69
                }
            }
            vrrp_instance HEADER_UNICAST {
                interface eth0
                virtual_router_id 70
                priority @priority
                unicast_src_ip 172.18.0.@own
                unicast_peer {
                    172.18.0.@peer
                }
                authentication {
                    auth_type AH
                    auth_pass secret
                }
                virtual_ipaddress {
                    172.18.0.70
                }
            }
            vrrp_instance VMAC {
                interface eth0
                virtual_router_id 71
                priority @priority
                version 3
                use_vmac
                virtual_ipaddress {
                    172.18.0.71/24
                }
            }
            vrrp_instance VMAC_SIX {
                interface eth0
                virtual_router_id 72
                priority @priority
                version 3
                use_vmac
                virtual_ipaddress {
                    fe80::7:2
                    fd18::72
                }
            }
            vrrp_instance VMAC_BASE {
                interface eth0
                virtual_router_id 73
                priority @priority
                use_vmac
                vmac_xmit_base
                virtual_ipaddress {
                    172.18.0.73/24
                }
            }
            vrrp_instance UNICAST {
                interface eth0
                virtual_router_id 64
                priority @priority
                unicast_src_ip 172.18.0.@own
                unicast_peer {
                    172.18.0.@peer
                }
                virtual_ipaddress {
                    172.18.0.64
                }
            }
            vrrp_instance UNICAST_SIX {
                interface eth0
                virtual_router_id 65
                priority @priority
                unicast_src_ip fd18::@own
                unicast_peer {
                    fd18::@peer
                }
                virtual_ipaddress {
                    fe80::6:5
                    fd18::65
                }
            }
            vrrp_instance STAY {
                interface eth0
                virtual_router_id 66
                priority @priority
                version 3
                nopreempt
                virtual_ipaddress {
                    172.18.0.66
                }
            }
            vrrp_instance GROUP_A {
                interface eth0
                virtual_router_id 67
                priority @priority
                version 3
                virtual_ipaddress {
                    172.18.0.67
                }
            }
            vrrp_instance GROUP_B {
                interface eth1
                virtual_router_id 68
                priority @priority
                virtual_ipaddress {
                    172.19.0.68
                }
            }
            """;

    /// An instance of the file, and how often each director becomes its master in the story below.
    ///
    /// @param address shows who is master
    private record Instance(
            String name, int id, String address, int leader, int returned, int follower) {
        static Instance plain(String name, int id, String address) {
            return new Instance(name, id, address, 1, 1, 2);
        }

        boolean grouped() {
            return name.startsWith("GROUP");
        }
    }

    private static final List<Instance> INSTANCES =
            List.of(
                    Instance.plain("FOUR", 61, "172.18.0.61"),
                    Instance.plain("SIX", 62, "fd18::62"),
                    Instance.plain("PASSWORD", 63, "fd18::63"),
                    Instance.plain("HEADER", 69, "172.18.0.69"),
                    Instance.plain("HEADER_UNICAST", 70, "172.18.0.70"),
                    Instance.plain("VMAC", 71, "172.18.0.71"),
                    Instance.plain("VMAC_SIX", 72, "fd18::72"),
                    Instance.plain("VMAC_BASE", 73, "172.18.0.73"),
                    Instance.plain("UNICAST", 64, "172.18.0.64"),
                    Instance.plain("UNICAST_SIX", 65, "fd18::65"),
                    new Instance("STAY", 66, "172.18.0.66", 1, 0, 1),
                    new Instance("GROUP_A", 67, "172.18.0.67", 2, 1, 3),
                    new Instance("GROUP_B", 68, "172.19.0.68", 2, 1, 3));

    private static final List<String> DECODED =
            List.of(
                    "61 3 112",
                    "62 3 ",
                    "63 2 112",
                    "64 2 112",
                    "65 3 ",
                    "66 3 112",
                    "67 3 112",
                    "68 2 112",
                    "69 2 51",
                    "70 2 51",
                    "71 3 112",
                    "72 3 ",
                    "73 2 112");

    private Lab lab;
    private Host first;
    private Host second;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("vrrp-peers"));
        first = lab.add(director(2));
        second = lab.add(director(3));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    private static HostSpec director(int number) {
        return HostSpec.named("director" + (number - 1))
                .address("172.18.0.%d/24".formatted(number))
                .address("fd18::%d/64".formatted(number))
                .ip("link add eth1 link eth0 type macvlan mode bridge")
                .ip("addr add 172.19.0.%d/24 dev eth1".formatted(number))
                .ip("link set eth1 up");
    }

    private Path file(Host host, int priority, int own, int peer) {
        String text =
                CONFIGURATION
                        .replace("@priority", Integer.toString(priority))
                        .replace("@own", Integer.toString(own))
                        .replace("@peer", Integer.toString(peer));
        return host.write(lab.newFile(host + ".conf"), text);
    }

    @ParameterizedTest(name = "{0} master, {1} backup")
    @CsvSource({"UPKEEP, KEEPALIVED", "KEEPALIVED, UPKEEP"})
    void everyKindOfInstance_understandsItsPeer(Program master, Program backup) {
        Path packets = lab.newFile("packets");
        Daemon leader;
        Daemon follower;
        Daemon returned;
        try (var _ = Capture.start(Lab.bridge(), packets, "vrrp or ah or arp or igmp or ip6")) {
            Path file = file(first, 100, 2, 3);
            leader = Daemon.start(lab, first, master, file);
            awaitMaster(first, leader, _ -> true);
            follower = Daemon.start(lab, second, backup, file(second, 90, 3, 2));
            awaitBackup(follower);

            first.run("ip", "link", "set", "eth1", "down");
            awaitMaster(second, follower, Instance::grouped);
            first.run("ip", "link", "set", "eth1", "up");
            awaitMaster(first, leader, _ -> true);

            assertThat(leader.terminate(LIMIT)).as("exit status").isZero();
            awaitMaster(second, follower, _ -> true);

            returned = Daemon.start(lab, first, master, file);
            awaitMaster(first, returned, instance -> instance.returned() > 0);
            assertThat(second.hasAddress("172.18.0.66")).as("nopreempt").isTrue();

            assertThat(returned.terminate(LIMIT)).as("exit status").isZero();
            awaitMaster(second, follower, _ -> true);
            assertThat(follower.terminate(LIMIT)).as("exit status").isZero();
        }

        assertMasters(leader, Instance::leader);
        assertMasters(returned, Instance::returned);
        assertMasters(follower, Instance::follower);
        for (Daemon daemon : List.of(leader, follower, returned)) {
            // Two masters that send at the same time use the same number; keepalived says so, too.
            assertThat(
                            daemon.output()
                                    .lines()
                                    .filter(COMPLAINT.asPredicate())
                                    .filter(line -> !line.contains("already processed")))
                    .as("what %s on %s complains of", daemon.program().label(), daemon.host())
                    .isEmpty();
        }
        assertThat(Tshark.faults(packets, "vrrp || ah || arp || igmp || ipv6")).isEmpty();
        assertThat(Tshark.rows(packets, "vrrp", "vrrp.virt_rtr_id", "vrrp.version", "ip.proto"))
                .as("virtual router, version and protocol of IPv4, as tshark decodes them")
                .containsExactlyInAnyOrderElementsOf(DECODED);
        Packets seen = Packets.read(packets);
        assertThat(seen.malformed()).as("malformed packets in %s", packets).isEmpty();
        for (Instance instance : INSTANCES) {
            assertThat(adverts(seen, instance, 100))
                    .as("adverts of %s: the master's beside the backup's", instance.name())
                    .hasSize(1)
                    .isEqualTo(adverts(seen, instance, 90));
        }
    }

    /// keepalived 2.2.7 leaves the hop limit of IPv6 unicast at the kernel's 64; RFC 5798, 5.1.2.3
    /// expects 255, which Upkeep sends.
    private static List<String> adverts(Packets seen, Instance instance, int priority) {
        return seen.adverts(instance.id(), priority).stream()
                .map(advert ->
                        instance.name().equals("UNICAST_SIX")
                                ? advert.replace("ttl 64 ", "ttl 255 ")
                                : advert)
                .toList();
    }

    private void awaitMaster(Host host, Daemon daemon, Predicate<Instance> which) {
        Host other = host == first ? second : first;
        List<String> addresses = INSTANCES.stream().filter(which).map(Instance::address).toList();
        Await.until(
                host + " alone has " + addresses,
                LIMIT,
                () ->
                        addresses.stream()
                                .allMatch(one -> host.hasAddress(one) && !other.hasAddress(one)),
                daemon::lastWords);
    }

    private static void awaitBackup(Daemon daemon) {
        for (Instance instance : INSTANCES) {
            daemon.awaitOutput("(" + instance.name() + ") Entering BACKUP STATE", LIMIT);
        }
    }

    /// Nothing flapped: it became master as often as the scenario says.
    private static void assertMasters(Daemon daemon, ToIntFunction<Instance> times) {
        String output = daemon.output();
        assertThat(INSTANCES)
                .as("master on %s, by %s", daemon.host(), daemon.program().label())
                .allSatisfy(instance ->
                        assertThat(output.lines())
                                .filteredOn(line ->
                                        line.contains(
                                                "(" + instance.name() + ") Entering MASTER STATE"))
                                .hasSize(times.applyAsInt(instance)));
    }
}
