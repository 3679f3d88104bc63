package dev.upkeep.netlink.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.socket.DatagramSocket;
import dev.upkeep.netlink.socket.SocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EpollLoopTest {

    private static final Endpoint ANY = new Endpoint(IpAddress.parse("127.0.0.1"), 0);

    private final List<Throwable> failures = new ArrayList<>();
    private final EpollLoop loop;

    EpollLoopTest() throws KernelException {
        loop = new EpollLoop(failures::add);
    }

    private static DatagramSocket socket() throws KernelException {
        DatagramSocket socket = DatagramSocket.udp(Family.INET, SocketOptions.NONE);
        socket.bind(ANY, 0);
        return socket;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void tasks_whenQueuedByOthers_runInOrderOnTheThreadOfTheLoop() throws InterruptedException {
        List<Integer> ran = new ArrayList<>();
        AtomicReference<Thread> seen = new AtomicReference<>();
        Thread other =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < 1000; i++) {
                                int number = i;
                                loop.execute(() -> ran.add(number));
                            }
                            loop.execute(() -> seen.set(Thread.currentThread()));
                            loop.stop();
                        });
        loop.run();
        other.join();
        assertThat(ran).hasSize(1000).isSorted();
        assertThat(seen.get()).isSameAs(Thread.currentThread());
        assertThat(failures).isEmpty();
    }

    @Test
    void task_whenTheLoopHasEnded_isLeftAndNoOtherFileIsWritten() throws KernelException {
        loop.stop();
        loop.run();
        try (DatagramSocket heir = socket()) { // may have the number of the eventfd now
            heir.connect(heir.localEndpoint(), 0);
            loop.execute(() -> failures.add(new IllegalStateException("ran")));
            assertThat(heir.receive()).isNull();
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void timers_whenDue_runInOrderAndNeverEarly() {
        List<String> ran = new ArrayList<>();
        long start = loop.now();
        loop.after(
                Duration.ofMillis(20),
                () -> {
                    ran.add("second");
                    assertThat(loop.now() - start).isGreaterThanOrEqualTo(20_000_000L);
                    loop.stop();
                });
        loop.after(Duration.ofMillis(10), () -> ran.add("first"));
        loop.after(Duration.ofMillis(15), () -> ran.add("cancelled")).cancel();
        loop.at(start - 1, () -> ran.add("overdue"));
        loop.run();
        assertThat(failures).isEmpty();
        assertThat(ran).containsExactly("overdue", "first", "second");
        assertThat(loop.lateness().timers()).isEqualTo(3);
        assertThat(loop.lateness().worstNanos()).isPositive();
    }

    @Test
    void shortTasks_withAndWithoutSlack_runInOrderAndNeverEarly() throws KernelException {
        for (Duration slack : List.of(Duration.ZERO, Duration.ofMillis(1))) {
            EpollLoop own = new EpollLoop(failures::add, slack);
            List<String> ran = new ArrayList<>();
            long start = own.now();
            own.shortly(() -> ran.add("first"));
            own.shortly(() -> {
                ran.add("second");
                assertThat(own.now() - start).isGreaterThanOrEqualTo(EventLoop.SHORTLY_NANOS);
                own.shortly(own::stop);
            });
            own.run();
            assertThat(ran).containsExactly("first", "second");
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void failure_whenInTaskTimerOrHandler_isReportedAndTheLoopGoesOn() throws KernelException {
        try (DatagramSocket socket = socket()) {
            socket.send(bytes("x"), socket.localEndpoint(), 0);
            loop.execute(() -> {
                throw new IllegalStateException("task");
            });
            loop.at(
                    loop.now(),
                    () -> {
                        throw new IllegalStateException("timer");
                    });
            loop.watch(
                    socket.fd(),
                    EventLoop.EPOLLIN | EventLoop.EPOLLET, // it reads nothing
                    _ -> {
                        loop.stop();
                        throw new IllegalStateException("handler");
                    });
            loop.run();
        }
        assertThat(failures)
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder("task", "timer", "handler");
    }

    @Test
    void watch_whenItsDescriptorIsReusedInTheSameBatch_getsNoForeignEvent() throws KernelException {
        // Two descriptors are ready at once. The first handler closes the other socket and opens a
        // new one, which gets the same number; the event that is still in the batch is not for it.
        List<String> events = new ArrayList<>();
        DatagramSocket[] sockets = {socket(), socket()};
        EventLoop.Watch[] watches = new EventLoop.Watch[2];
        for (int i = 0; i < 2; i++) {
            int mine = i;
            sockets[i].send(bytes("x"), sockets[i].localEndpoint(), 0);
            watches[i] =
                    loop.watch(
                            sockets[i].fd(),
                            EventLoop.EPOLLIN,
                            _ -> {
                                events.add("ready");
                                replace(mine, sockets, watches, events);
                            });
        }
        int victim = sockets[1].fd();
        loop.run();
        assertThat(failures).isEmpty();
        assertThat(events).containsExactly("ready");
        assertThat(victim).isPositive();
        for (DatagramSocket socket : sockets) {
            socket.close();
        }
    }

    private void replace(
            int mine, DatagramSocket[] sockets, EventLoop.Watch[] watches, List<String> events) {
        int other = 1 - mine;
        int number = sockets[other].fd();
        watches[other].close();
        sockets[other].close();
        watches[mine].close();
        try {
            sockets[other] = socket();
            assertThat(sockets[other].fd()).isEqualTo(number);
            watches[other] =
                    loop.watch(number, EventLoop.EPOLLIN, _ -> events.add("foreign event"));
        } catch (KernelException failed) {
            throw new IllegalStateException(failed);
        }
        loop.stop();
    }

    @Test
    void watch_whenItsEventsChange_reportsTheOthers() throws KernelException {
        List<Integer> seen = new ArrayList<>();
        try (DatagramSocket socket = socket()) {
            EventLoop.Watch[] watch = new EventLoop.Watch[1];
            watch[0] =
                    loop.watch(
                            socket.fd(),
                            EventLoop.EPOLLIN,
                            happened -> {
                                seen.add(happened);
                                watch[0].close();
                                loop.stop();
                            });
            loop.execute(() -> {
                try {
                    watch[0].events(EventLoop.EPOLLOUT);
                } catch (KernelException failed) {
                    throw new IllegalStateException(failed);
                }
            });
            loop.run();
        }
        assertThat(failures).isEmpty();
        assertThat(seen).containsExactly(EventLoop.EPOLLOUT);
    }

    @Test
    void watch_whenTheDescriptorIsNone_isRefusedWithItsErrno() {
        assertThatExceptionOfType(KernelException.class)
                .isThrownBy(() -> loop.watch(9999, EventLoop.EPOLLIN, _ -> {}))
                .withMessageContaining("watch descriptor 9999: EBADF");
    }

    /// Keeps the loop from running for longer than the shortest gap.
    private void stall() {
        long until = System.nanoTime() + 2 * Gap.SHORTEST_NANOS;
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }

    @Test
    void timer_whenOverdueBesideADatagram_runsAfterIt() throws KernelException {
        List<String> ran = new ArrayList<>();
        try (DatagramSocket socket = socket()) {
            loop.watch(
                    socket.fd(),
                    EventLoop.EPOLLIN,
                    _ -> {
                        ran.add("datagram");
                        assertThat(read(socket)).isTrue();
                    });
            loop.after(
                    Duration.ofMillis(50),
                    () -> {
                        ran.add("timer");
                        loop.stop();
                    });
            loop.execute(() -> {
                stall();
                send(socket);
            });
            loop.run();
        }
        assertThat(failures).isEmpty();
        assertThat(ran).containsExactly("datagram", "timer");
    }

    @Test
    void timers_whenOverdue_waitUntilBoundedHandlersHaveReadEverything() throws KernelException {
        List<String> ran = new ArrayList<>();
        try (DatagramSocket socket = socket()) {
            loop.watch(
                    socket.fd(),
                    EventLoop.EPOLLIN,
                    _ -> {
                        if (read(socket)) {
                            ran.add("datagram");
                        }
                    });
            loop.at(
                    loop.now(),
                    () -> { // while it stalls, datagrams gather and the next timer becomes overdue
                        loop.after(
                                Duration.ofMillis(1),
                                () -> {
                                    ran.add("timer");
                                    loop.stop();
                                });
                        stall();
                        for (int i = 0; i < 20; i++) {
                            send(socket);
                        }
                    });
            loop.run();
        }
        assertThat(failures).isEmpty();
        assertThat(ran).hasSize(21).endsWith("datagram", "timer");
    }

    /// A timer that is due, but hardly overdue, runs after what a handler left unread.
    @Test
    void timer_whenDueBesideWhatAHandlerLeftUnread_runsAfterIt() throws KernelException {
        List<String> ran = new ArrayList<>();
        try (DatagramSocket socket = socket()) {
            for (int i = 0; i < 20; i++) {
                send(socket);
            }
            loop.watch(
                    socket.fd(),
                    EventLoop.EPOLLIN,
                    _ -> {
                        if (ran.isEmpty()) {
                            loop.at(
                                    loop.arrival(),
                                    () -> {
                                        ran.add("timer");
                                        loop.stop();
                                    });
                        }
                        if (read(socket)) {
                            ran.add("datagram");
                            loop.leftUnread();
                        }
                    });
            loop.run();
        }
        assertThat(failures).isEmpty();
        assertThat(ran).hasSize(21).endsWith("datagram", "timer");
    }

    @Test
    void gap_whenTheLoopDidNotRun_isReportedOnceBeforeWhatGatheredInIt() throws KernelException {
        List<String> ran = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        try (DatagramSocket socket = socket()) {
            loop.onGap(gap -> {
                gaps.add(gap);
                ran.add("gap");
            });
            loop.watch(
                    socket.fd(),
                    EventLoop.EPOLLIN,
                    _ -> {
                        read(socket);
                        ran.add("datagram");
                    });
            loop.execute(() -> {
                loop.after(
                        Duration.ofMillis(10),
                        () -> {
                            ran.add("timer");
                            loop.stop();
                        });
                stall();
                send(socket);
            });
            loop.run();
        }
        assertThat(failures).isEmpty();
        assertThat(ran).containsExactly("gap", "datagram", "timer");
        assertThat(gaps)
                .singleElement()
                .satisfies(gap -> {
                    assertThat(gap.length()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
                    assertThat(gap.untilNanos()).isLessThanOrEqualTo(System.nanoTime());
                });
    }

    @Test
    void arrival_whileHandlersRun_staysWhenTheKernelWokeTheLoop() {
        List<Long> arrivals = new ArrayList<>();
        loop.after(
                Duration.ofMillis(1),
                () -> {
                    arrivals.add(loop.arrival());
                    stall();
                    arrivals.add(loop.arrival());
                    loop.stop();
                });
        loop.run();
        assertThat(arrivals).hasSize(2);
        assertThat(arrivals.get(1)).isEqualTo(arrivals.get(0));
    }

    @Test
    void deferredTasks_whenATimerBecomesDueAmongThem_letItPass() {
        List<String> ran = new ArrayList<>();
        loop.execute(() -> {
            loop.defer(() -> {
                ran.add("first");
                loop.after(Duration.ofMillis(1), () -> ran.add("timer"));
                stall();
            });
            loop.defer(() -> ran.add("second"));
            loop.defer(loop::stop);
        });
        loop.run();
        assertThat(failures).isEmpty();
        assertThat(ran).containsExactly("first", "timer", "second");
    }

    @Test
    void deferredTasks_whenTheLoopStops_runBeforeItEnds() {
        List<String> ran = new ArrayList<>();
        loop.execute(() -> {
            loop.stop();
            loop.defer(() -> loop.defer(() -> ran.add("deferred by a deferred task")));
        });
        loop.run();
        assertThat(ran).containsExactly("deferred by a deferred task");
    }

    private static void send(DatagramSocket socket) {
        try {
            socket.send(bytes("x"), socket.localEndpoint(), 0);
        } catch (KernelException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean read(DatagramSocket socket) {
        try {
            return socket.receive() != null;
        } catch (KernelException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
