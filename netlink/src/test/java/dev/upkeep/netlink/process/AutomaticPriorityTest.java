package dev.upkeep.netlink.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.netlink.libc.KernelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutomaticPriorityTest {

    private final List<Integer> set = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"0, 3, '[1, 2, 3]'", "50, 52, '[51, 52]'", "5, 5, []", "0, 0, []", "0, -1, []"})
    void lateTimers_raiseItByAStepEach_upToTheMaximum(int priority, int maximum, String expected) {
        var automatic = new AutomaticPriority("vrrp", priority, maximum, messages::add, set::add);
        for (int i = 0; i < 5; i++) {
            automatic.late(Duration.ofSeconds(2));
        }
        assertThat(set).hasToString(expected);
        assertThat(messages).hasSameSizeAs(set);
    }

    @Test
    void refusal_isNotAskedForAgain() {
        var automatic =
                new AutomaticPriority(
                        "vrrp",
                        0,
                        99,
                        messages::add,
                        priority -> {
                            set.add(priority);
                            throw new KernelException("schedule", 1, "not permitted");
                        });
        automatic.late(Duration.ofSeconds(2));
        automatic.late(Duration.ofSeconds(2));
        assertThat(set).containsExactly(1);
        assertThat(messages).hasSize(1);
    }
}
