package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.vrrp.condition.ConditionKey;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.machine.Event.Decision;
import dev.upkeep.vrrp.machine.SyncGroupRule.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyncGroupRuleTest {

    private static final ConditionKey SCRIPT = new ConditionKey(Kind.SCRIPT, "chk");
    private static final RouterState IDLE = state(Role.Initial.of(false));
    private static final RouterState WATCHING = state(Role.Backup.waiting(Duration.ofSeconds(1)));
    private static final RouterState READY =
            state(Role.Backup.waiting(Duration.ofSeconds(1)).with(Role.Silence.MASTER_DEAD));
    private static final RouterState MASTER = state(Role.Master.ALONE);
    private static final RouterState BROKEN = faulty(new Role.Faulty());
    private static final RouterState HURT = faulty(Role.Master.ALONE);
    private static final RouterState FOLLOWS = state(new Role.Faulty());
    private static final RouterState WAITING =
            new RouterState(
                    Role.Initial.of(true),
                    new Environment(Set.of(), Set.of(SCRIPT), 0, null),
                    OwnerConflict.NONE);

    private static final RouterState RESUMING = state(new Role.Initial(true, true));

    static Stream<Arguments> groups() {
        return Stream.of(
                arguments("before the start", List.of(IDLE, IDLE), null, Level.INITIAL),
                arguments("all watch", List.of(WATCHING, WATCHING), null, Level.BACKUP),
                arguments("one waits", List.of(READY, WATCHING), null, Level.BACKUP),
                arguments("all ready", List.of(READY, READY), Decision.MASTER, Level.BACKUP),
                arguments(
                        "the rest is ready", List.of(READY, MASTER), Decision.MASTER, Level.BACKUP),
                arguments(
                        "one resumed, one still waits",
                        List.of(MASTER, RESUMING),
                        null,
                        Level.BACKUP),
                arguments("all master", List.of(MASTER, MASTER), null, Level.MASTER),
                arguments("one yielded", List.of(WATCHING, MASTER), Decision.BACKUP, Level.BACKUP),
                arguments("one fell", List.of(BROKEN, MASTER), Decision.FAULT, Level.FAULT),
                arguments(
                        "a faulty one joins", List.of(HURT, MASTER), Decision.FAULT, Level.MASTER),
                arguments("all fell", List.of(BROKEN, FOLLOWS), null, Level.FAULT),
                arguments(
                        "none is faulty",
                        List.of(FOLLOWS, FOLLOWS),
                        Decision.RECOVERED,
                        Level.FAULT),
                arguments(
                        "the faulty one left, others are well",
                        List.of(FOLLOWS, MASTER),
                        Decision.RECOVERED,
                        Level.FAULT),
                arguments("one has no result yet", List.of(FOLLOWS, WAITING), null, Level.FAULT),
                arguments("none may begin alone", List.of(READY, WAITING), null, Level.BACKUP));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("groups")
    void decide_statesOfTheMembers_bringsThemTogether(
            String name, List<RouterState> members, @Nullable Decision decision, Level level) {
        assertThat(SyncGroupRule.decide(members)).isEqualTo(decision);
        assertThat(SyncGroupRule.level(members)).isEqualTo(level);
    }

    private static RouterState state(Role role) {
        return new RouterState(role, Environment.of(Set.of(), null), OwnerConflict.NONE);
    }

    private static RouterState faulty(Role role) {
        return new RouterState(
                role,
                Environment.of(Set.of(new Fault.InterfaceDown("eth1")), null),
                OwnerConflict.NONE);
    }
}
