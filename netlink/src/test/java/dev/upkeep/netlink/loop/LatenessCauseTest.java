package dev.upkeep.netlink.loop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LatenessCauseTest {

    @TempDir private Path folder;

    static Stream<Arguments> latenesses() {
        return Stream.of(
                arguments(
                        "others had the processors",
                        times(1, 90, 0),
                        LatenessCause.RUN_QUEUE,
                        ", 90 of them waiting for a processor"),
                arguments(
                        "more than the lateness",
                        times(5, 900, 0),
                        LatenessCause.RUN_QUEUE,
                        ", 100 of them waiting for a processor"),
                arguments(
                        "a pause of the collector",
                        times(2, 3, 80),
                        LatenessCause.GARBAGE_COLLECTION,
                        ", 80 of them of garbage collection"),
                arguments(
                        "a slow handler",
                        times(95, 3, 0),
                        LatenessCause.OWN_WORK,
                        ", 95 of them of its own work"),
                arguments(
                        "neither is the larger part",
                        times(20, 20, 10),
                        LatenessCause.STOPPED,
                        ": the process was stopped or the machine paused"),
                arguments(
                        "nothing counted",
                        times(0, 0, 0),
                        LatenessCause.STOPPED,
                        ": the process was stopped or the machine paused"),
                arguments("the kernel does not count", null, LatenessCause.UNKNOWN, ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("latenesses")
    void lateness_of100ms_hasTheCauseThatTookMostOfIt(
            String name, @Nullable ThreadTimes spent, LatenessCause cause, String text) {
        assertThat(LatenessCause.of(100_000_000, spent)).isEqualTo(cause);
        assertThat(new Gap(0, 100_000_000, spent).text()).isEqualTo("100 ms" + text);
    }

    @Test
    void lateness_explained_isCountedByCauseToo() {
        Lateness lateness = new Lateness();

        lateness.record(3_000_000);
        lateness.explain(3_000_000, LatenessCause.OWN_WORK);
        lateness.record(5);

        assertThat(lateness.timers()).isEqualTo(2);
        assertThat(lateness.sumNanos(LatenessCause.OWN_WORK)).isEqualTo(3_000_000);
        assertThat(lateness.counts(LatenessCause.OWN_WORK).get(12)).isEqualTo(1);
        assertThat(lateness.sumNanos(LatenessCause.RUN_QUEUE)).isZero();
    }

    @Test
    void schedstat_numbers_areReadInPlace() {
        ByteBuffer text = ByteBuffer.wrap("1234567890123 45 6\n".getBytes(US_ASCII));

        assertThat(SchedStat.number(text, 0)).isEqualTo(1_234_567_890_123L);
        assertThat(SchedStat.number(text, 1)).isEqualTo(45);
        assertThat(SchedStat.number(text, 7)).isZero();
        assertThat(SchedStat.number(ByteBuffer.allocate(0), 1)).isZero();
    }

    @Test
    void clock_ofAFile_countsFromTheMark() throws IOException {
        Path schedstat = Files.writeString(folder.resolve("schedstat"), "100 7 1\n");
        try (ThreadClock clock = ThreadClock.at(schedstat)) {
            assertThat(clock.sinceMark()).isNull();
            clock.mark();
            Files.writeString(schedstat, "150 27 2\n");

            ThreadTimes spent = Objects.requireNonNull(clock.sinceMark());

            assertThat(spent.runningNanos()).isEqualTo(50);
            assertThat(spent.waitingNanos()).isEqualTo(20);
        }
    }

    @Test
    void clock_whereTheKernelDoesNotCount_knowsNothing() {
        try (ThreadClock clock = ThreadClock.at(folder.resolve("absent"))) {
            clock.mark();

            assertThat(clock.sinceMark()).isNull();
        }
    }

    @Test
    void collectors_thatRunBesideTheThreads_doNotCount() {
        assertThat(CollectorPauses.pauses("G1 Young Generation")).isTrue();
        assertThat(CollectorPauses.pauses("ZGC Minor Pauses")).isTrue();
        assertThat(CollectorPauses.pauses("Copy")).isTrue();
        assertThat(CollectorPauses.pauses("ZGC Major Cycles")).isFalse();
        assertThat(CollectorPauses.pauses("G1 Concurrent GC")).isFalse();
    }

    private static ThreadTimes times(long runningMs, long waitingMs, long collectingMs) {
        return new ThreadTimes(
                runningMs * 1_000_000, waitingMs * 1_000_000, collectingMs * 1_000_000);
    }
}
