package dev.upkeep.netlink.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    @Test
    void timers_whenDueAtTheSameTime_runInTheOrderTheyWereSet() {
        var heap = new TimerHeap();
        List<Integer> ran = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            heap.add(7, () -> ran.add(number));
        }
        runUntil(heap, 7);
        assertThat(ran).hasSize(100).isSorted();
    }

    @Test
    void timer_whenCancelledTwiceOrAfterItRan_harmsNoOther() {
        var heap = new TimerHeap();
        TimerHeap.Entry first = heap.add(1, () -> {});
        TimerHeap.Entry second = heap.add(2, () -> {});
        assertThat(heap.pollDue(1)).isSameAs(first);
        first.cancel();
        assertThat(heap.size()).isEqualTo(1);
        second.cancel();
        second.cancel();
        assertThat(heap.first()).isNull();
    }

    @Test
    void timer_whenTheClockWrapsAround_staysInOrder() {
        var heap = new TimerHeap(); // System.nanoTime() may be negative and may overflow
        TimerHeap.Entry late = heap.add(Long.MIN_VALUE + 5, () -> {});
        TimerHeap.Entry early = heap.add(Long.MAX_VALUE - 5, () -> {});
        assertThat(heap.pollDue(Long.MAX_VALUE)).isSameAs(early);
        assertThat(heap.pollDue(Long.MAX_VALUE)).isNull();
        assertThat(heap.pollDue(Long.MIN_VALUE + 5)).isSameAs(late);
    }

    /// Against a list that is sorted each time.
    @Test
    void timers_whenSetAndCancelledAtRandom_comeInOrder() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        var heap = new TimerHeap();
        List<TimerHeap.Entry> model = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0, 1 -> model.add(heap.add(random.nextInt(500), () -> {}));
                case 2 -> {
                    if (!model.isEmpty()) {
                        model.remove(random.nextInt(model.size())).cancel();
                    }
                }
                default -> {
                    TimerHeap.Entry polled = heap.pollDue(random.nextInt(500));
                    if (polled != null) {
                        long earliest =
                                model.stream()
                                        .min(Comparator.comparingLong(entry -> entry.due))
                                        .orElseThrow()
                                        .due;
                        assertThat(polled.due)
                                .as("seed %d, step %d", seed, step)
                                .isEqualTo(earliest);
                        assertThat(model.remove(polled)).isTrue();
                    }
                }
            }
            assertThat(heap.size()).as("seed %d, step %d", seed, step).isEqualTo(model.size());
        }
    }

    private static void runUntil(TimerHeap heap, long now) {
        for (TimerHeap.Entry due = heap.pollDue(now); due != null; due = heap.pollDue(now)) {
            due.task.run();
        }
    }
}
