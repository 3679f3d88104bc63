package dev.upkeep.checkers.pool;

import static dev.upkeep.checkers.Models.draining;
import static dev.upkeep.checkers.Models.endpoint;
import static dev.upkeep.checkers.Models.server;
import static dev.upkeep.checkers.Models.service;
import static dev.upkeep.checkers.Models.sorry;
import static dev.upkeep.checkers.Models.tcpCheck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PoolTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final CheckState UP = new CheckState(true, true, 0, 0, false, null);
    private static final CheckState DOWN = new CheckState(false, true, 0, 0, false, null);

    private static final RealServer A = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", false));
    private static final RealServer B = server("10.0.0.2:80", 2, tcpCheck("10.0.0.2:80", false));

    @Test
    void quorumLost_withSorryServer_leavesOnlyThatOne() {
        Pool pool = pool(service("10.0.0.9:80", 2, sorry("10.0.0.5:80", false), A, B));
        pool.begin(false);
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.2 2");
        assertThat(pool.check(1, 0, DOWN))
                .containsExactly(
                        new PoolEvent.ServerDown(B),
                        new PoolEvent.QuorumLost(1),
                        new PoolEvent.SorryServes(sorry("10.0.0.5:80", false)));
        assertThat(table(pool)).isEqualTo("10.0.0.5 1");
        assertThat(pool.check(1, 0, UP))
                .containsExactly(
                        new PoolEvent.ServerUp(B),
                        new PoolEvent.QuorumGained(3),
                        new PoolEvent.SorryStops(sorry("10.0.0.5:80", false)));
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.2 2");
    }

    @Test
    void quorumLost_withoutSorryServer_leavesTheLiveServers() {
        Pool pool = pool(service("10.0.0.9:80", 2, null, A, B));
        pool.begin(false);
        pool.check(1, 0, DOWN);
        assertThat(pool.quorumUp()).isFalse();
        assertThat(table(pool)).isEqualTo("10.0.0.1 1");
    }

    @Test
    void sorryServer_withInhibit_staysWithWeightZero() {
        Pool pool = pool(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", true), A));
        pool.begin(false);
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.5 0");
        pool.check(0, 0, DOWN);
        assertThat(table(pool)).isEqualTo("10.0.0.5 1");
    }

    @Test
    void sorryServer_thatIsARealServerToo_isOneEntry() {
        Pool pool = pool(service("10.0.0.9:80", 2, sorry("10.0.0.2:80", false), A, B));
        pool.begin(false);
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.2 2");
        pool.check(1, 0, DOWN);
        assertThat(table(pool)).isEqualTo("10.0.0.2 1");
    }

    @Test
    void server_withInhibitOnFailure_staysWithWeightZero() {
        RealServer kept = server("10.0.0.3:80", 5, true, tcpCheck("10.0.0.3:80", false));
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, kept));
        pool.begin(false);
        pool.check(1, 0, DOWN);
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.3 0");
    }

    @Test
    void alpha_startsWithoutTheServer_andTellsTheFirstFailureOnce() {
        RealServer alpha = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", true));
        Pool pool = pool(service("10.0.0.9:80", 1, null, alpha));
        assertThat(pool.begin(false)).isEmpty();
        assertThat(table(pool)).isEmpty();
        assertThat(pool.check(0, 0, DOWN)).containsExactly(new PoolEvent.ServerStaysDown(alpha));
        assertThat(pool.check(0, 0, UP))
                .containsExactly(new PoolEvent.ServerUp(alpha), new PoolEvent.QuorumGained(1));
    }

    @Test
    void alpha_withSorryServer_startsWithIt() {
        RealServer alpha = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:80", true));
        Pool pool = pool(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", false), alpha));
        assertThat(pool.begin(false))
                .containsExactly(
                        new PoolEvent.QuorumMissing(0),
                        new PoolEvent.SorryServes(sorry("10.0.0.5:80", false)));
        assertThat(table(pool)).isEqualTo("10.0.0.5 1");
    }

    @Test
    void hysteresis_gainsAboveAndLosesBelow() {
        Pool pool =
                pool(
                        service(
                                new ServiceAddress.Address(endpoint("10.0.0.9:80")),
                                new Quorum(2, 1, null, null),
                                null,
                                List.of(A, B)));
        pool.begin(false); // live 3 = 2 + 1
        assertThat(pool.quorumUp()).isTrue();
        pool.check(1, 0, DOWN); // live 1 = 2 - 1: still there
        assertThat(pool.quorumUp()).isTrue();
        pool.check(0, 0, DOWN); // live 0
        assertThat(pool.quorumUp()).isFalse();
        pool.check(1, 0, UP); // live 2 < 3
        assertThat(pool.quorumUp()).isFalse();
        pool.check(0, 0, UP);
        assertThat(pool.quorumUp()).isTrue();
    }

    @Test
    void checkWithWeight_changesTheEntryAndTheQuorum() {
        Pool pool = pool(service("10.0.0.9:80", 2, null, B));
        pool.begin(false);
        assertThat(pool.check(0, 0, new CheckState(true, true, 0, 0, false, 1)))
                .containsExactly(
                        new PoolEvent.WeightChanged(B, 2, 1, true), new PoolEvent.QuorumLost(1));
        assertThat(table(pool)).isEqualTo("10.0.0.2 1");
    }

    @Test
    void adminStateOfAnEarlierRun_isNoEvent_butTheQuorumIs() {
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, B));
        pool.restore(0, AdminState.DISABLED);
        assertThat(pool.begin(true))
                .containsExactly(new PoolEvent.ServerStartsUp(B), new PoolEvent.QuorumGained(2));
    }

    @Test
    void draining_keepsTheEntryWithWeightZero_disabledRemovesIt() {
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, B));
        pool.begin(false);
        assertThat(pool.setAdminState(0, AdminState.DRAINING)).isEmpty();
        assertThat(table(pool)).isEqualTo("10.0.0.1 0, 10.0.0.2 2");
        assertThat(pool.setAdminState(0, AdminState.DISABLED))
                .containsExactly(new PoolEvent.ServerDown(A));
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
        assertThat(pool.setAdminState(0, AdminState.DISABLED)).isEmpty();
        assertThat(pool.setAdminState(0, AdminState.ENABLED))
                .containsExactly(new PoolEvent.ServerUp(A));
        assertThat(table(pool)).isEqualTo("10.0.0.1 1, 10.0.0.2 2");
    }

    @Test
    void draining_ofAServerThatIsDown_addsNoEntry() {
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, B));
        pool.begin(false);
        pool.check(0, 0, DOWN);
        pool.setAdminState(0, AdminState.DRAINING);
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
        pool.check(0, 0, UP);
        assertThat(table(pool)).isEqualTo("10.0.0.1 0, 10.0.0.2 2");
    }

    @Test
    void disabledServer_whoseChecksGoOn_isReportedOnlyWhenEnabled() {
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, B));
        pool.begin(false);
        pool.setAdminState(0, AdminState.DISABLED);
        assertThat(pool.check(0, 0, DOWN)).isEmpty();
        assertThat(pool.setAdminState(0, AdminState.ENABLED)).isEmpty();
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
        assertThat(pool.check(0, 0, UP)).containsExactly(new PoolEvent.ServerUp(A));
    }

    @Test
    void lastServer_drainedOrDisabled_losesTheQuorumToTheSorryServer() {
        Pool pool = pool(service("10.0.0.9:80", 1, sorry("10.0.0.5:80", false), A));
        pool.begin(false);
        assertThat(pool.setAdminState(0, AdminState.DRAINING))
                .containsExactly(
                        new PoolEvent.QuorumLost(0),
                        new PoolEvent.SorryServes(sorry("10.0.0.5:80", false)));
        assertThat(table(pool)).isEqualTo("10.0.0.1 0, 10.0.0.5 1");
        pool.setAdminState(0, AdminState.DISABLED);
        assertThat(table(pool)).isEqualTo("10.0.0.5 1");
        assertThat(pool.setAdminState(0, AdminState.ENABLED))
                .containsExactly(
                        new PoolEvent.ServerUp(A),
                        new PoolEvent.QuorumGained(1),
                        new PoolEvent.SorryStops(sorry("10.0.0.5:80", false)));
        assertThat(table(pool)).isEqualTo("10.0.0.1 1");
    }

    @Test
    void disabledServer_withDrainTimeout_leavesWhenItIsSaidThatItsConnectionsEnded() {
        Pool pool = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        pool.begin(false);
        pool.setAdminState(0, AdminState.DISABLED);
        assertThat(table(pool)).isEqualTo("10.0.0.2 2, 10.0.0.1 0");
        assertThat(pool.draining()).containsExactly(A);
        assertThat(pool.endDrain(A.endpoint())).isTrue();
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
        pool.setAdminState(0, AdminState.ENABLED);
        pool.setAdminState(0, AdminState.DISABLED);
        pool.setAdminState(0, AdminState.DRAINING);
        assertThat(pool.draining()).isEmpty();
        assertThat(table(pool)).isEqualTo("10.0.0.1 0, 10.0.0.2 2");
    }

    @Test
    void disabledServer_thatIsDown_hasNothingToFinish() {
        Pool pool = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        pool.begin(false);
        pool.check(0, 0, DOWN);
        pool.setAdminState(0, AdminState.DISABLED);
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
    }

    @Test
    void reload_keepsWhatTheOperatorAskedFor() {
        Pool old = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        old.begin(false);
        old.setAdminState(0, AdminState.DISABLED);
        old.setAdminState(1, AdminState.DRAINING);
        Pool pool = pool(draining(MINUTE, service("10.0.0.9:80", 2, null, A, B)));
        assertThat(pool.succeed(old)).isEmpty();
        assertThat(table(pool)).isEqualTo("10.0.0.2 0, 10.0.0.1 0");
        assertThat(pool.draining()).containsExactly(A);
        pool.endDrain(A.endpoint());
        Pool next = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        next.succeed(pool);
        assertThat(table(next)).isEqualTo("10.0.0.2 0");
    }

    @Test
    void weightOfTheOperator_standsForTheConfiguredOne_overAReload_untilItIsReset() {
        Pool old = pool(service("10.0.0.9:80", 1, null, A, B));
        old.begin(false);
        assertThat(old.setWeight(1, 40))
                .containsExactly(new PoolEvent.WeightChanged(B, B.weight(), 40, true));
        assertThat(old.effectiveWeight(B)).isEqualTo(40);
        assertThat(old.setWeight(1, 40)).isEmpty();

        Pool pool = pool(service("10.0.0.9:80", 1, null, A, B));
        assertThat(pool.succeed(old)).isEmpty();
        assertThat(pool.effectiveWeight(B)).isEqualTo(40);
        pool.setWeight(1, null);
        assertThat(pool.effectiveWeight(B)).isEqualTo(B.weight());
    }

    @Test
    void reload_withoutTheDisabledServer_tellsNothingAndDrainsNothing() {
        Pool old = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, A, B)));
        old.begin(false);
        old.setAdminState(0, AdminState.DISABLED);
        old.endDrain(A.endpoint());
        Pool pool = pool(draining(MINUTE, service("10.0.0.9:80", 1, null, B)));
        assertThat(pool.succeed(old)).containsExactly(new PoolEvent.ServerGone(A, false));
        assertThat(table(pool)).isEqualTo("10.0.0.2 2");
    }

    @Test
    void reload_keepsWhatUnchangedChecksKnow() {
        Pool old = pool(service("10.0.0.9:80", 1, null, A, B));
        old.begin(false);
        old.check(0, 0, DOWN);
        RealServer heavier = server("10.0.0.2:80", 7, tcpCheck("10.0.0.2:80", false));
        RealServer added = server("10.0.0.3:80", 1, tcpCheck("10.0.0.3:80", false));
        Pool pool = pool(service("10.0.0.9:80", 1, null, A, heavier, added));
        assertThat(pool.succeed(old))
                .containsExactly(new PoolEvent.WeightChanged(heavier, 2, 7, true));
        assertThat(table(pool)).isEqualTo("10.0.0.2 7, 10.0.0.3 1");
    }

    @Test
    void reload_withAnotherCheck_beginsAnew() {
        Pool old = pool(service("10.0.0.9:80", 1, null, A));
        old.begin(false);
        old.check(0, 0, DOWN);
        RealServer otherCheck = server("10.0.0.1:80", 1, tcpCheck("10.0.0.1:81", false));
        Pool pool = pool(service("10.0.0.9:80", 1, null, otherCheck));
        assertThat(pool.succeed(old))
                .containsExactly(new PoolEvent.ServerUp(otherCheck), new PoolEvent.QuorumGained(1));
    }

    @Test
    void reload_withoutTheServer_tellsItGoneAndTheQuorumLost() {
        Pool old = pool(service("10.0.0.9:80", 2, null, A, B));
        old.begin(false);
        Pool pool = pool(service("10.0.0.9:80", 2, null, A));
        assertThat(pool.succeed(old))
                .containsExactly(new PoolEvent.ServerGone(B, true), new PoolEvent.QuorumLost(1));
    }

    private static Pool pool(VirtualServer service) {
        PoolKey key = PoolKey.index(List.of(service)).keySet().iterator().next();
        return Pool.fresh(
                key, service, new ServiceKeys(Map.of(), GeneratedMarks.NONE).of(key, service));
    }

    /// `address weight` of each destination.
    private static String table(Pool pool) {
        StringBuilder text = new StringBuilder();
        pool.entries()
                .getFirst()
                .destinations()
                .values()
                .forEach(destination ->
                        text.append(text.isEmpty() ? "" : ", ")
                                .append(destination.endpoint().address())
                                .append(' ')
                                .append(destination.weight()));
        return text.toString();
    }
}
