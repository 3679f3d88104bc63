package dev.upkeep.vrrp.vmac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.Link;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The names are those of keepalived 2.2.7 for the same file.
class VirtualLinkPlanTest {
    private static final Link ETH0 = link(2, "eth0", "02:00:00:00:00:02", 0, "");
    private static final Link ETH1 = link(3, "eth1", "02:00:00:00:00:03", 0, "");

    @Test
    void useVmac_bothFamiliesOfOneId_haveAnInterfaceEach() {
        VirtualLinkPlan plan =
                plan(
                        instance("V4", 7, "use_vmac", "10.0.0.100/24")
                                + instance("V6", 7, "use_vmac", "fe80::7"));

        assertThat(plan.links())
                .containsExactly(
                        macvlan("vrrp.7", "eth0", "00:00:5e:00:01:07", true, false, false),
                        macvlan("vrrp6.7", "eth0", "00:00:5e:00:02:07", false, true, true));
        assertThat(devices(plan, 0)).containsExactly("vrrp.7");
        assertThat(devices(plan, 1)).containsExactly("vrrp6.7");
        assertThat(plan.resolved().vrrpInstances().getFirst().link().advertInterface())
                .isEqualTo("vrrp.7");
    }

    /// As in keepalived: an address that names the interface of its instance is no other one's.
    @Test
    void useVmac_addressThatNamesTheBase_isOnTheVirtualInterface() {
        VirtualLinkPlan plan =
                plan(
                        instance("V", 7, "use_vmac", "10.0.0.100 dev eth0\n10.1.0.100 dev eth1")
                                + instance(
                                        "W", 8, "use_vmac\nvmac_xmit_base", "10.0.0.101 dev eth0"));

        assertThat(devices(plan, 0)).containsExactly("vrrp.7", "eth1");
        assertThat(devices(plan, 1)).containsExactly("vrrp.8");
    }

    @Test
    void useIpvlan_addressesStayBelowIt_advertsLeaveThroughIt() {
        VirtualLinkPlan plan = plan(instance("V", 7, "use_ipvlan 10.0.0.9/24", "10.0.0.100/24"));

        VrrpInstance resolved = plan.resolved().vrrpInstances().getFirst();
        assertThat(plan.links()).extracting(VirtualLink::name).containsExactly("vrrp.7");
        assertThat(resolved.link().advertInterface()).isEqualTo("vrrp.7");
        assertThat(resolved.link().addressInterface()).isEqualTo("eth0");
    }

    @Test
    void noInterface_addressesGoToTheDefaultInterface() {
        VirtualLinkPlan plan =
                plan(
                        """
                        global_defs {
                            default_interface eth1
                        }
                        vrrp_instance V {
                            virtual_router_id 7
                            unicast_src_ip 10.0.0.1
                            unicast_peer {
                                10.0.0.2
                            }
                            virtual_ipaddress {
                                10.0.0.100
                                10.0.0.101 use_vmac
                                10.0.0.102 dev eth0
                            }
                        }
                        """);

        assertThat(devices(plan, 0)).containsExactly("eth1", "vrrp.7", "eth0");
    }

    @Test
    void useVmac_transmitFromBase_advertisesOnTheBase() {
        VirtualLinkPlan plan =
                plan(instance("V", 8, "use_vmac named0\nvmac_xmit_base", "10.0.0.101"));

        assertThat(plan.links())
                .containsExactly(
                        macvlan("named0", "eth0", "00:00:5e:00:01:08", true, false, false));
        VrrpInstance resolved = plan.resolved().vrrpInstances().getFirst();
        assertThat(resolved.link().advertInterface()).isEqualTo("eth0");
        assertThat(devices(plan, 0)).containsExactly("named0");
    }

    @Test
    void useVmac_excludedAddressOfTheOtherFamily_keepsIpv6On() {
        VirtualLinkPlan plan =
                plan(
                        instance(
                                "V",
                                8,
                                "use_vmac\nvirtual_ipaddress_excluded {\nfd00::1\n}",
                                "10.0.0.101"));

        assertThat(plan.links().getFirst().ipv6()).isTrue();
        assertThat(InterfaceSetting.of(plan.links().getFirst()))
                .extracting(InterfaceSetting::path)
                .doesNotContain("ipv6/conf/vrrp.8/disable_ipv6");
    }

