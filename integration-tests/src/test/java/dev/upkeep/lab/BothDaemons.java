package dev.upkeep.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import java.util.function.Function;

/// keepalived and Upkeep on the same file, to whom the same happens.
record BothDaemons<H>(H theirs, H ours) {
    void both(Consumer<H> action) {
        action.accept(theirs);
        action.accept(ours);
    }

    /// Asserts that something is seen of Upkeep just as of keepalived.
    <T> T same(Function<H, T> view) {
        T expected = view.apply(theirs);
        assertThat(view.apply(ours)).isEqualTo(expected);
        return expected;
    }
}
