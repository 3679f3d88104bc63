package dev.upkeep.vrrp.machine;

import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two to five routers in simulated time: adverts are lost, delayed, duplicated and reordered,
/// networks part, processes crash, start again, or stop for a while with a socket buffer of limited
/// size, links fail, priorities change. Where adverts are authenticated they are real packets, keys
/// are exchanged, clocks are set, and somebody repeats what was sent. One seed is one run, the same
/// every time.
final class Simulation {

    private static final int RECORDED_ADVERTS = 100;
    private static final int SOCKET_BUFFER = 20;
    private static final Fault LINK = new Fault.InterfaceDown("eth0");
    private static final Map<String, RouterConfig> CONFIGS = new HashMap<>();

    final List<Node> nodes = new ArrayList<>();
    final boolean preempting;
    final boolean grouped;
    int elections;

    private final SimulatedAuthentication authentication;
    private final long intervalMicros;
    private final List<ReceivedAdvertisement> recorded = new ArrayList<>();
    private boolean recording = true;
    private final Random random;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private double loss;
    private double duplication;
    private long latencyMicros;
    private long now;
    private long order;

    /// One event that is due.
    ///
    /// @param life of the node when it was set: a crash voids it
    /// @param event null where a packet has to be validated first
    private record Due(
            long at,
            long order,
            int life,
            Instance instance,
            @Nullable Event event,
            @Nullable ReceivedAdvertisement packet) {

        boolean isTimer() {
            return event instanceof Event.Expired;
        }
    }

    /// One process.
    final class Node {
        final List<Instance> instances = new ArrayList<>();
        final Ipv4Address address;
        boolean alive = true;
        boolean cut;
        int part;
        private int life;
        private long pausedUntil;
        private long clockOffset;
        private final Queue<Due> socketBuffer = new ArrayDeque<>();
        private final List<Due> lateTimers = new ArrayList<>();

        private Node(int number) {
            address = new Ipv4Address(0x0a000001 + number);
        }

        private boolean paused() {
            return now < pausedUntil;
        }
    }

    /// One virtual router of a node.
    static final class Instance {
        final Node node;
        final int virtualRouter;
        RouterConfig config;
        SimulatedAuthentication.Memory memory = new SimulatedAuthentication.Memory();
        private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
        RouterState state;
        boolean holds;
        int changes;

        private Instance(Node node, int virtualRouter, RouterConfig config) {
            this.node = node;
            this.virtualRouter = virtualRouter;
            this.config = config;
            this.state = fresh(node);
        }

        boolean isMaster() {
            return state.role() instanceof Role.Master;
        }

        int priority() {
            return state.priority(config);
        }
    }

