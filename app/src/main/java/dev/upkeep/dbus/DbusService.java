package dev.upkeep.dbus;

import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.dbus.object.BusCall;
import dev.upkeep.dbus.object.BusObjects;
import dev.upkeep.dbus.object.BusObjects.Shown;
import dev.upkeep.dbus.object.BusState;
import dev.upkeep.dbus.object.ObjectPaths;
import dev.upkeep.vrrp.machine.Transition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Offers the objects on the system bus and sends their signals. Two threads of its own: the
/// daemon's never wait for the bus.
public final class DbusService implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DbusService.class);

    /// Between two attempts to reach the bus.
    private static final Duration RETRY = Duration.ofSeconds(15);

    /// Signals that wait for the bus; more are dropped, which is logged.
    private static final int MAX_WAITING = 1_000;

    /// How long signals may still take when the daemon ends.
    private static final Duration AT_END = Duration.ofSeconds(1);

    private static final List<Path> MACHINE_IDS =
            List.of(Path.of("/etc/machine-id"), Path.of("/var/lib/dbus/machine-id"));

    private static final BusSignal LAST = new BusSignal("", "", "", "", List.of());

    private final String name;
    private final ObjectPaths paths;
    private final BusObjects.Actions actions;
    private final Map<String, Shown> instances = new LinkedHashMap<>(); // guarded by itself
    private final BlockingQueue<BusSignal> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
    private final AtomicLong dropped = new AtomicLong(); // reported after the next one that is sent
    private final CountDownLatch attempted = new CountDownLatch(1);
    private final String machineId = machineId();
    private final Thread reader;
    private final Thread sender;
    private volatile @Nullable BusConnection connection;
    private volatile boolean stopping;
    private boolean complained;

    /// Starts at once.
    ///
    /// @param name to be owned, such as `org.keepalived.Vrrp1`
    /// @param actions called on the thread that reads the bus: must not block
    public DbusService(
            String name,
            ObjectPaths paths,
            List<VrrpInstance> configured,
            BusObjects.Actions actions) {
        this.name = name;
        this.paths = paths;
        this.actions = actions;
        offer(configured);
        emit(BusSignal.ofDaemon(paths.daemon(), BusSignal.STARTED));
        reader = Thread.ofPlatform().name("dbus").daemon().unstarted(this::serve);
        sender = Thread.ofPlatform().name("dbus-signals").daemon().unstarted(this::sendWaiting);
        reader.start();
        sender.start();
    }

    /// Offers instances that begin soon, beside those that are there.
    public void expect(List<VrrpInstance> configured) {
        synchronized (instances) {
            configured.forEach(each ->
                    instances.putIfAbsent(paths.of(each), new Shown(each.name(), BusState.INIT)));
        }
    }

    /// Takes the instances of a reload that is done.
    public void reloaded(List<VrrpInstance> configured) {
        offer(configured);
        emit(BusSignal.ofDaemon(paths.daemon(), BusSignal.RELOADED));
    }

    private void offer(List<VrrpInstance> configured) {
        synchronized (instances) {
            Map<String, Shown> before = new LinkedHashMap<>(instances);
            instances.clear();
            for (VrrpInstance each : configured) {
                Shown known = before.remove(paths.of(each));
                instances.put(
                        paths.of(each),
                        new Shown(each.name(), known == null ? BusState.INIT : known.state()));
            }
            before.values()
                    .forEach(gone -> log.info("Deleted DBus object for instance {}", gone.name()));
        }
    }

    /// Takes the state of an instance that began before this service did; no signal.
    public void known(VrrpInstance instance, BusState state) {
        synchronized (instances) {
            instances.computeIfPresent(
                    paths.of(instance),
                    (_, shown) ->
                            shown.state() == BusState.INIT
                                    ? new Shown(shown.name(), state)
                                    : shown);
        }
    }

    /// Takes a transition; does not wait. Any thread.
    public void changed(VrrpInstance instance, Transition transition) {
        BusState state = BusState.after(transition);
        if (state == null) {
            return;
        }
        String path = paths.of(instance);
        synchronized (instances) {
            instances.computeIfPresent(path, (_, shown) -> new Shown(shown.name(), state));
        }
        emit(BusSignal.ofInstance(path, state));
    }

    private void emit(BusSignal signal) {
        if (!waiting.offer(signal)) {
            dropped.incrementAndGet();
        }
    }

    private BusObjects objects() {
        synchronized (instances) {
            return new BusObjects(paths.daemon(), instances, machineId);
        }
    }

    private void serve() {
        while (!stopping) {
            try (BusConnection opened =
                    BusConnection.open(
                            BusAddress.parse(System.getenv("DBUS_SYSTEM_BUS_ADDRESS")), user())) {
                if (opened.own(name)) {
                    log.info("Acquired DBus bus {}", name);
                } else {
                    log.warn("Another program has the name {} on the bus", name);
                }
                connection = opened;
                complained = false;
                attempted.countDown();
                opened.serve((BusCall call) -> objects().answer(call, actions));
            } catch (IOException | IllegalArgumentException e) {
                complain(e);
            } finally {
                connection = null;
                attempted.countDown();
            }
            try {
                if (!stopping) {
                    Thread.sleep(RETRY);
                }
            } catch (InterruptedException e) {
                return; // the service is closed
            }
        }
    }

    /// Once until it works again.
    private void complain(Exception e) {
        if (!complained && !stopping) {
            complained = true;
            log.warn(
                    "Unable to use the system bus: {}; next attempt in {} s",
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    RETRY.toSeconds());
        }
    }

    private static int user() throws IOException {
        return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    private static String machineId() {
        for (Path file : MACHINE_IDS) {
            try {
                return Files.readString(file).trim();
            } catch (IOException absent) {
                log.debug("{}: {}", file, absent.getMessage());
            }
        }
        return "";
    }

    private void sendWaiting() {
        try {
            attempted.await();
            for (BusSignal signal = waiting.take(); !signal.equals(LAST); signal = waiting.take()) {
                send(signal);
                long lost = dropped.getAndSet(0);
                if (lost > 0) {
                    log.warn("D-Bus: {} signals dropped, the bus is slow", lost);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the service is closed
        }
    }

    /// Signals are about a moment: what nobody could hear then is not sent later.
    private void send(BusSignal signal) {
        BusConnection open = connection;
        if (open == null) {
            return;
        }
        try {
            open.signal(
                    signal.path(),
                    signal.interfaceName(),
                    signal.member(),
                    signal.signature(),
                    signal.arguments());
        } catch (IOException e) {
            log.warn("D-Bus: unable to send a signal: {}", e.toString());
        }
    }

    /// Sends what waits, for a short time, and leaves the bus.
    @Override
    public void close() {
        stopping = true;
        attempted.countDown();
        emit(BusSignal.ofDaemon(paths.daemon(), BusSignal.STOPPED));
        try {
            if (waiting.offer(LAST)) {
                sender.join(AT_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        BusConnection open = connection;
        if (open != null) {
            try (open) {
                open.release(name);
                log.info("Released DBus");
            } catch (IOException e) {
                log.debug("leaving the bus: {}", e.getMessage());
            }
        }
        reader.interrupt();
        sender.interrupt();
    }
}