    @Test
    void useVmacAddr_addressElsewhere_hasAnInterfaceThere() {
        VirtualLinkPlan plan =
                plan(
                        instance(
                                "V",
                                7,
                                "use_vmac\nuse_vmac_addr",
                                "10.0.0.100\n10.0.0.102 dev eth1\n10.0.0.103 dev eth1"));

        assertThat(plan.links())
                .containsExactly(
                        macvlan("vrrp.7", "eth0", "00:00:5e:00:01:07", true, false, false),
                        macvlan("vrrp1.7", "eth1", "00:00:5e:00:01:07", true, false, false));
        assertThat(devices(plan, 0)).containsExactly("vrrp.7", "vrrp1.7", "vrrp1.7");
    }

    @Test
    void useVmacAddr_withoutUseVmac_leavesTheOthersOnTheBase() {
        VirtualLinkPlan plan =
                plan(instance("V", 9, "use_vmac_addr", "10.0.0.120\n10.0.0.121 dev eth1"));

        assertThat(devices(plan, 0)).containsExactly(null, "vrrp.9");
        assertThat(plan.links()).extracting(VirtualLink::parent).containsExactly("eth1");
    }

    @Test
    void vmacPrefix_namesAllInterfaces_vmacAddrPrefixThoseOfAddresses() {
        String instances =
                instance("V1", 7, "use_vmac\nuse_vmac_addr", "10.0.0.100\n10.1.0.100 dev eth1")
                        + instance(
                                "V2", 8, "", "10.0.0.111 use_vmac\n10.1.0.112 dev eth1 use_vmac");

        assertThat(plan("global_defs {\nvmac_prefix vm\n}\n" + instances).links())
                .extracting(VirtualLink::name)
                .containsExactly("vm.7", "vm1.7", "vm.8", "vm1.8");
        assertThat(
                        plan("global_defs {\nvmac_prefix vm\nvmac_addr_prefix va\n}\n" + instances)
                                .links())
                .extracting(VirtualLink::name)
                .containsExactly("vm.7", "va.7", "va.8", "va1.8");
    }

    @Test
    void addressWithUseVmac_alone_leavesTheAdvertsOnTheBase() {
        VirtualLinkPlan plan = plan(instance("V", 9, "", "10.0.0.110\n10.0.0.113 use_vmac"));

        assertThat(devices(plan, 0)).containsExactly(null, "vrrp.9");
        assertThat(plan.resolved().vrrpInstances().getFirst().link().advertInterface())
                .isEqualTo("eth0");
    }

    @Test
    void nameTaken_anotherIsFound_andALeftOverServesAgain() {
        Link foreign = link(8, "vrrp.7", "02:00:00:00:00:08", 3, "macvlan");
        Link leftOver = link(9, "vrrp5.9", "00:00:5e:00:01:09", 2, "macvlan");
        Configuration configuration =
                Configurations.of(
                        instance("A", 7, "use_vmac", "10.0.0.100")
                                + instance("B", 9, "use_vmac", "10.0.0.101"));

        assertThat(
                        VirtualLinkPlan.of(
                                        configuration,
                                        List.of(ETH0, ETH1, foreign, leftOver),
                                        _ -> 0)
                                .links())
                .extracting(VirtualLink::name)
                .containsExactly("vrrp1.7", "vrrp5.9");
    }

    @Test
    void withoutVirtualInterfaces_theConfigurationStays() {
        Configuration configuration = Configurations.of(instance("V", 7, "", "10.0.0.100"));

        VirtualLinkPlan plan = VirtualLinkPlan.of(configuration, List.of(ETH0), _ -> 0);

        assertThat(plan.links()).isEmpty();
        assertThat(plan.resolved()).isSameAs(configuration);
    }

    private static VirtualLinkPlan plan(String text) {
        return VirtualLinkPlan.of(Configurations.of(text), List.of(ETH0, ETH1), _ -> 0);
    }

    private static List<String> devices(VirtualLinkPlan plan, int instance) {
        return plan.resolved().vrrpInstances().get(instance).resources().addresses().stream()
                .map(VirtualAddress::device)
                .toList();
    }

    private static String instance(String name, int id, String lines, String addresses) {
        return """
        vrrp_instance %s {
            interface eth0
            version 3
            virtual_router_id %d
            %s
            virtual_ipaddress {
                %s
            }
        }
        """
                .formatted(name, id, lines, addresses);
    }

    private static VirtualLink macvlan(
            String name,
            String parent,
            String address,
            boolean ipv4,
            boolean ipv6,
            boolean ownLinkLocal) {
        return new VirtualLink(
                name,
                parent,
                new VirtualLink.Macvlan(HardwareAddress.parse(address)),
                ipv4,
                ipv6,
                ownLinkLocal,
                0);
    }

    private static Link link(int index, String name, String address, int parent, String kind) {
        return new Link(
                index,
                name,
                0x41,
                Link.ETHERNET,
                HardwareAddress.parse(address),
                1500,
                parent,
                0,
                kind);
    }
}