    Simulation(long seed, SimulatedAuthentication authentication) {
        this.authentication = authentication;
        intervalMicros = authentication.interval().toNanos() / 1000;
        random = new Random(seed);
        preempting = random.nextInt(4) > 0;
        grouped = random.nextInt(3) == 0;
        int count = 2 + random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Node node = new Node(i);
            int priority = 50 + 10 * random.nextInt(20);
            for (int j = 0; j < (grouped ? 2 : 1); j++) {
                node.instances.add(new Instance(node, j, config(priority, 1)));
            }
            nodes.add(node);
        }
    }

    private RouterConfig config(int priority, int activeKey) {
        String key = priority + " " + preempting + " " + grouped + " " + authentication + activeKey;
        return CONFIGS.computeIfAbsent(
                key,
                _ -> {
                    Instances instances =
                            authentication.apply(
                                    Instances.instance().priority(priority), activeKey);
                    if (!preempting) {
                        instances.noPreempt();
                    }
                    if (grouped) {
                        instances.inSyncGroup();
                    }
                    return instances.config();
                });
    }

    private static RouterState fresh(Node node) {
        return RouterState.initial(
                Environment.of(node.cut ? Set.of(LINK) : Set.of(), node.address));
    }

    /// Runs disturbances of all kinds.
    void disturb(int disturbances) {
        loss = 0.2 * random.nextDouble();
        duplication = 0.1 * random.nextDouble();
        latencyMicros = 1L + random.nextInt(30_000);
        nodes.forEach(this::start);
        for (int i = 0; i < disturbances; i++) {
            disturb();
            run(random.nextLong(5 * intervalMicros));
        }
    }

    private void disturb() {
        Node node = nodes.get(random.nextInt(nodes.size()));
        switch (random.nextInt(authentication == SimulatedAuthentication.NONE ? 8 : 12)) {
            case 0 -> { // SIGKILL: timers and state vanish, the addresses stay set
                node.alive = false;
                node.life++;
            }
            case 1 -> restart(node);
            case 2 -> link(node, true);
            case 3 -> link(node, false);
            case 4 -> nodes.forEach(each -> each.part = random.nextInt(2));
            case 5 -> nodes.forEach(each -> each.part = 0);
            case 6 -> node.pausedUntil = now + random.nextLong(10 * intervalMicros);
            case 7 -> adjust(node);
            case 8 -> node.clockOffset = authentication.clockStep(random);
            case 9 -> {
                for (Instance instance : node.instances) {
                    int activeKey = 1 + random.nextInt(2);
                    instance.config =
                            config(instance.config.instance().election().priority(), activeKey);
                }
            }
            default -> replay(10);
        }
    }

    private void adjust(Node node) {
        if (node.alive && !node.paused()) {
            int adjustment = -10 * random.nextInt(5);
            node.instances.forEach(instance ->
                    event(
                            instance,
                            new Event.EnvironmentChanged(
                                    instance.state.environment().adjusted(adjustment))));
        }
    }

    /// Somebody sends packets again that were recorded.
    private void replay(int count) {
        for (int i = 0; i < count && !recorded.isEmpty(); i++) {
            ReceivedAdvertisement packet = recorded.get(random.nextInt(recorded.size()));
            Node node = nodes.get(random.nextInt(nodes.size()));
            for (Instance instance : node.instances) {
                if (instance.config.instance().identity().virtualRouterId()
                        == packet.advert().virtualRouterId()) {
                    arriveLater(instance, null, packet);
                }
            }
        }
    }

    /// Ends all disturbances; some routers stay dead, and perhaps the network stays in two parts.
    void settle() {
        loss = 0;
        duplication = 0;
        latencyMicros = 300;
        recording = false;
        boolean parted = random.nextInt(4) == 0;
        for (Node node : nodes) {
            node.part = parted ? random.nextInt(2) : 0;
            if (random.nextInt(4) > 0) {
                run(Math.max(0, node.pausedUntil - now));
                link(node, false);
                restart(node);
            }
        }
        long lastPause = nodes.stream().mapToLong(node -> node.pausedUntil).max().orElse(0);
        run(Math.max(0, lastPause - now));
        nodes.forEach(node -> node.clockOffset = 0);
        run(authentication.memoryMicros());
        run(20 * intervalMicros);
    }

    /// Lets time pass without disturbances.
    ///
    /// @return changes of state in this time
    int quiet(int intervals) {
        int before = changes();
        for (int i = 0; i < intervals; i++) {
            if (authentication.refusesOld()) {
                replay(2);
            }
            run(intervalMicros);
        }
        return changes() - before;
    }

    private int changes() {
        return nodes.stream()
                .flatMap(node -> node.instances.stream())
                .mapToInt(instance -> instance.changes)
                .sum();
    }

    private void start(Node node) {
        node.instances.forEach(instance -> event(instance, new Event.Started()));
    }

    private void restart(Node node) {
        if (!node.alive) {
            node.alive = true;
            node.pausedUntil = 0;
            node.socketBuffer.clear();
            node.lateTimers.clear();
            for (Instance instance : node.instances) {
                instance.timers.clear();
                instance.memory = new SimulatedAuthentication.Memory();
                instance.state = fresh(node);
            }
            start(node);
        }
    }

    private void link(Node node, boolean cut) {
        if (node.cut == cut || node.paused()) {
            return;
        }
        node.cut = cut;
        if (node.alive) {
            for (Instance instance : node.instances) {
                Environment before = instance.state.environment();
                event(
                        instance,
                        new Event.EnvironmentChanged(
                                cut ? before.with(LINK) : before.without(LINK)));
            }
        }
    }

    private void run(long micros) {
        long end = now + micros;
        while (true) {
            Node resuming = resumesBefore(queue.isEmpty() ? end : Math.min(end, queue.peek().at()));
            if (resuming != null) {
                now = Math.max(now, resuming.pausedUntil);
                resume(resuming);
                continue;
            }
            Due due = queue.peek();
            if (due == null || due.at() > end) {
                break;
            }
            queue.poll();
            now = due.at();
            arrive(due);
        }
        now = end;
    }

    private @Nullable Node resumesBefore(long time) {
        for (Node node : nodes) {
            if (node.pausedUntil != 0 && node.pausedUntil <= time) {
                return node;
            }
        }
        return null;
    }

    private void arrive(Due due) {
        Node node = due.instance().node;
        if (due.life() != node.life || !node.alive || (!due.isTimer() && node.cut)) {
            return;
        }
        if (!node.paused()) {
            deliver(due);
        } else if (due.isTimer()) {
            node.lateTimers.add(due);
        } else if (node.socketBuffer.size() < SOCKET_BUFFER) {
            node.socketBuffer.add(due);
        }
    }

    /// Reads the packets in the socket before the timers that are overdue.
    private void resume(Node node) {
        node.pausedUntil = 0;
        List<Due> packets = new ArrayList<>(node.socketBuffer);
        List<Due> timers = new ArrayList<>(node.lateTimers);
        node.socketBuffer.clear();
        node.lateTimers.clear();
        packets.forEach(this::deliver);
        timers.forEach(this::deliver);
    }

    private void deliver(Due due) {
        Instance instance = due.instance();
        ReceivedAdvertisement packet = due.packet();
        if (packet != null) {
            Event accepted =
                    authentication.accept(
                            instance.config, instance.memory, packet, clock(instance.node));
            if (accepted != null) {
                event(instance, accepted);
            }
        } else if (!(due.event() instanceof Event.Expired(Timer timer, _))) {
            event(instance, Objects.requireNonNull(due.event()));
        } else if (Long.valueOf(due.order()).equals(instance.timers.get(timer))) {
            instance.timers.remove(timer);
            event(instance, new Event.Expired(timer, Duration.ofNanos((now - due.at()) * 1000)));
        }
    }

    private void event(Instance instance, Event event) {
        apply(instance, event);
        if (grouped) {
            Event.Decision decision =
                    SyncGroupRule.decide(
                            instance.node.instances.stream().map(each -> each.state).toList());
            if (decision != null) {
                instance.node.instances.forEach(each -> apply(each, new Event.Synced(decision)));
            }
        }
    }

    private void apply(Instance instance, Event event) {
        Class<?> before = instance.state.role().getClass();
        Step step = VirtualRouter.on(instance.config, instance.state, event);
        instance.state = step.state();
        if (!before.equals(instance.state.role().getClass())) {
            instance.changes++;
            elections += instance.isMaster() ? 1 : 0;
        }
        step.actions().forEach(action -> act(instance, action));
    }

    private void act(Instance instance, Action action) {
        switch (action) {
            case Action.SendAdvert(int priority) -> send(instance, priority);
            case Action.Arm(Timer timer, Duration delay) -> {
                Due due =
                        new Due(
                                now + delay.toNanos() / 1000,
                                order++,
                                instance.node.life,
                                instance,
                                new Event.Expired(timer),
                                null);
                instance.timers.put(timer, due.order());
                queue.add(due);
            }
            case Action.Disarm(Timer timer) -> instance.timers.remove(timer);
            case Action.HoldResources _ -> instance.holds = true;
            case Action.ReleaseResources _ -> instance.holds = false;
            case Action.Announce _,
                    Action.AnnounceGroup _,
                    Action.DropAnnouncements _,
                    Action.Notify _,
                    Action.Count _,
                    Action.Say _ -> {}
        }
    }

    private void send(Instance from, int priority) {
        if (from.node.cut) {
            return;
        }
        Event event = new AdvertReceived(from.node.address, priority, authentication.interval());
        ReceivedAdvertisement packet =
                authentication.packet(
                        from.config, from.memory, priority, from.node.address, clock(from.node));
        if (packet != null && recording) {
            if (recorded.size() >= RECORDED_ADVERTS) {
                recorded.remove(random.nextInt(RECORDED_ADVERTS));
            }
            recorded.add(packet);
        }
        for (Node node : nodes) {
            boolean reachable = !node.equals(from.node) && node.part == from.node.part;
            if (reachable && random.nextDouble() >= loss) {
                Instance to = node.instances.get(from.virtualRouter);
                int copies = random.nextDouble() < duplication ? 2 : 1;
                for (int i = 0; i < copies; i++) {
                    arriveLater(to, packet == null ? event : null, packet);
                }
            }
        }
    }

    private void arriveLater(
            Instance to, @Nullable Event event, @Nullable ReceivedAdvertisement packet) {
        long at = now + 1 + random.nextLong(latencyMicros);
        queue.add(new Due(at, order++, to.node.life, to, event, packet));
    }

    private Instant clock(Node node) {
        return Instant.ofEpochSecond(1_700_000_000, (now + node.clockOffset) * 1000);
    }
}
