package dev.upkeep.vrrp.condition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final ConditionKey SCRIPT = new ConditionKey(Kind.SCRIPT, "chk");
    private static final ConditionKey FILE = new ConditionKey(Kind.FILE, "chk");
    private static final ConditionKey BFD = new ConditionKey(Kind.BFD, "peer");

    private final Conditions<String> conditions = new Conditions<>();

    private void subscribe() {
        conditions.subscribe(
                List.of("A", "B"),
                name ->
                        name.equals("A")
                                ? List.of(tracked(SCRIPT), tracked(FILE))
                                : List.of(tracked(SCRIPT), tracked(BFD)));
    }

    private static TrackedCondition tracked(ConditionKey key) {
        return new TrackedCondition(key, 0, false);
    }

    @Test
    void set_aChangedLevel_returnsThoseWhoDependOnIt() {
        subscribe();

        assertThat(conditions.set(SCRIPT, Level.GOOD)).containsExactly("A", "B");
        assertThat(conditions.set(FILE, new Level.Value(3))).containsExactly("A");
        assertThat(conditions.set(SCRIPT, Level.GOOD)).isEmpty();
        assertThat(conditions.set(new ConditionKey(Kind.SCRIPT, "other"), Level.BAD)).isEmpty();
    }

    @Test
    void level_beforeTheFirstResult_isUnknownButDownForBfd() {
        subscribe();

        assertThat(conditions.level(SCRIPT)).isEqualTo(Level.UNKNOWN);
        assertThat(conditions.level(BFD)).isEqualTo(Level.BAD);
    }

    @Test
    void subscribe_again_keepsLevelsThatAreStillWanted() {
        subscribe();
        conditions.set(SCRIPT, Level.BAD);
        conditions.set(FILE, new Level.Value(3));

        conditions.subscribe(List.of("B"), _ -> List.of(tracked(SCRIPT)));

        assertThat(conditions.subscribed()).containsExactly(SCRIPT);
        assertThat(conditions.level(SCRIPT)).isEqualTo(Level.BAD);
        assertThat(conditions.level(FILE)).isEqualTo(Level.UNKNOWN);
    }
}
