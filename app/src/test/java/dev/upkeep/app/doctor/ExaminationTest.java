package dev.upkeep.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.vrrp.io.HeardAdvertisement;
import dev.upkeep.vrrp.resource.NetworkView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each finding on a machine that is healthy but for one thing.
class ExaminationTest {
    private static final int USABLE = 0x1 | 0x40 | 0x1000;
    private static final IpAddress VIP = IpAddress.parse("10.0.0.100");
    private static final IpAddress PEER = IpAddress.parse("10.0.0.2");

    private static final String ROUTER =
            """
            vrrp_instance V {
                interface eth0
                virtual_router_id 51
                priority 100
                virtual_ipaddress {
                    10.0.0.100
                }
            }
            """;

    /// A healthy machine, of which a test changes one thing.
    static final class Parts {
        private Set<String> capabilities = Set.of("CAP_NET_ADMIN", "CAP_NET_RAW", "CAP_SYS_NICE");
        private final Map<String, String> settings =
                new HashMap<>(Map.of("ipv4/ip_forward", "1", "ipv4/ip_nonlocal_bind", "1"));
        private boolean ipvs = true;
        private int flags = USABLE;
        private List<String> addresses = List.of("10.0.0.1");
        private List<String> rules = List.of();
        private @Nullable String cloud;
        private boolean clock = true;
        private List<HeardAdvertisement> adverts = List.of();
        private Map<IpAddress, String> answers = Map.of();

        Parts capabilities(String... names) {
            capabilities = Set.of(names);
            return this;
        }

        Parts setting(String path, String value) {
            settings.put(path, value);
            return this;
        }

        Parts ipvs(boolean there) {
            ipvs = there;
            return this;
        }

        Parts link(int newFlags, String... newAddresses) {
            flags = newFlags;
            addresses = List.of(newAddresses);
            return this;
        }

        Parts rules(String... lines) {
            rules = List.of(lines);
            return this;
        }

        Parts cloud(String name) {
            cloud = name;
            return this;
        }

        Parts clock(boolean synchronizedClock) {
            clock = synchronizedClock;
            return this;
        }

        Parts heard(HeardAdvertisement... some) {
            adverts = List.of(some);
            return this;
        }

        Parts answers(String hardware) {
            answers = Map.of(VIP, hardware);
            return this;
        }

        Machine machine() {
            NetworkView network = new NetworkView();
            network.reset(
                    List.of(
                            new Link(
                                    2,
                                    "eth0",
                                    flags,
                                    Link.ETHERNET,
                                    HardwareAddress.parse("02:00:00:00:00:02"),
                                    1500,
                                    0,
                                    0,
                                    "")),
                    addresses.stream()
                            .map(text -> InterfaceAddress.of(2, IpAddress.parse(text), 24))
                            .toList());
            return new Machine(
                    capabilities, settings, ipvs, network, rules, cloud, clock, adverts, answers);
        }
    }

    @Test
    void healthyMachine_hasNoFindings() {
        assertThat(findings(ROUTER, new Parts())).isEmpty();
    }

