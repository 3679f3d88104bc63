package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.configuration;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.CheckState;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.reconcile.IpvsUpdates;
import dev.upkeep.checkers.table.DesiredState;
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
    private final List<String> sent = new ArrayList<>();
    private final DesiredStatePublisher publisher =
            new DesiredStatePublisher(loop, sink(), () -> {}, NOPLogger.NOP_LOGGER);

    @Test
    void serviceThatTwoPoolsWant_isTheFirstOnes_andOnlyThatOneChangesIt() {
        PoolRun first = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun second = run("10.0.0.10:80", List.of(NINE, TEN), checked("10.0.1.2:80"));

        IpvsTable table = hold(first, second);

        assertThat(table.services().get(NINE)).isSameAs(first.pool().entries().getFirst());
        assertThat(table.services().get(TEN)).isSameAs(second.pool().entries().getLast());
        fail(second);
        loop.runTasks();
        assertThat(sent).containsExactly("10.0.0.10:80=0");
    }

    @Test
    void departingPool_holdsOnlyWhatIsLeft() {
        PoolRun stays = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun departs = run("10.0.0.10:80", List.of(NINE, TEN), checked("10.0.1.2:80"));

        IpvsTable table = hold(stays, departs);

        assertThat(table.services()).containsOnlyKeys(NINE, TEN);
        assertThat(table.services().get(NINE)).isSameAs(stays.pool().entries().getFirst());
    }

    @Test
    void poolsChangedInOneRound_areSentTogether() {
        PoolRun one = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        PoolRun other = run("10.0.0.10:80", List.of(TEN), checked("10.0.1.2:80"));
        hold(one, other);

        fail(one);
        fail(other);
        fail(one);
        loop.runTasks();

        assertThat(sent)
                .singleElement()
                .asString()
                .contains("10.0.0.9:80=0")
                .contains("10.0.0.10:80=0");
    }

    @Test
    void replacement_takesTheChangesOfTheRoundWithIt() {
        PoolRun run = run("10.0.0.9:80", List.of(NINE), checked("10.0.1.1:80"));
        hold(run);

        fail(run);
        publisher.replace(desired(run), () -> {});
        loop.runTasks();
        assertThat(sent).containsExactly("all: 10.0.0.9:80=0");

        publisher.changed(run.pool()); // what comes afterwards goes out again
        loop.runTasks();
        assertThat(sent).containsExactly("all: 10.0.0.9:80=0", "10.0.0.9:80=0");
    }

    private IpvsTable hold(PoolRun... runs) {
        DesiredState desired = desired(runs);
        publisher.hold(desired);
        return desired.table();
    }

    private static DesiredState desired(PoolRun... runs) {
        return DesiredState.of(
                configuration(),
                ServiceKeys.of(configuration(), GeneratedMarks.NONE),
                List.of(runs).stream().map(PoolRun::pool).toList());
    }

    private void fail(PoolRun run) {
        run.pool().check(0, 0, DOWN);
        publisher.changed(run.pool());
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
                sent.add(String.join(" ", texts));
            }

            @Override
            public void replace(DesiredState desired, Runnable applied) {
                List<String> texts = new ArrayList<>();
                desired.table().services().forEach((key, entry) -> texts.add(text(key, entry)));
                sent.add("all: " + String.join(" ", texts));
            }

            @Override
            public void afterChanges(Runnable order) {
                order.run();
            }

            @Override
            public void busy(List<ServiceKey> services, Consumer<Set<Endpoint>> answer) {}
        };
    }
}
