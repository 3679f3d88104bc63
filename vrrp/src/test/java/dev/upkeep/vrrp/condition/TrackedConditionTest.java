package dev.upkeep.vrrp.condition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.vrrp.condition.ConditionKey.Kind;
import dev.upkeep.vrrp.condition.TrackedCondition.Effect;
import dev.upkeep.vrrp.machine.RouterConfig;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrackedConditionTest {

    static Stream<Arguments> effects() {
        Level twenty = new Level.Value(20);
        Level zero = new Level.Value(0);
        return Stream.of(
                arguments("unknown of weight 0", 0, false, Level.UNKNOWN, Effect.UNDETERMINED),
                arguments("unknown with a weight", 10, false, Level.UNKNOWN, Effect.NONE),
                arguments("good of weight 0", 0, false, Level.GOOD, Effect.NONE),
                arguments("bad of weight 0", 0, false, Level.BAD, Effect.FAULT),
                arguments("good reversed", 0, true, Level.GOOD, Effect.FAULT),
                arguments("bad reversed", 0, true, Level.BAD, Effect.NONE),
                arguments("added while good", 10, false, Level.GOOD, add(10)),
                arguments("not added while bad", 10, false, Level.BAD, Effect.NONE),
                arguments("subtracted while bad", -10, false, Level.BAD, add(-10)),
                arguments("not subtracted while good", -10, false, Level.GOOD, Effect.NONE),
                arguments("reversed, subtracted while good", 10, true, Level.GOOD, add(-10)),
                arguments("reversed, nothing while bad", 10, true, Level.BAD, Effect.NONE),
                arguments("reversed, added while bad", -10, true, Level.BAD, add(10)),
                arguments("reversed, nothing while good", -10, true, Level.GOOD, Effect.NONE),
                arguments("number times weight", 2, false, twenty, add(40)),
                arguments("number times weight reversed", 2, true, twenty, add(-40)),
                arguments("number of weight 0", 0, false, twenty, Effect.FAULT),
                arguments("zero of weight 0", 0, false, zero, Effect.NONE),
                arguments("zero of weight 0 reversed", 0, true, zero, Effect.FAULT),
                arguments(
                        "number at the fault limit", 1, false, new Level.Value(-254), Effect.FAULT),
                arguments("number above it", 1, false, new Level.Value(-253), add(-253)),
                arguments(
                        "number clipped",
                        254,
                        false,
                        new Level.Value(Integer.MAX_VALUE),
                        add(253)));
    }

    private static Effect add(int adjustment) {
        return new Effect(adjustment, false, false);
    }

    /// What is tracked says the sense, unless the line of the instance does (as in 2.2.7).
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "weight 10, c, false",
        "weight 10 reverse, c, true",
        "weight 10 reverse, c weight 20, true",
        "weight 10 reverse, c weight 20 noreverse, false",
        "weight 10, c weight 20 reverse, true"
    })
    void sense_ofAConfiguration(String object, String line, boolean reverse) {
        String file =
                """
                vrrp_script c {
                    script /bin/true
                    %1$s
                }
                track_file c {
                    file /run/c
                    %1$s
                }
                vrrp_track_process c {
                    process c
                    %1$s
                }
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 51
                    track_script {
                        %2$s
                    }
                    track_file {
                        %2$s
                    }
                    track_process {
                        %2$s
                    }
                }
                """
                        .formatted(object, line);
        RouterConfig config = new RouterConfig(Configurations.instance(file), null);

        assertThat(config.tracked())
                .hasSize(3)
                .extracting(TrackedCondition::reverse)
                .containsOnly(reverse);
    }

    /// The group's line counts for every member, also where the member tracks the same; without
    /// `sync_group_tracking_weight` an interface has no weight, all others keep theirs.
    @ParameterizedTest(name = "{0}, member {1}, group {2}")
    @CsvSource({
        "'', '', weight 20, 0 20 20",
        "sync_group_tracking_weight, '', weight 20, 20 20 20",
        "sync_group_tracking_weight, weight -5, weight 20, 20 20 20",
        "sync_group_tracking_weight, weight 20, weight 0, 0 0 0",
        "'', weight 0, weight 7, 0 7 7"
    })
    void weight_inASyncGroup(String keyword, String member, String group, String weights) {
        String tracked =
                "track_interface {%neth1 %1$s%n}%ntrack_script {%nc %1$s%n}%ntrack_file {%nc %1$s%n}%n";
        String file =
                """
                vrrp_script c {
                    script /bin/true
                }
                track_file c {
                    file /run/c
                }
                vrrp_sync_group G {
                    group {
                        V
                        W
                    }
                    %s
                    %s
                }
                vrrp_instance V {
                    interface eth0
                    virtual_router_id 51
                    %s
                }
                vrrp_instance W {
                    interface eth0
                    virtual_router_id 52
                }
                """
                        .formatted(
                                keyword,
                                tracked.formatted(group),
                                member.isEmpty() ? "" : tracked.formatted(member));
        Configuration configuration = Configurations.read(file).configuration();
        RouterConfig config =
                new RouterConfig(
                        configuration.vrrpInstances().getFirst(),
                        configuration.syncGroups().getFirst());

        assertThat(config.tracked())
                .extracting(each -> Integer.toString(each.weight()))
                .containsExactly(weights.split(" ", -1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("effects")
    void effect_ofALevel(String name, int weight, boolean reverse, Level level, Effect effect) {
        ConditionKey key = new ConditionKey(Kind.SCRIPT, "chk");

        assertThat(new TrackedCondition(key, weight, reverse).effect(level)).isEqualTo(effect);
    }
}
