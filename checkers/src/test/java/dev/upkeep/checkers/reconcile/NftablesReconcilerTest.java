package dev.upkeep.checkers.reconcile;

import static dev.upkeep.checkers.Models.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.Models;
import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakePacketFilter;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.nft.NftRequest;
import dev.upkeep.netlink.nft.NftTable;
import dev.upkeep.netlink.nft.PacketFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class NftablesReconcilerTest {

    private static final NftTable.Id FNAT = new NftTable.Id(Family.INET, "upkeep_fnat");
    private static final NftTable.Id GROUPS = new NftTable.Id(Family.INET, "keepalived_ipvs");
    private static final BalancerConfiguration NOTHING = Models.configuration();
    private static final BalancerConfiguration ONE =
            Models.configuration(fullNat(server("10.2.0.11:8080", 1)));
    private static final BalancerConfiguration TWO =
            Models.configuration(fullNat(server("10.2.0.11:8080", 1), server("10.2.0.12:8080", 1)));

    private final FakePacketFilter filter = new FakePacketFilter();
    private final Backend backend = new Backend();
    private final NftablesReconciler reconciler =
            new NftablesReconciler(backend, NOPLogger.NOP_LOGGER);

    /// A machine without settings.
    private final class Backend implements FilterBackend {
        private int opened;
        private final List<Set<Family>> prepared = new ArrayList<>();
        private int restored;

        @Override
        public PacketFilter open() {
            opened++;
            return filter;
        }

        @Override
        public List<String> prepare(Set<Family> families) {
            prepared.add(families);
            return List.of();
        }

        @Override
        public List<String> restore() {
            restored++;
            return List.of();
        }
    }

    @Test
    void nothingDesired_leavesNftablesAlone() {
        prepare(NOTHING, Set.of());
        reconciler.settle();
        reconciler.stop();

        assertThat(backend.opened).isZero();
    }

    @Test
    void start_makesTheTable() {
        prepare(TWO, Set.of());

        assertThat(members()).hasSize(2);
        assertThat(backend.prepared).containsExactly(Set.of(Family.INET));
    }

    @Test
    void startAfterACrash_withEverythingRight_sendsNothing() {
        prepare(TWO, Set.of());
        reconciler.settle();
        filter.clearLog();

        var again = new NftablesReconciler(backend, NOPLogger.NOP_LOGGER);
        again.prepare(plan(TWO), services(TWO), Set.of(FNAT), false);
        again.settle();

        assertThat(filter.log()).isEmpty();
    }

    @Test
    void startAfterACrash_withoutTheService_deletesTheTable() {
        prepare(TWO, Set.of());
        reconciler.settle();

        var again = new NftablesReconciler(backend, NOPLogger.NOP_LOGGER);
        again.prepare(plan(NOTHING), Map.of(), Set.of(FNAT), false);
        again.settle();

        assertThat(filter.read(FNAT)).isNull();
    }

    @Test
    void destinationThatComes_isTranslatedBeforeItIsThere() {
        prepare(ONE, Set.of());
        reconciler.settle();
        filter.clearLog();

        reconciler.prepare(plan(TWO), services(TWO), Set.of(FNAT), false);

        assertThat(members()).hasSize(2);
        assertThat(filter.log())
                .singleElement()
                .satisfies(transaction ->
                        assertThat(transaction)
                                .singleElement()
                                .isInstanceOf(NftRequest.AddElements.class));
    }

    @Test
    void destinationThatGoes_isTranslatedUntilItIsGone() {
        prepare(TWO, Set.of());
        reconciler.settle();

        reconciler.prepare(plan(ONE), services(ONE), Set.of(FNAT), false);
        assertThat(members()).hasSize(2);
        reconciler.settle();
        assertThat(members()).hasSize(1);
    }

    @Test
    void healthOfAServer_changesItsElementAlone() {
        prepare(TWO, Set.of());
        reconciler.settle();
        filter.clearLog();
        ServiceKey key = services(TWO).keySet().iterator().next();

        reconciler.prepare(Map.of(key, Optional.of(entry(ONE, key))));
        assertThat(members()).hasSize(2);
        reconciler.settle();
        assertThat(members()).hasSize(1);
        reconciler.prepare(Map.of(key, Optional.of(entry(TWO, key))));
        assertThat(members()).hasSize(2);
        reconciler.settle();
        reconciler.prepare(Map.of(key, Optional.empty()));
        reconciler.settle();
        assertThat(members()).isEmpty();

        assertThat(filter.log())
                .allSatisfy(transaction -> assertThat(transaction).hasSize(1))
                .hasSize(3);
    }

    @Test
    void tableThatSomeoneChanged_isRepaired() {
        prepare(TWO, Set.of());
        reconciler.settle();
        NftTable made = Objects.requireNonNull(filter.read(FNAT));
        filter.put(NftTable.of(FNAT, List.of(), List.of(), Map.of()));

        reconciler.prepare(plan(TWO), services(TWO), Set.of(FNAT), true);
        reconciler.settle();

        assertThat(filter.read(FNAT)).isEqualTo(made);
    }

    @Test
    void addressesOfGroups_followWhenTheirServicesAreThere() {
        BalancerConfiguration groups = groups();
        prepare(groups, Set.of());
        assertThat(filter.read(GROUPS)).isNull();
        reconciler.route();
        assertThat(filter.read(GROUPS)).isNotNull();
    }

    @Test
    void refusal_isRememberedUntilItIsRepaired() {
        filter.refuse(1, Errno.EBUSY);
        prepare(TWO, Set.of());
        assertThat(reconciler.outOfSync()).isTrue();

        prepare(TWO, Set.of(FNAT));
        reconciler.settle();
        assertThat(reconciler.outOfSync()).isFalse();
        assertThat(members()).hasSize(2);
    }

    @Test
    void stop_deletesOurTablesAlone() {
        var other = new NftTable.Id(Family.INET, "filter");
        filter.put(NftTable.of(other, List.of(), List.of(), Map.of()));
        prepare(TWO, Set.of());
        reconciler.settle();

        reconciler.stop();

        assertThat(filter.read(FNAT)).isNull();
        assertThat(filter.read(other)).isNotNull();
        assertThat(backend.restored).isOne();
    }

    private void prepare(BalancerConfiguration configuration, Set<NftTable.Id> owned) {
        reconciler.prepare(plan(configuration), services(configuration), owned, false);
    }

    private Set<?> members() {
        return Objects.requireNonNull(filter.read(FNAT)).elementsOf("tcp_destinations");
    }

    private static FilterPlan plan(BalancerConfiguration configuration) {
        return FilterPlan.of(configuration, ServiceKeys.of(configuration, GeneratedMarks.NONE));
    }

    private static Map<ServiceKey, Entry> services(BalancerConfiguration configuration) {
        ServiceKeys keys = ServiceKeys.of(configuration, GeneratedMarks.NONE);
        return Models.desired(configuration, keys).table().services();
    }

    private static Entry entry(BalancerConfiguration configuration, ServiceKey key) {
        return Objects.requireNonNull(services(configuration).get(key));
    }

    private static VirtualServer fullNat(RealServer... servers) {
        return Models.with(
                new Forwarding.FullNat(), Models.service("10.9.0.1:80", 1, null, servers));
    }

    private static BalancerConfiguration groups() {
        IpAddress address = IpAddress.parse("10.9.0.1");
        return Models.configuration(
                "keepalived_ipvs",
                List.of(
                        new VirtualServerGroup(
                                "web",
                                List.of(
                                        new VirtualServerGroup.Member.AddressRange(
                                                address, address, 80)))),
                Models.service(new ServiceAddress.Group("web"), server("10.2.0.11:80", 1)));
    }
}
