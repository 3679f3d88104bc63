package dev.upkeep.vrrp.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CulpritsTest {

    private static final int SELF = (int) ProcessHandle.current().pid();

    private final List<Runnable> tasks = new ArrayList<>();
    private final Culprits culprits = new Culprits(tasks::add);

    @Test
    void of_theKernel_isNobodyAtOnce() {
        assertThat(culprits.of(0, 0)).isCompletedWithValue("");
        assertThat(culprits.of(-4242, 0)).isCompletedWithValue("");
        assertThat(tasks).isEmpty();
    }

    @Test
    void of_aProcess_readsItsNameAside() {
        var culprit = culprits.of(SELF, 0);
        assertThat(culprit).isNotDone();

        tasks.getFirst().run();

        assertThat(culprit.join()).matches(" by process " + SELF + " \\(\\S+\\)");
    }

    @Test
    void of_aProcessThatEnded_hasItsNumber() {
        var culprit = culprits.of(Integer.MAX_VALUE, 0); // above the limit of process ids

        tasks.getFirst().run();

        assertThat(culprit).isCompletedWithValue(" by process " + Integer.MAX_VALUE);
    }

    @Test
    void of_oneProcessManyTimes_readsOnceASecond() {
        var first = culprits.of(SELF, 0);

        assertThat(culprits.of(SELF, 1_000_000_000)).isSameAs(first);
        assertThat(culprits.of(SELF, 1_000_000_001)).isNotSameAs(first);
        assertThat(tasks).hasSize(2);
    }
}
