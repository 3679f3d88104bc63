package dev.upkeep.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignalQueueTest {

    private final SignalQueue queue = new SignalQueue();

    @Test
    void stop_comesBeforeAReloadThatCameEarlier_andTheReloadCountsOnce() throws Exception {
        queue.add(DaemonSignal.RELOAD);
        queue.add(DaemonSignal.RELOAD);
        queue.add(DaemonSignal.STOP);
        assertThat(queue.take()).isEqualTo(DaemonSignal.STOP);
        assertThat(queue.take()).isEqualTo(DaemonSignal.RELOAD);
        assertThat(queue.quiet(Duration.ZERO)).isTrue();
    }

    @Test
    void quiet_withASignalWaiting_endsAtOnce_andLeavesIt() throws Exception {
        queue.add(DaemonSignal.RELOAD);
        assertThat(queue.quiet(Duration.ofDays(1))).isFalse();
        assertThat(queue.take()).isEqualTo(DaemonSignal.RELOAD);
    }
}
