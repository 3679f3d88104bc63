package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.nft.FilterPlan;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ManualLoop;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.ServiceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class DesiredStatePublisherTest {

    private static final ServiceKey NINE = key("10.0.0.9:80");
    private static final ServiceKey TEN = key("10.0.0.10:80");
    private static final CheckState DOWN = new CheckState(false, true, 0, 0, false, null);

    private final ManualLoop loop = new ManualLoop();
    private final List<String> handedOn = new ArrayList<>();
    private final DesiredStatePublisher feed =
            new DesiredStatePublisher(loop, sink(), NOPLogger.NOP_LOGGER);

    @Test
    void serviceThatTwoPoolsWant_isTheFirstOnes_andOnlyThatOneChangesIt() {
        PoolRun first = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun second = run("10.0.0.10:80", List.of(NINE, TEN), checked("10.0.1.2:80"));

        IpvsTable table = feed.table(List.of(first, second), List.of());

        assertThat(table.services().get(NINE)).isSameAs(first.pool().entries().getFirst());
        assertThat(table.services().get(TEN)).isSameAs(second.pool().entries().getLast());
        fail(second);
        loop.runTasks();
        assertThat(handedOn).containsExactly("10.0.0.10:80=0");
    }

    @Test
    void departingPool_holdsOnlyWhatIsLeft() {
        PoolRun stays = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun departs = run("10.0.0.10:80", List.of(NINE, TEN), checked("10.0.1.2:80"));

        IpvsTable table = feed.table(List.of(stays), List.of(departs));

        assertThat(table.services()).containsOnlyKeys(NINE, TEN);
        assertThat(table.services().get(NINE)).isSameAs(stays.pool().entries().getFirst());
    }

    @Test
    void poolsTouchedInOneRound_goOutTogether() {
        PoolRun one = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun other = run("10.0.0.10:80", List.of(TEN), checked("10.0.1.2:80"));
        feed.table(List.of(one, other), List.of());

        fail(one);
        fail(other);
        fail(one);
        loop.runTasks();

        assertThat(handedOn)
                .singleElement()
                .asString()
                .contains("10.0.0.9:80=0")
                .contains("10.0.0.10:80=0");
    }

    @Test
    void replacement_takesTheChangesOfTheRoundWithIt() {
        PoolRun run = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        feed.table(List.of(run), List.of());

        fail(run);
        feed.replace(
                feed.table(List.of(run), List.of()),
                Ownership.nothing(),
                FilterPlan.NOTHING,
                () -> {});
        loop.runTasks();
        assertThat(handedOn).containsExactly("all: 10.0.0.9:80=0");

        feed.touched(run); // what comes afterwards goes out again
        loop.runTasks();
        assertThat(handedOn).containsExactly("all: 10.0.0.9:80=0", "10.0.0.9:80=0");
    }

    private void fail(PoolRun run) {
        run.pool().check(0, 0, DOWN);
        feed.touched(run);
    }

    private static RealServer checked(String endpoint) {
        return server(endpoint, 1, tcpCheck(endpoint, false));
    }

    private static ServiceKey key(String endpoint) {
        return new ServiceKey.OnAddress(6, dev.upkeep.checkers.Models.endpoint(endpoint));
    }

    private static PoolRun run(String endpoint, List<ServiceKey> keys, RealServer server) {
        VirtualServer service = service(endpoint, 1, null, server);
        PoolKey key = PoolKey.index(List.of(service)).keySet().iterator().next();
        Pool pool = Pool.fresh(key, service, keys);
        pool.begin(false);
        return new PoolRun(pool);
    }

    private static String text(ServiceKey key, Entry entry) {
        Endpoint endpoint = ((ServiceKey.OnAddress) key).endpoint();
        return endpoint.address() + ":" + endpoint.port() + "=" + entry.destinations().size();
    }

    private IpvsUpdates sink() {
        return new IpvsUpdates() {
            @Override
            public void change(Map<ServiceKey, Optional<Entry>> changes) {
                List<String> texts = new ArrayList<>();
                changes.forEach((key, entry) -> texts.add(text(key, entry.orElseThrow())));
                handedOn.add(String.join(" ", texts));
            }

            @Override
            public void replace(
                    IpvsTable desired, Ownership ours, FilterPlan plan, Runnable applied) {
                List<String> texts = new ArrayList<>();
                desired.services().forEach((key, entry) -> texts.add(text(key, entry)));
                handedOn.add("all: " + String.join(" ", texts));
            }

            @Override
            public void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer) {}
        };
    }
}
