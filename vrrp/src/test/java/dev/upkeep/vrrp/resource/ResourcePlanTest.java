package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.route.HardwareAddress;
import dev.upkeep.netlink.route.InterfaceAddress;
import dev.upkeep.netlink.route.Link;
import dev.upkeep.netlink.route.RouteEntry;
import dev.upkeep.netlink.route.RuleEntry;
import dev.upkeep.vrrp.resource.ResourcePlan.Held;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcePlanTest {

    private static final String ADDRESS = "10.0.0.100/24";
    private static final String ROUTE = "10.1.0.0/16 via 10.0.0.7 dev eth0";
    private static final String RULE = "from 10.2.0.0/16 lookup 100 preference 50";
    private static final String ADD_ADDRESS = "+ add address 10.0.0.100/24 dev eth0 for V";
    private static final String ADD_ROUTE = "+ add route 10.1.0.0/16 via 10.0.0.7 dev eth0 for V";
    private static final String ADD_RULE = "+ add rule 50: from 10.2.0.0/16 lookup 100 for V";

    private final Configuration whole = instance(ADDRESS, ROUTE, RULE);

    @Test
    void start_asMaster_addsAll() {
        assertThat(start(kernel(List.of()), List.of(), whole))
                .containsExactly(ADD_ADDRESS, ADD_ROUTE, ADD_RULE);
    }

    @Test
    void start_asBackup_addsNothing_butWhatIsStatic() {
        Configuration statics =
                Configurations.of(
                        "static_ipaddress {\n 10.9.0.1/24 dev eth0\n}\n"
                                + "static_routes {\n 10.8.0.0/16 dev eth0\n}\n"
                                + text(ADDRESS, ROUTE, RULE));
        assertThat(
                        ResourcePlan.of(
                                kernel(List.of()),
                                List.of(),
                                Held.NOTHING,
                                Held.of(statics, _ -> false)))
                .containsExactly(
                        "+ add address 10.9.0.1/24 dev eth0", "+ add route 10.8.0.0/16 dev eth0");
    }

    @Test
    void start_withEverythingInPlace_changesNothing() {
        List<Resource> all = resources(whole);
        assertThat(start(kernel(all), all, whole)).isEmpty();
    }

    @Test
    void start_afterACrash_deletesWhatIsNoLongerConfigured() {
        List<Resource> all = resources(whole);
        assertThat(start(kernel(all), all, instance(ADDRESS, "", "")))
                .containsExactly(
                        "- delete rule 50: from 10.2.0.0/16 lookup 100",
                        "- delete route 10.1.0.0/16 via 10.0.0.7 dev eth0");
    }

    @Test
    void start_leavesWhatOthersAdded() {
        assertThat(start(kernel(resources(whole)), List.of(), instance(ADDRESS, "", ""))).isEmpty();
    }

    @Test
    void reload_ofAMaster_isTheDifference() {
        Configuration next =
                instance("10.0.0.101/24", ROUTE + " mtu 1400", RULE.replace("100", "200"));
        assertThat(reload(whole, next))
                .containsExactly(
                        "+ add address 10.0.0.101/24 dev eth0 for V",
                        ADD_ROUTE,
                        "+ add rule 50: from 10.2.0.0/16 lookup 200 for V",
                        "- delete route 10.1.0.0/16 via 10.0.0.7 dev eth0",
                        "- delete rule 50: from 10.2.0.0/16 lookup 100",
                        "- delete address 10.0.0.100/24 dev eth0");
    }

    @Test
    void reload_ofTheSame_changesNothing() {
        assertThat(reload(whole, whole)).isEmpty();
    }

    @Test
    void reload_withDrift_isTheRepair() {
        List<Resource> without = new ArrayList<>(resources(whole));
        without.removeIf(Resource.Route.class::isInstance);
        assertThat(
                        ResourcePlan.of(
                                kernel(without),
                                List.of(),
                                Held.of(whole, _ -> true),
                                Held.of(whole, _ -> true)))
                .containsExactly(ADD_ROUTE);
    }

    @Test
    void reload_thatRemovesAnInstance_deletesItsResources_theLastFirst() {
        assertThat(reload(whole, Configurations.of("global_defs {\n router_id a\n}\n")))
                .containsExactly(
                        "- delete rule 50: from 10.2.0.0/16 lookup 100",
                        "- delete route 10.1.0.0/16 via 10.0.0.7 dev eth0",
                        "- delete address 10.0.0.100/24 dev eth0");
    }

    @Test
    void addressThatDependsOnAQuorum_staysAsItIs() {
        Configuration quorum =
                Configurations.of(
                        """
                        static_ipaddress {
                         10.9.0.1/24 dev eth0 while_quorum
                        }
                        virtual_server 10.9.0.1 80 {
                         protocol TCP
                         lb_algo rr
                         lb_kind DR
                         real_server 10.0.0.1 80 {
                         }
                        }
                        """);
        List<Resource> there =
                StaticSpecs.whileQuorum(quorum).stream()
                        .<Resource>map(spec -> spec.in(kernel(List.of()).network()))
                        .toList();
        assertThat(start(kernel(List.of()), List.of(), quorum)).isEmpty();
        assertThat(start(kernel(there), there, quorum)).isEmpty();
    }

    private static List<String> start(
            PresentResources present, List<Resource> ours, Configuration next) {
        return ResourcePlan.of(present, ours, Held.NOTHING, Held.of(next, _ -> true));
    }

    private static List<String> reload(Configuration before, Configuration next) {
        return ResourcePlan.of(
                kernel(resources(before)),
                List.of(),
                Held.of(before, _ -> true),
                Held.of(next, _ -> true));
    }

    private static List<Resource> resources(Configuration configuration) {
        NetworkView network = kernel(List.of()).network();
        List<Resource> resources = new ArrayList<>();
        for (ResourceSpec spec : InstanceResources.of(configuration.vrrpInstances().getFirst())) {
            Resource resource = spec.in(network);
            assertThat(resource).isNotNull();
            resources.add(resource);
        }
        return resources;
    }

    /// A kernel with an interface and these resources.
    private static PresentResources kernel(List<Resource> resources) {
        List<InterfaceAddress> addresses = new ArrayList<>();
        List<RouteEntry> routes = new ArrayList<>();
        List<RuleEntry> rules = new ArrayList<>();
        for (Resource resource : resources) {
            switch (resource) {
                case Resource.Address(var address, _) -> addresses.add(address);
                case Resource.Route(var route, _, _) -> routes.add(route);
                case Resource.Rule(var rule, _) -> rules.add(rule);
                case Resource.Filter _ -> {}
            }
        }
        addresses.add(InterfaceAddress.of(2, IpAddress.parse("10.0.0.1"), 24));
        return PresentResources.of(List.of(link()), addresses, routes, rules);
    }

    private static Configuration instance(String address, String route, String rule) {
        return Configurations.of(text(address, route, rule));
    }

    private static String text(String address, String route, String rule) {
        return """
        vrrp_instance V {
         interface eth0
         virtual_router_id 1
         virtual_ipaddress {
          %s
         }
         virtual_routes {
          %s
         }
         virtual_rules {
          %s
         }
        }
        """
                .formatted(address, route, rule);
    }

    private static Link link() {
        return new Link(2, "eth0", 0x41, Link.ETHERNET, HardwareAddress.NONE, 1500, 0, 0, "", 0);
    }
}
