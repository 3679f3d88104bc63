package dev.upkeep.snmp;

import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.snmp.agentx.Message;
import dev.upkeep.snmp.agentx.Oid;
import dev.upkeep.snmp.agentx.Pdu;
import dev.upkeep.snmp.agentx.VarBind;
import dev.upkeep.snmp.mib.KeepalivedMib;
import dev.upkeep.snmp.mib.MibData;
import dev.upkeep.snmp.mib.MibNode;
import dev.upkeep.snmp.mib.MibView;
import dev.upkeep.snmp.mib.VrrpMib;
import dev.upkeep.snmp.mib.Vrrpv3Mib;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the MIBs that `enable_snmp_*` ask for, and sends notifications. Two threads of its own:
/// the daemon's never wait for the master agent.
public final class SnmpAgent implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SnmpAgent.class);

    /// Between two attempts to reach the master agent.
    private static final Duration RETRY = Duration.ofSeconds(15);

    /// Before the first attempt after a session that worked.
    private static final Duration RECONNECT = Duration.ofSeconds(1);

    /// The daemon answers far sooner; the master agent gives up after 10 seconds.
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /// Notifications that wait for the master agent; more are dropped, which is logged.
    private static final int MAX_WAITING = 1_000;

    private static final Duration MAX_AGE = Duration.ofSeconds(1);

    /// How long notifications may still take when the daemon ends.
    private static final Duration AT_END = Duration.ofSeconds(1);

    /// Ends the thread of notifications.
    private static final Waiting LAST = new Waiting.Last();

    private final SnmpSource source;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Thread reader;
    private final Thread notifier;
    private final SnmpSettings settings;
    private volatile @Nullable AgentSession session;
    private volatile boolean stopping;
    private volatile boolean outdated = true;
    private @Nullable MibView view;
    private long viewedAt;
    private boolean complained;
    private final CountDownLatch attempted = new CountDownLatch(1); // to reach the master agent
    private final AtomicLong dropped = new AtomicLong(); // reported after the next one that is sent

    /// A notification that is about to be sent.
    public interface Trap {

        /// Returns its objects, null for a notification that has no meaning any more.
        ///
        /// @param now what the daemon does by now
        @Nullable List<VarBind> bindings(MibData now);
    }

    /// What waits for the master agent.
    private sealed interface Waiting {
        record Asking(Trap trap) implements Waiting {}

        record Known(List<VarBind> bindings) implements Waiting {}

        record Last() implements Waiting {}
    }

    /// Starts at once.
    public SnmpAgent(SnmpSettings settings, SnmpSource source) {
        this.settings = settings;
        this.source = source;
        reader = Thread.ofPlatform().name("snmp").daemon().unstarted(this::serve);
        notifier = Thread.ofPlatform().name("snmp-traps").daemon().unstarted(this::sendWaiting);
        log.info("Starting SNMP subagent");
        reader.start();
        notifier.start();
    }

    /// Returns whether these settings ask for an agent.
    public static boolean enabled(SnmpSettings settings) {
        return settings.vrrp() || settings.checker() || settings.rfcV2() || settings.rfcV3();
    }

    /// Sends a notification, if `enable_traps` says so; does not wait. What comes before the first
    /// attempt to reach the master agent waits for that. Any thread.
    public void notify(Trap trap) {
        add(new Waiting.Asking(trap));
    }

    /// Sends a notification that needs nothing of the daemon, whose parts may have stopped. As the
    /// other otherwise.
    public void notify(List<VarBind> bindings) {
        add(new Waiting.Known(bindings));
    }

    private void add(Waiting notification) {
        outdated = true;
        boolean heard = session != null || attempted.getCount() > 0;
        if (settings.traps() && heard && !waiting.offer(notification)) {
            dropped.incrementAndGet();
        }
    }

    private void serve() {
        while (!stopping) {
            Duration pause = RETRY;
            try {
                view(); // the first takes longer than a master agent may wait
                SocketAddress master = MasterAddress.parse(settings.socket());
                try (AgentSession opened =
                        AgentSession.open(
                                master, KeepalivedMib.ROOT, "Keepalived", regions(settings))) {
                    session = opened;
                    attempted.countDown();
                    complained = false;
                    log.info("AgentX subagent connected to {}", master);
                    pause = RECONNECT;
                    answer(opened);
                }
                log.info("AgentX master disconnected us, reconnecting in {}", pause.toSeconds());
            } catch (IOException | IllegalArgumentException e) {
                complain(e);
            } catch (InterruptedException e) {
                return; // the agent is closed
            } finally {
                session = null;
                attempted.countDown();
            }
            try {
                if (!stopping) {
                    Thread.sleep(pause);
                }
            } catch (InterruptedException e) {
                return; // the agent is closed
            }
        }
    }

    /// Once until it works again.
    private void complain(Exception e) {
        if (!complained && !stopping) {
            complained = true;
            log.warn(
                    "Unable to reach the AgentX master at {}: {}",
                    settings.socket() == null ? MasterAddress.DEFAULT : settings.socket(),
                    e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }

    private void answer(AgentSession opened) throws IOException {
        RequestHandler handler = new RequestHandler(this::view, new ObjectSetter(source, PATIENCE));
        try {
            for (Message request = opened.receive();
                    request != null && !(request.pdu() instanceof Pdu.Close);
                    request = opened.receive()) {
                Pdu.Response response = handler.answer(request.pdu());
                if (request.pdu() instanceof Pdu.CommitSet
                        || request.pdu() instanceof Pdu.UndoSet) {
                    outdated = true;
                }
                if (response != null) {
                    opened.respond(request, response);
                }
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
    }

    /// The parts of the tree of objects that settings ask to answer for.
    static List<Oid> regions(SnmpSettings settings) {
        List<Oid> regions = new ArrayList<>();
        if (settings.vrrp() || settings.checker()) {
            regions.add(KeepalivedMib.GLOBAL);
        }
        if (settings.vrrp()) {
            regions.add(KeepalivedMib.VRRP);
        }
        if (settings.checker()) {
            regions.add(KeepalivedMib.CHECK);
        }
        if (settings.rfcV2()) {
            regions.add(VrrpMib.ROOT);
        }
        if (settings.rfcV3()) {
            regions.add(Vrrpv3Mib.ROOT);
        }
        return regions;
    }

    /// What is shown: at most a second old, and as old as counters may be where that is less.
    private MibView view() throws InterruptedException {
        long now = System.nanoTime();
        MibView known = view;
        if (known != null && !outdated && now - viewedAt < maxAge(settings).toNanos()) {
            return known;
        }
        outdated = false;
        try {
            MibData data = source.data().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            known = new MibView(nodes(data));
        } catch (ExecutionException | TimeoutException e) {
            log.warn("SNMP: the daemon did not answer: {}", e.toString());
            known = known == null ? new MibView(List.of()) : known;
        }
        view = known;
        viewedAt = System.nanoTime();
        return known;
    }

    /// How old what is shown may be: a second, or as old as counters may be where that is less.
    static Duration maxAge(SnmpSettings settings) {
        Duration least = MAX_AGE;
        for (Duration each :
                List.of(settings.virtualServerInterval(), settings.realServerInterval())) {
            least = each.compareTo(least) < 0 ? each : least;
        }
        return least;
    }

    private List<MibNode> nodes(MibData data) {
        List<MibNode> nodes = new ArrayList<>();
        if (settings.vrrp() || settings.checker()) {
            nodes.addAll(KeepalivedMib.global(data));
        }
        if (settings.vrrp()) {
            nodes.addAll(KeepalivedMib.vrrp(data));
        }
        if (settings.checker()) {
            nodes.addAll(KeepalivedMib.check(data));
        }
        if (settings.rfcV2()) {
            nodes.addAll(VrrpMib.of(data));
        }
        if (settings.rfcV3()) {
            nodes.addAll(Vrrpv3Mib.of(data));
        }
        return nodes;
    }

    private void sendWaiting() {
        try {
            attempted.await();
            for (Waiting next = waiting.take(); !next.equals(LAST); next = waiting.take()) {
                send(next);
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    log.warn("SNMP: {} notifications dropped, the master agent is slow", lost);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the agent is closed
        }
    }

    private void send(Waiting notification) throws InterruptedException {
        AgentSession open = session;
        if (open == null) {
            return;
        }
        try {
            List<VarBind> bindings =
                    switch (notification) {
                        case Waiting.Known(List<VarBind> known) -> known;
                        case Waiting.Asking(Trap trap) ->
                                trap.bindings(
                                        source.data()
                                                .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
                        case Waiting.Last _ -> null;
                    };
            if (bindings != null) {
                open.notify(bindings);
            }
        } catch (IOException | ExecutionException | TimeoutException e) {
            log.warn("SNMP: unable to send a notification: {}", e.toString());
        }
    }

    /// Sends what waits, for a short time, and ends the session.
    @Override
    public void close() {
        stopping = true;
        attempted.countDown();
        try {
            if (waiting.offer(LAST)) {
                notifier.join(AT_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        AgentSession open = session;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                log.debug("closing the AgentX session: {}", e.getMessage());
            }
        }
        reader.interrupt();
        notifier.interrupt();
    }
}
