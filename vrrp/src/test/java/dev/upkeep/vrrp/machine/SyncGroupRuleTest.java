package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.vrrp.machine.Action.GroupNews;
import dev.upkeep.vrrp.machine.Event.Decision;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyncGroupRuleTest {

    private static final RouterState WATCHING = state(backup(false));
    private static final RouterState READY = state(backup(true));
    private static final RouterState MASTER = state(new Role.Master());
    private static final RouterState BROKEN =
            new RouterState(new Role.Faulty(), Set.of(new Fault.InterfaceDown("eth1")), 0, null);
    private static final RouterState DRAGGED_DOWN = state(new Role.Faulty());

    static Stream<Arguments> news() {
        return Stream.of(
                arguments(GroupNews.WANTS_MASTER, List.of(READY, WATCHING), null),
                arguments(GroupNews.WANTS_MASTER, List.of(READY, READY), Decision.MASTER),
                arguments(GroupNews.WANTS_MASTER, List.of(READY, MASTER), Decision.MASTER),
                arguments(GroupNews.WANTS_MASTER, List.of(READY, BROKEN), null),
                arguments(GroupNews.BACKUP, List.of(WATCHING, MASTER), Decision.BACKUP),
                arguments(GroupNews.FAULT, List.of(BROKEN, MASTER), Decision.FAULT),
                arguments(GroupNews.RECOVERED, List.of(DRAGGED_DOWN, BROKEN), null),
                arguments(
                        GroupNews.RECOVERED,
                        List.of(DRAGGED_DOWN, DRAGGED_DOWN),
                        Decision.RECOVERED),
                arguments(
                        GroupNews.LOWER_PRIORITY_HEARD,
                        List.of(MASTER, MASTER),
                        Decision.ANNOUNCE));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("news")
    void decide_news_followsAllMembers(
            GroupNews news, List<RouterState> members, @Nullable Decision decision) {
        assertThat(SyncGroupRule.decide(news, members)).isEqualTo(decision);
    }

    private static Role backup(boolean wantsMaster) {
        return new Role.Backup(
                Duration.ofSeconds(1),
                null,
                Role.PreemptDelay.NOT_BEGUN,
                wantsMaster ? Role.Silence.MASTER_DEAD : Role.Silence.SHORT);
    }

    private static RouterState state(Role role) {
        return new RouterState(role, Set.of(), 0, null);
    }
}
