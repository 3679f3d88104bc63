package dev.upkeep.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.upkeep.app.control.Timeouts;
import dev.upkeep.app.process.DaemonSignal;
import dev.upkeep.app.process.ReloadOptions;
import dev.upkeep.app.process.ReloadOutcome;
import dev.upkeep.app.process.SignalQueue;
import dev.upkeep.app.reload.ReloadGate;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.reader.ConfigurationReader;
import dev.upkeep.config.reader.ReadResult;
import dev.upkeep.config.syntax.ReaderOptions;
import dev.upkeep.config.syntax.RealSystem;
import dev.upkeep.netlink.libc.KernelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The life of a daemon with parts that only say what becomes of them. Each reading takes the next
/// text; with the last one comes the signal to stop.
@Timeout(60)
class DaemonTest {

    private static final String SERVICE =
            "virtual_server 10.1.0.1 80 {\n lb_algo rr\n lb_kind NAT\n protocol TCP\n real_server 10.2.0.1 80 {\n }\n}\n";
    private static final String LOST = SERVICE.replace("virtual_server", "virtual_servr");
    private static final String NOTHING = "global_defs {\n}\n";
    private static final String ERROR = "global_defs {\n roter_id x\n}\n";

    @TempDir private Path folder;

    private final List<String> published = new ArrayList<>();
    private final SignalQueue signals = new SignalQueue();
    private final Deque<String> texts = new ArrayDeque<>();
    private @Nullable KernelException refusal;
    private @Nullable Exception failure;
    private boolean startsAgain = true;

    @Test
    void parts_startInOrder_andStopInTheOppositeOne() throws Exception {
        assertThat(run(SERVICE)).isZero();
        assertThat(published)
                .containsExactly(
                        "start first",
                        "has first",
                        "start second",
                        "has second",
                        "started",
                        "stopping",
                        "stop second",
                        "lost second",
                        "stop first",
                        "lost first");
    }

    @Test
    void part_withoutWork_doesNotRun() throws Exception {
        assertThat(run(NOTHING)).isZero();
        assertThat(published)
                .containsExactly(
                        "start first",
                        "has first",
                        "started",
                        "stopping",
                        "stop first",
                        "lost first");
    }

    @Test
    void reload_reachesThePartsThatRun_andStartsThoseWithNewWork() throws Exception {
        assertThat(run(NOTHING, SERVICE, SERVICE)).isZero();
        assertThat(published)
                .containsExactly(
                        "start first",
                        "has first",
                        "started",
                        "reloading",
                        "reload first",
                        "start second",
                        "has second",
                        "reloaded",
                        "reloading",
                        "reload first",
                        "reload second",
                        "reloaded",
                        "stopping",
                        "stop second",
                        "lost second",
                        "stop first",
                        "lost first");
    }

    @Test
    void restart_stopsNoPart() throws Exception {
        CompletableFuture<String> refusal = signals.leave(DaemonSignal.RESTART);

        assertThat(run(SERVICE, SERVICE)).isEqualTo(ExitStatus.RESTART);

        assertThat(refusal).isCompletedWithValue("");
        assertThat(published).endsWith("started", "leaving");
    }

    @Test
    void handover_stopsNoPart_andIsTheEnd() throws Exception {
        startsAgain = false;
        CompletableFuture<String> refusal = signals.leave(DaemonSignal.HANDOVER);

        assertThat(run(SERVICE, SERVICE)).isEqualTo(ExitStatus.OK);

        assertThat(refusal).isCompletedWithValue("");
        assertThat(published).endsWith("started", "leaving");
    }

    @Test
    void restart_withAConfigurationThatCannotBeRun_isRefused() throws Exception {
        CompletableFuture<String> refusal = signals.leave(DaemonSignal.RESTART);

        assertThat(run(SERVICE, "")).isZero();

        assertThat(refusal).isCompletedWithValue("the configuration cannot be run");
        assertThat(published).doesNotContain("leaving").contains("stopping");
    }

    @Test
    void restart_whereNothingStartsTheProcessAgain_isRefused() throws Exception {
        startsAgain = false;
        CompletableFuture<String> refusal = signals.leave(DaemonSignal.RESTART);

        assertThat(run(SERVICE, SERVICE)).isZero();

        assertThat(refusal).isCompletedWithValue("nothing would start the process again");
    }

    @Test
    void reload_withAnErrorThatCostsAService_isAbandoned() throws Exception {
        assertThat(run(SERVICE + ERROR, LOST + ERROR)).isZero();
        assertThat(published).doesNotContain("reload first", "reload second");
    }

    @Test
    void reload_thatIsAskedFor_isAnsweredWithItsFindings() throws Exception {
        CompletableFuture<ReloadOutcome> refused = signals.reload(ReloadOptions.NONE);
        assertThat(run(SERVICE, LOST + ERROR, SERVICE)).isZero();

        assertThat(refused).isCompleted();
        assertThat(refused.join().refused()).contains("virtual_server [10.1.0.1]:80/tcp");
        assertThat(refused.join().findings()).anyMatch(line -> line.contains("roter_id"));
    }

