package dev.upkeep.lab.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Daemon;
import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Output;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// `upkeep doctor` on a host with everything wrong that needs a real kernel, a real peer and real
/// ARP to see; each finding alone, and the packet filter and the clouds, in `ExaminationTest`.
@LabTest
class DoctorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static final String HERE =
            """
            vrrp_instance PASSWORD {
                interface eth0
                virtual_router_id 7
                priority 100
                authentication {
                    auth_type PASS
                    auth_pass right
                }
                virtual_ipaddress {
                    172.18.0.107/24
                }
            }
            vrrp_instance EQUAL {
                interface eth0
                virtual_router_id 8
                priority 100
                virtual_ipaddress {
                    172.18.0.108/24
                }
            }
            vrrp_instance DUPLICATE {
                interface eth0
                virtual_router_id 10
                use_vmac
                virtual_ipaddress {
                    172.18.0.110/24
                }
            }
            vrrp_instance SIGNED {
                interface eth0
                virtual_router_id 11
                version 3
                auth_hmac {
                    key 1 0123456789abcdef0123456789abcdef
                    active_key 1
                }
                virtual_ipaddress {
                    172.18.0.111/24
                }
            }
            virtual_server 172.18.0.50 80 {
                lvs_sched rr
                lvs_method DR
                protocol TCP
                real_server 172.18.0.2 80 {
                }
            }
            virtual_server 172.18.0.51 80 {
                lvs_sched rr
                lvs_method NAT
                protocol TCP
                real_server 172.18.0.9 80 {
                }
            }
            """;

    private static final String PEER =
            """
            vrrp_instance PASSWORD {
                interface eth0
                virtual_router_id 7
                priority 90
                authentication {
                    auth_type PASS
                    auth_pass wrong
                }
                virtual_ipaddress {
                    172.18.0.107/24
                }
            }
            vrrp_instance EQUAL {
                interface eth0
                virtual_router_id 8
                priority 100
                virtual_ipaddress {
                    172.18.0.108/24
                }
            }
            vrrp_instance STRANGER {
                interface eth0
                virtual_router_id 9
                priority 100
                virtual_ipaddress {
                    172.18.0.109/24
                }
            }
            """;

    @Test
    void doctor_namesEachFault_ofThisMachineAndOfItsNeighbours() {
        try (Lab lab = new Lab(Logs.of("doctor"))) {
            Host here =
                    lab.add(
                            HostSpec.named("here")
                                    .address("172.18.0.2/24")
                                    .setting("ipv4/conf/all/rp_filter=1")
                                    .setting("ipv4/ip_forward=0")
                                    .setting("ipv4/ip_nonlocal_bind=0"));
            Host peer = lab.add(HostSpec.named("peer").address("172.18.0.3/24"));
            lab.add(HostSpec.named("other").address("172.18.0.4/24").address("172.18.0.110/24"));
            Path theirs = peer.write(lab.newFile("peer.conf"), PEER);
            Daemon keepalived = Daemon.start(lab, peer, Program.KEEPALIVED, theirs);
            for (String instance : new String[] {"PASSWORD", "EQUAL", "STRANGER"}) {
                keepalived.awaitOutput("(" + instance + ") Entering MASTER STATE", LIMIT);
            }
            Path ours = here.write(lab.newFile("here.conf"), HERE);

            Output found =
                    here.attempt(
                            "setpriv",
                            "--bounding-set=-net_admin",
                            Program.UPKEEP.path().toString(),
                            "doctor",
                            ours.toString());

            assertThat(found.status()).as(found.toString()).isEqualTo(2);
            assertThat(found.out())
                    .contains(
                            "CAP_NET_ADMIN is missing",
                            "PASSWORD: adverts of 172.18.0.3 arrive and are refused: received an"
                                    + " invalid passwd!",
                            "EQUAL: 172.18.0.3 has the same priority 100",
                            "172.18.0.3 advertises virtual router 9 on eth0",
                            "answers for 172.18.0.110, and no master is heard",
                            "DUPLICATE: net.ipv4.conf.all.rp_filter is 1",
                            "net.ipv4.ip_forward is 0",
                            "net.ipv4.ip_nonlocal_bind is 0",
                            "This machine is the real server 172.18.0.2 of 172.18.0.50, and does"
                                    + " not",
                            "The clock is not synchronized");
        }
    }
}
