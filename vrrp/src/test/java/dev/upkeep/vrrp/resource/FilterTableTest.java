package dev.upkeep.vrrp.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.net.Family;
import dev.upkeep.netlink.nft.NftExpression;
import dev.upkeep.netlink.nft.NftExpression.Code;
import dev.upkeep.netlink.nft.NftTable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Accept_Mode of RFC 9568 sections 6.1 and 6.4.3: which packets to or from a virtual address pass.
class FilterTableTest {

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;
    private static final int ECHO_REQUEST = 128;

    @Test
    void ipv6Packets_toAFilteredAddress_areDroppedUnlessTheyAreNeighbourDiscovery() {
        for (String chain : List.of("in", "out")) {
            assertThat(verdict(Family.INET6, chain, NEIGHBOUR_SOLICITATION)).contains(Code.ACCEPT);
            assertThat(verdict(Family.INET6, chain, NEIGHBOUR_ADVERTISEMENT)).contains(Code.ACCEPT);
            assertThat(verdict(Family.INET6, chain, ECHO_REQUEST)).contains(Code.DROP);
        }
    }

    @Test
    void ipv4Packets_toAFilteredAddress_areDropped() {
        assertThat(verdict(Family.INET, "in", 0)).contains(Code.DROP);
        assertThat(verdict(Family.INET, "out", 0)).contains(Code.DROP);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "priority 100, , false",
        "priority 100, no_accept, true",
        "priority 100, accept, false",
        "priority 255, no_accept, false",
    })
    void keyword_ofAnInstance_filtersItsAddresses(
            String priority, String keyword, boolean filtered) {
        List<ResourceSpec> specs =
                InstanceResources.of(
                        Configurations.instance(
                                """
                                vrrp_instance VI_1 {
                                    interface eth0
                                    virtual_router_id 51
                                    %s
                                    %s
                                    virtual_ipaddress {
                                        10.0.0.100
                                    }
                                }
                                """
                                        .formatted(priority, keyword == null ? "" : keyword)));

        assertThat(specs.getFirst() instanceof ResourceSpec.OfFilter).isEqualTo(filtered);
        assertThat(specs).hasSize(filtered ? 2 : 1);
    }

    /// What becomes of a packet whose address is in the set, of no virtual interface.
    private static Optional<Code> verdict(Family family, String chain, int icmpv6Type) {
        NftTable table = FilterTable.empty(family, FilterSettings.DEFAULT);
        return Objects.requireNonNull(table.chains().get(chain)).rules().stream()
                .filter(rule -> rule.stream().allMatch(step -> passes(rule, step, icmpv6Type)))
                .map(List::getLast)
                .map(verdict -> ((NftExpression.Verdict) verdict).code())
                .findFirst();
    }

    private static boolean passes(List<NftExpression> rule, NftExpression step, int icmpv6Type) {
        return switch (step) {
            case NftExpression.IsByte(int _, int value) ->
                    rule.get(rule.indexOf(step) - 1) instanceof NftExpression.LoadMeta
                            ? value == 58
                            : value == icmpv6Type;
            case NftExpression.Lookup(String set, int _, Integer _) ->
                    set.equals(FilterTable.ADDRESSES);
            default -> true;
        };
    }
}
