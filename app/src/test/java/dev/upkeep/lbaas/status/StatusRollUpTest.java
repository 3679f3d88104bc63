package dev.upkeep.lbaas.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.status.MemberHealth.Verdict;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusRollUpTest {

    private static Tree monitored() {
        LbaasFixture fixture = new LbaasFixture();
        Tree tree = fixture.web();
        return fixture.monitor(
                        tree,
                        LbaasFixture.only(tree, Kind.POOL),
                        Map.of("type", "TCP", "delay", 1, "timeout", 1, "max_retries", 1))
                .tree()
                .settled("2026-01-01T00:00:01");
    }

    private static Tree first(Tree tree, String name, Object value) {
        return tree.with(tree.all(Kind.MEMBER).getFirst().with(name, value));
    }

    static Stream<Arguments> cases() {
        Tree tree = monitored();
        return Stream.of(
                Arguments.of("all up", tree, Verdict.UP, "ONLINE ONLINE", "ONLINE", "ONLINE"),
                Arguments.of(
                        "one down", tree, Verdict.DOWN, "ERROR ONLINE", "DEGRADED", "DEGRADED"),
                Arguments.of(
                        "weight 0",
                        first(tree, "weight", 0L),
                        Verdict.UP,
                        "DRAINING ONLINE",
                        "ONLINE",
                        "ONLINE"),
                Arguments.of(
                        "administratively down",
                        first(tree, "admin_state_up", false),
                        Verdict.UP,
                        "OFFLINE ONLINE",
                        "ONLINE",
                        "ONLINE"),
                Arguments.of(
                        "the only one that is on is down",
                        tree.with(tree.all(Kind.MEMBER).getLast().with("admin_state_up", false)),
                        Verdict.DOWN,
                        "ERROR OFFLINE",
                        "ERROR",
                        "ERROR"),
                Arguments.of(
                        "without a monitor",
                        new LbaasFixture().web(),
                        Verdict.UP,
                        "NO_MONITOR NO_MONITOR",
                        "ONLINE",
                        "ONLINE"),
                Arguments.of(
                        "load balancer off",
                        tree.with(tree.root().with("admin_state_up", false)),
                        Verdict.UP,
                        "OFFLINE OFFLINE",
                        "OFFLINE",
                        "OFFLINE"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void status_ofMembers_isRolledUp(
            String name, Tree tree, Verdict ofFirst, String members, String pool, String top) {
        String first = tree.all(Kind.MEMBER).getFirst().id();

        Map<String, Operating> status =
                StatusRollUp.of(tree, each -> each.id().equals(first) ? ofFirst : Verdict.UP);

        assertThat(tree.all(Kind.MEMBER).stream().map(Element::id).map(status::get))
                .extracting(String::valueOf)
                .containsExactly(members.split(" "));
        assertThat(status.get(LbaasFixture.only(tree, Kind.POOL))).hasToString(pool);
        assertThat(status.get(LbaasFixture.only(tree, Kind.LISTENER))).hasToString(top);
        assertThat(status.get(tree.id())).hasToString(top);
    }
}