    @Test
    void reload_thatIsMade_isAnsweredWhenThePartsHaveIt() throws Exception {
        CompletableFuture<ReloadOutcome> made = signals.reload(ReloadOptions.NONE);
        var _ = made.thenRun(() -> published.add("answered"));
        assertThat(run(SERVICE, SERVICE)).isZero();

        assertThat(made.join().refused()).isNull();
        assertThat(published).containsSequence("reload first", "reload second", "answered");
    }

    @Test
    void reload_withTheErrorsOfTheRunningConfiguration_isMade() throws Exception {
        assertThat(run(SERVICE + ERROR, "\n\n" + SERVICE + ERROR)).isZero();
        assertThat(published).contains("reload first", "reload second");
    }

    @Test
    void reload_withoutAFile_isAbandoned() throws Exception {
        assertThat(run(SERVICE, "")).isZero();
        assertThat(published).doesNotContain("reload first", "reload second");
    }

    @Test
    void reload_thatTheKernelRefuses_leavesTheDaemonRunning() throws Exception {
        failure = new KernelException("reload", 12, "refused");
        assertThat(run(SERVICE, SERVICE, SERVICE)).isZero();
        assertThat(published).containsSequence("reload first", "reload second", "reloaded");
        assertThat(published).containsSequence("reloaded", "reloading", "reload first");
    }

    @Test
    void reload_inWhichAPartThrows_endsTheDaemon() {
        failure = new IllegalStateException("broken");
        assertThatThrownBy(() -> run(SERVICE, SERVICE, SERVICE)).hasCause(failure);
    }

    @ParameterizedTest
    @CsvSource({"1, 4", "13, 4", "12, 1"})
    void partThatTheKernelRefuses_endsTheDaemon_andTheOtherParts(int errno, int status)
            throws Exception {
        refusal = new KernelException("open", errno, "refused");
        assertThat(run(SERVICE)).isEqualTo(status);
        assertThat(published).doesNotContain("started").endsWith("stop first", "lost first");
    }

    @Test
    void configuration_thatIsNotThere_startsNothing() throws Exception {
        assertThat(run("")).isEqualTo(ExitStatus.NO_CONFIGURATION);
        assertThat(published).isEmpty();
    }

    /// @param configurations the one to start with and those of the reloads; empty for no file
    private int run(String... configurations) throws Exception {
        texts.addAll(List.of(configurations));
        ReadResult first = read();
        Predicate<Configuration> services = read -> !read.virtualServers().isEmpty();
        List<Subsystem.Kind> kinds =
                List.of(
                        new Subsystem.Kind("first", _ -> true, _ -> part("first")),
                        new Subsystem.Kind("second", services, _ -> part("second")));
        return new Daemon(
                        kinds,
                        this::read,
                        List::of,
                        new ReloadGate(),
                        signals,
                        new Stages(),
                        new ReloadHistory(Timeouts.clock(), () -> {}))
                .run(first);
    }

    /// The next text; after the last one the daemon stops, before that it reads again.
    private ReadResult read() {
        String text = texts.remove();
        signals.add(texts.isEmpty() ? DaemonSignal.STOP : DaemonSignal.RELOAD);
        Path file = folder.resolve(text.isEmpty() ? "missing.conf" : "a.conf");
        try {
            if (!text.isEmpty()) {
                Files.writeString(file, text);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return ConfigurationReader.read(
                file.toString(),
                new ReaderOptions(
                        "", _ -> null, Set.of(), new SplittableRandom(1), false, new RealSystem()));
    }

    private final class Stages implements Lifecycle {
        @Override
        public void partStarted(Subsystem.Kind kind) {
            published.add("has " + kind.name());
        }

        @Override
        public void partStopped(Subsystem.Kind kind) {
            published.add("lost " + kind.name());
        }

        @Override
        public void started() {
            published.add("started");
        }

        @Override
        public void reloading() {
            published.add("reloading");
        }

        @Override
        public void reloaded() {
            published.add("reloaded");
        }

        @Override
        public void dumpOn(DaemonSignal signal, Configuration running) {
            published.add("dump " + signal);
        }

        @Override
        public boolean startsAgain() {
            return startsAgain;
        }

        @Override
        public void leaving() {
            published.add("leaving");
        }

        @Override
        public void stopping() {
            published.add("stopping");
        }
    }

    private Subsystem part(String name) throws KernelException {
        if (refusal != null && name.equals("second")) {
            throw refusal;
        }
        published.add("start " + name);
        return new Subsystem() {
            @Override
            public CompletableFuture<Void> reload(Configuration configuration) {
                published.add("reload " + name);
                return failure == null
                        ? CompletableFuture.completedFuture(null)
                        : CompletableFuture.failedFuture(failure);
            }

            @Override
            public void close() {
                published.add("stop " + name);
            }
        };
    }
}
