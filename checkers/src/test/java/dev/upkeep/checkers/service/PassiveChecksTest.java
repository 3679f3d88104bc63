package dev.upkeep.checkers.service;

import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.CheckerHooks;
import dev.upkeep.checkers.QuorumEvent;
import dev.upkeep.checkers.ServerEvent;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolEvent;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.VirtualServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

class PassiveChecksTest {

    private final PoolRun run =
            run(
                    service(
                            "10.0.0.9:80",
                            1,
                            null,
                            server("10.0.0.1:80", 4, new Checker.FileWeight("load", 2, false)),
                            server(
                                    "10.0.0.2:80",
                                    4,
                                    new Checker.Bfd("peer", false),
                                    new Checker.FileWeight("other", 1, false))));
    private final List<String> checksChanged = new ArrayList<>();
    private final List<PoolEvent> events = new ArrayList<>();
    private final PassiveChecks passive =
            new PassiveChecks(
                    () -> List.of(run),
                    (_, found, _) -> events.addAll(found),
                    new HealthEventPublisher(hooks(), NOPLogger.NOP_LOGGER));

    @Test
    void fileValue_changesOnlyTheServersOfThatFile() {
        passive.fileValue("load", 3);

        assertThat(run.pool().state(0).weight()).isEqualTo(4 + 2 * 3);
        assertThat(run.pool().state(1).weight()).isEqualTo(4);
        assertThat(events).hasOnlyElementsOfType(PoolEvent.WeightChanged.class);
    }

    @Test
    void lowestFileValue_takesTheServerDown_andAnotherOneBringsItBack() {
        passive.fileValue("load", Integer.MIN_VALUE);
        assertThat(run.pool().state(0).up()).isFalse();

        passive.fileValue("load", 0);
        assertThat(run.pool().state(0).up()).isTrue();
    }

    @Test
    void bfdState_decidesOverItsServers_isReportedOnce() {
        passive.bfdState("peer", false);
        passive.bfdState("peer", false);

        assertThat(run.pool().state(0).up()).isTrue();
        assertThat(run.pool().state(1).up()).isFalse();
        assertThat(events).filteredOn(PoolEvent.ServerDown.class::isInstance).hasSize(1);
    }

    @Test
    void checkThatDoesNotDecide_isReportedByItself() {
        passive.fileValue("other", Integer.MIN_VALUE);
        passive.bfdState("peer", false);

        assertThat(checksChanged).containsExactly("[10.0.0.2]:tcp:80 down");
    }

    @Test
    void whatNoCheckUses_changesNothing() {
        passive.fileValue("unknown", 9);
        passive.bfdState("unknown", false);

        assertThat(events).isEmpty();
    }

    private static PoolRun run(VirtualServer service) {
        PoolKey key = PoolKey.index(List.of(service)).keySet().iterator().next();
        Pool pool = Pool.fresh(key, service, List.of());
        pool.begin(false);
        return new PoolRun(pool);
    }

    private CheckerHooks hooks() {
        return new CheckerHooks() {
            @Override
            public void serverChanged(ServerEvent event) {}

            @Override
            public void checkChanged(ServerEvent event) {
                checksChanged.add(event.serverName() + (event.up() ? " up" : " down"));
            }

            @Override
            public void quorumChanged(QuorumEvent event) {}
        };
    }
}
