package dev.upkeep.checkers.nft;

import static dev.upkeep.checkers.Models.endpoint;
import static dev.upkeep.checkers.Models.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.model.VirtualServerGroup.Member;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.nft.NftChain;
import dev.upkeep.netlink.nft.NftElement;
import dev.upkeep.netlink.nft.NftTable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FilterPlanTest {

    private static final VirtualServerGroup WEB =
            new VirtualServerGroup(
                    "web",
                    List.of(
                            range("10.9.0.10", "10.9.0.10", 80),
                            range("10.9.0.20", "10.9.0.25", 8080),
                            range("fd09::20", "fd09::2f", 8080)));
    private static final VirtualServerGroup DNS =
            new VirtualServerGroup("dns", List.of(range("10.9.4.10", "10.9.4.10", 53)));
    private static final VirtualServerGroup MARKED =
            new VirtualServerGroup(
                    "marked",
                    List.of(
                            range("10.9.5.1", "10.9.5.1", 80),
                            new Member.FirewallMark(1001, null)));

    private static final BalancerConfiguration GROUPS =
            Models.configuration(
                    "keepalived_ipvs",
                    List.of(WEB, DNS, MARKED),
                    onGroup("web", Protocol.TCP),
                    onGroup("marked", Protocol.TCP),
                    onGroup("dns", Protocol.UDP),
                    onGroup("dns", Protocol.TCP));

    @Test
    void groupsOfAddresses_getMarksInTheOrderOfTheFile_butNotThoseInUse() {
        assertThat(GeneratedMarks.of(GROUPS, GeneratedMarks.NONE).marks())
                .isEqualTo(
                        Map.of(
                                new PoolKey.OnGroup("web", 0), 1000,
                                new PoolKey.OnGroup("dns", 0), 1002,
                                new PoolKey.OnGroup("dns", 1), 1003));
    }

    @Test
    void service_keepsItsMarkWhenOthersComeBeforeIt() {
        GeneratedMarks before = GeneratedMarks.of(GROUPS, GeneratedMarks.NONE);
        BalancerConfiguration next =
                Models.configuration(
                        "keepalived_ipvs",
                        List.of(WEB, DNS),
                        onGroup("dns", Protocol.UDP),
                        onGroup("web", Protocol.TCP),
                        onGroup("web", Protocol.UDP));

        assertThat(GeneratedMarks.of(next, before).marks())
                .isEqualTo(
                        Map.of(
                                new PoolKey.OnGroup("dns", 0), 1002,
                                new PoolKey.OnGroup("web", 0), 1000,
                                new PoolKey.OnGroup("web", 1), 1001));
    }

    @Test
    void groupWithAMark_isServedAddressByAddress() {
        ServiceKeys keys = ServiceKeys.of(GROUPS, GeneratedMarks.NONE);

        assertThat(keys.of(new PoolKey.OnGroup("marked", 0), GROUPS.services().get(1)))
                .containsExactly(
                        new ServiceKey.OnAddress(6, endpoint("10.9.5.1:80")),
                        new ServiceKey.OnMark(Family.INET, 1001));
        assertThat(keys.of(new PoolKey.OnGroup("web", 0), GROUPS.services().getFirst()))
                .containsExactly(
                        new ServiceKey.OnMark(Family.INET, 1000),
                        new ServiceKey.OnMark(Family.INET6, 1000));
    }

    @Test
    void directRouting_onAMark_hasNoPort() {
        VirtualServer service =
                Models.with(new Forwarding.DirectRouting(), onGroup("dns", Protocol.TCP));
        BalancerConfiguration configuration =
                Models.configuration("keepalived_ipvs", List.of(DNS), service);
        ServiceKeys keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        var mark = new ServiceKey.OnMark(Family.INET, 1000);
        IpvsTable table = Models.desired(configuration, keys).table();

        assertThat(table.services()).containsOnlyKeys(mark);
        assertThat(Objects.requireNonNull(table.services().get(mark)).destinations())
                .containsOnlyKeys(endpoint("10.2.0.11:0"));
        assertThat(
                        Ownership.by(Models.pools(configuration, keys).values())
                                .has(mark, endpoint("10.2.0.11:0")))
                .isTrue();
    }

    /// As `nft list ruleset` showed it of keepalived 2.2.7 on such a configuration, but for the
    /// marks that are in use.
    @Test
    void groupTables_leadAddressesToMarks() {
        ServiceKeys keys = ServiceKeys.of(GROUPS, GeneratedMarks.NONE);
        Map<NftTable.Id, NftTable> tables = FilterPlan.of(GROUPS, keys).groupTables();
        NftTable ip = tables.get(new NftTable.Id(Family.INET, "keepalived_ipvs"));
        NftTable ip6 = tables.get(new NftTable.Id(Family.INET6, "keepalived_ipvs"));

        assertThat(text(Objects.requireNonNull(ip)))
                .isEqualTo(
                        "{tcp_map=10.9.0.10 . 80 : 1000, 10.9.0.20-10.9.0.25 . 8080 : 1000, "
                                + "10.9.4.10 . 53 : 1003, udp_map=10.9.4.10 . 53 : 1002}");
        assertThat(text(Objects.requireNonNull(ip6)))
                .isEqualTo("{tcp_map=fd09::20-fd09::2f . 8080 : 1000}");
        NftChain chain = Objects.requireNonNull(ip.chains().get("in"));
        assertThat(chain.hook())
                .isEqualTo(new NftChain.Hook(NftChain.Type.FILTER, NftChain.Point.INPUT, -1));
        assertThat(chain.rules()).hasSize(2);
    }

    @Test
    void fullNat_translatesExactlyItsDestinationsThatAreThere() {
        VirtualServer full =
                Models.with(
                        new Forwarding.FullNat(),
                        Models.service(
                                "10.9.0.1:80",
                                1,
                                null,
                                server("10.2.0.11:8080", 1),
                                server("10.2.0.12:8080", 1)));
        VirtualServer plain = Models.service("10.9.0.2:80", 1, null, server("10.2.0.11:8080", 1));
        BalancerConfiguration configuration = Models.configuration(full, plain);
        ServiceKeys keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        FilterPlan plan = FilterPlan.of(configuration, keys);
        IpvsTable table = Models.desired(configuration, keys).table();
        var id = new NftTable.Id(Family.INET, "upkeep_fnat");

        assertThat(plan.tables()).containsExactly(id);
        assertThat(text(Objects.requireNonNull(plan.fullNat().tables(table.services()).get(id))))
                .isEqualTo(
                        "{tcp_destinations=10.9.0.1 . 80 . 10.2.0.11 . 8080, "
                                + "10.9.0.1 . 80 . 10.2.0.12 . 8080}");
        assertThat(text(Objects.requireNonNull(plan.fullNat().tables(Map.of()).get(id))))
                .isEqualTo("{}");
    }

    @Test
    void fullNat_ofEveryPortAndOfAMark_hasSetsOfItsOwn() {
        VirtualServer everyPort =
                Models.with(
                        new Forwarding.FullNat(),
                        Models.service("10.9.0.1:0", 1, null, server("10.2.0.11:0", 1)));
        VirtualServer marked =
                Models.with(
                        new Forwarding.FullNat(),
                        Models.service(
                                new ServiceAddress.FirewallMark(7), server("10.2.0.12:80", 1)));
        BalancerConfiguration configuration = Models.configuration(everyPort, marked);
        ServiceKeys keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        IpvsTable table = Models.desired(configuration, keys).table();
        NftTable made =
                FilterPlan.of(configuration, keys)
                        .fullNat()
                        .tables(table.services())
                        .get(new NftTable.Id(Family.INET, "upkeep_fnat"));

        assertThat(text(Objects.requireNonNull(made)))
                .isEqualTo("{marked=7 . 10.2.0.12, tcp_any_port=10.9.0.1 . 10.2.0.11}");
        assertThat(table.services().values())
                .flatExtracting(entry -> List.copyOf(entry.destinations().values()))
                .extracting(Destination::method)
                .containsOnly(Destination.ForwardingMethod.MASQUERADE);
    }

    @Test
    void withoutEither_nothingIsDesired() {
        BalancerConfiguration configuration =
                Models.configuration(
                        Models.service("10.9.0.1:80", 1, null, server("10.2.0.11:80", 1)));

        assertThat(
                        FilterPlan.of(
                                        configuration,
                                        ServiceKeys.of(configuration, GeneratedMarks.NONE))
                                .tables())
                .isEmpty();
    }

    private static String text(NftTable table) {
        Map<String, String> sets = new TreeMap<>();
        table.elements()
                .forEach((set, elements) ->
                        sets.put(
                                set,
                                elements.stream()
                                        .map(NftElement::toString)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
        return sets.toString();
    }

    private static VirtualServer onGroup(String group, Protocol protocol) {
        return Models.with(
                protocol,
                Models.service(new ServiceAddress.Group(group), server("10.2.0.11:53", 1)));
    }

    private static Member range(String first, String last, int port) {
        return new Member.AddressRange(IpAddress.parse(first), IpAddress.parse(last), port);
    }
}