    static Stream<Arguments> machines() {
        String vmac = ROUTER.replace("virtual_router_id 51", "virtual_router_id 51\nuse_vmac");
        String header =
                ROUTER.replace(
                        "priority 100",
                        "priority 100\nauthentication {\nauth_type AH\nauth_pass x\n}");
        return Stream.of(
                machine(
                        "no capability to change the network",
                        ROUTER,
                        healthy -> healthy.capabilities("CAP_NET_RAW"),
                        "CAP_NET_ADMIN is missing"),
                machine(
                        "no raw sockets",
                        ROUTER,
                        healthy -> healthy.capabilities("CAP_NET_ADMIN"),
                        "CAP_NET_RAW is missing"),
                machine(
                        "no real-time scheduling",
                        "global_defs {\nvrrp_rt_priority 50\n}\n" + ROUTER,
                        healthy -> healthy.capabilities("CAP_NET_ADMIN", "CAP_NET_RAW"),
                        "CAP_SYS_NICE is missing"),
                machine(
                        "clocks with HMAC",
                        ROUTER.replace(
                                "priority 100",
                                "priority 100\nversion 3\nauth_hmac {\nkey 1 "
                                        + "0123456789abcdef0123456789abcdef"
                                        + "\nactive_key 1\n}"),
                        healthy -> healthy.clock(false),
                        "The clock is not synchronized"),
                machine(
                        "no IPVS",
                        service("NAT", "10.0.0.9"),
                        healthy -> healthy.ipvs(false),
                        "The kernel has no IPVS"),
                machine(
                        "interface down",
                        ROUTER,
                        healthy -> healthy.link(0x1000, "10.0.0.1"),
                        "V: the interface eth0 is switched off."),
                machine(
                        "no carrier",
                        ROUTER,
                        healthy -> healthy.link(0x1001, "10.0.0.1"),
                        "V: the interface eth0 is without carrier."),
                machine(
                        "no multicast",
                        ROUTER,
                        healthy -> healthy.link(0x41, "10.0.0.1"),
                        "V: the interface eth0 carries no multicast."),
                machine(
                        "only the virtual address",
                        ROUTER,
                        healthy -> healthy.link(USABLE, "10.0.0.100"),
                        "V: the interface eth0 has no IPv4 address"),
                machine(
                        "cloud",
                        ROUTER,
                        healthy -> healthy.cloud("Amazon EC2"),
                        "V: this is a machine of Amazon EC2, whose network drops multicast"),
                machine(
                        "strict reverse path filter above a VMAC",
                        vmac,
                        healthy -> healthy.setting("ipv4/conf/all/rp_filter", "1"),
                        "V: net.ipv4.conf.all.rp_filter is 1"),
                machine(
                        "NAT without forwarding",
                        service("NAT", "10.0.0.9"),
                        healthy -> healthy.setting("ipv4/ip_forward", "0"),
                        "net.ipv4.ip_forward is 0"),
                machine(
                        "real server without the address",
                        service("DR", "10.0.0.1"),
                        healthy -> healthy,
                        "This machine is the real server 10.0.0.1 of 10.0.0.100, and does not"),
                machine(
                        "real server that answers ARP",
                        service("DR", "10.0.0.1"),
                        healthy -> healthy.link(USABLE, "10.0.0.1", "10.0.0.100"),
                        "This machine is a real server of 10.0.0.100 and answers ARP"),
                machine(
                        "services cannot bind",
                        ROUTER,
                        healthy -> healthy.setting("ipv4/ip_nonlocal_bind", "0"),
                        "net.ipv4.ip_nonlocal_bind is 0"),
                machine(
                        "nftables drops VRRP",
                        ROUTER,
                        healthy -> healthy.rules("ip protocol vrrp counter drop"),
                        "A rule of the packet filter drops IP protocol 112 (VRRP)"),
                machine(
                        "iptables drops VRRP",
                        ROUTER,
                        healthy -> healthy.rules("-A INPUT -p 112 -j DROP"),
                        "A rule of the packet filter drops IP protocol 112 (VRRP)"),
                machine(
                        "the filter drops AH",
                        header,
                        healthy -> healthy.rules("-A INPUT -p ah -j REJECT"),
                        "A rule of the packet filter drops IP protocol 51 (AH)"),
                machine(
                        "the policy drops",
                        ROUTER,
                        healthy ->
                                healthy.rules(
                                        "type filter hook input priority filter; policy drop;",
                                        "tcp dport 22 accept"),
                        "The packet filter drops what it does not know"),
                machine(
                        "refused adverts",
                        ROUTER,
                        healthy ->
                                healthy.heard(heard("V", 90, false, "received an invalid passwd!")),
                        "V: adverts of 10.0.0.2 arrive and are refused: received an invalid"),
                machine(
                        "a stranger's addresses",
                        ROUTER,
                        healthy -> healthy.heard(heard("V", 90, true, "ip address not present")),
                        "V: the adverts of 10.0.0.2 differ: ip address not present."),
                machine(
                        "equal priorities",
                        ROUTER,
                        healthy -> healthy.heard(heard("V", 100, true)),
                        "V: 10.0.0.2 has the same priority 100"),
                machine(
                        "an unknown virtual router",
                        ROUTER,
                        healthy ->
                                healthy.heard(
                                        new HeardAdvertisement(
                                                null, "eth0", 7, PEER, 100, false, List.of())),
                        "10.0.0.2 advertises virtual router 7 on eth0"),
                machine(
                        "a duplicate address",
                        ROUTER,
                        healthy ->
                                healthy.link(USABLE, "10.0.0.1", "10.0.0.100")
                                        .answers("02:00:00:00:00:09"),
                        "V: this machine has 10.0.0.100, and 02:00:00:00:00:09 answers for it"),
                machine(
                        "an address without a master",
                        ROUTER,
                        healthy -> healthy.answers("02:00:00:00:00:09"),
                        "V: 02:00:00:00:00:09 answers for 10.0.0.100, and no master is heard."));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("machines")
    void machine_withOneFault_hasOneFinding(
            String name, String configuration, UnaryOperator<Parts> change, String text) {
        assertThat(findings(configuration, change.apply(new Parts())))
                .singleElement()
                .satisfies(finding -> assertThat(finding.text()).startsWith(text))
                .satisfies(finding -> assertThat(finding.advice()).endsWith("."));
    }

    @Test
    void cloud_unicastIsAdvised_andWithUnicastThereIsNothingToSay() {
        String unicast =
                ROUTER.replace("priority 100", "priority 100\nunicast_peer {\n10.0.0.2\n}");
        Parts cloud = new Parts().cloud("Amazon EC2");

        assertThat(findings(ROUTER, cloud))
                .singleElement()
                .satisfies(finding -> assertThat(finding.advice()).contains("unicast_peer"));
        assertThat(findings(unicast, cloud)).isEmpty();
    }

    @Test
    void headerUnderADroppingPolicy_needsItsOwnProtocolAccepted() {
        String header =
                ROUTER.replace(
                        "priority 100",
                        "priority 100\nauthentication {\nauth_type AH\nauth_pass x\n}");
        Parts filtered =
                new Parts()
                        .rules(
                                "type filter hook input priority filter; policy drop;",
                                "ip protocol 112 accept");

        assertThat(findings(header, filtered))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).contains("no rule accepts IP protocol 51 (AH)"));
    }

    @Test
    void acceptedProtocol_underADroppingPolicy_isFine() {
        Parts filtered =
                new Parts()
                        .rules(
                                "type filter hook input priority filter; policy drop;",
                                "ip protocol { 51, 112 } accept");

        assertThat(findings(ROUTER, filtered)).isEmpty();
    }

    @Test
    void missingInterface_isTheOnlyFindingOfItsInstance() {
        assertThat(
                        findings(
                                "global_defs {\ndynamic_interfaces\n}\n"
                                        + ROUTER.replace("eth0", "eth7"),
                                new Parts()))
                .extracting(Finding::text)
                .containsExactly("V: the interface eth7 does not exist.");
    }

    private static List<Finding> findings(String text, Parts parts) {
        return Examination.of(Configurations.read(text).configuration(), parts.machine());
    }

    private static Arguments machine(
            String name, String configuration, UnaryOperator<Parts> change, String text) {
        return arguments(name, configuration, change, text);
    }

    private static HeardAdvertisement heard(
            String instance, int priority, boolean accepted, String... remarks) {
        return new HeardAdvertisement(
                instance, "eth0", 51, PEER, priority, accepted, List.of(remarks));
    }

    private static String service(String method, String server) {
        return """
        virtual_server 10.0.0.100 80 {
            lvs_sched rr
            lvs_method %s
            protocol TCP
            real_server %s 80 {
            }
        }
        """
                .formatted(method, server);
    }
}
