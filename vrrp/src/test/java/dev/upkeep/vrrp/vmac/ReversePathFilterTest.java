package dev.upkeep.vrrp.vmac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// As keepalived 2.2.7 changes them in a network namespace with the same values.
class ReversePathFilterTest {

    @Test
    void changes_allIsOff_nothing() {
        assertThat(ReversePathFilter.changes("0", Map.of("ipv4/conf/eth0/rp_filter", "0")))
                .isEmpty();
    }

    @Test
    void changes_allIsStrict_othersGetItWhereTheyHaveLess_thenAllIsOff() {
        List<InterfaceSetting> changes =
                ReversePathFilter.changes(
                        "1",
                        Map.of(
                                "ipv4/conf/eth0/rp_filter", "0",
                                "ipv4/conf/eth1/rp_filter", "2",
                                "ipv4/conf/default/rp_filter", "0"));

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new InterfaceSetting("ipv4/conf/eth0/rp_filter", "1"),
                        new InterfaceSetting("ipv4/conf/default/rp_filter", "1"),
                        new InterfaceSetting(ReversePathFilter.ALL, "0"))
                .last()
                .extracting(InterfaceSetting::path)
                .isEqualTo(ReversePathFilter.ALL);
    }
}
