package dev.upkeep.vrrp.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.net.IpAddress;
import dev.upkeep.net.Ipv4Address;
import dev.upkeep.vrrp.machine.Event.AdvertReceived;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Routers on a simulated segment that loses and delays adverts, with crashes, returns, cut links
/// and weights, in simulated time. When the disturbances end, exactly one is master: the best one
/// alive, and it alone holds the addresses.
class ElectionTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final long LATENCY_MICROS = 300;
    private static final long SETTLING_MICROS = 2_000_000;
    private static final Fault LINK = new Fault.InterfaceDown("eth0");

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597})
    void routers_afterDisturbances_haveOneMasterWhichIsTheBest(long seed) {
        Segment segment = new Segment(seed, 2 + (int) (seed % 4));
        segment.routers.forEach(router -> segment.event(router, new Event.Started()));
        for (int i = 0; i < 40; i++) {
            segment.disturb();
            segment.run(segment.random.nextLong(400_000));
        }
        segment.loss = 0;
        segment.routers.forEach(segment::repairOrLeave);
        segment.run(SETTLING_MICROS);

        List<Router> alive = segment.routers.stream().filter(r -> r.alive && !r.cut).toList();
        List<Router> masters =
                alive.stream().filter(r -> r.state.role() instanceof Role.Master).toList();
        if (alive.isEmpty()) {
            assertThat(masters).as("seed %d", seed).isEmpty();
            return;
        }
        int best = alive.stream().mapToInt(Router::priority).max().orElseThrow();
        assertThat(masters).as("seed %d: masters", seed).hasSize(1);
        assertThat(masters.getFirst().priority()).as("seed %d: the best", seed).isEqualTo(best);
        assertThat(alive.stream().filter(r -> r.holds).toList())
                .as("seed %d: holders of the addresses", seed)
                .isEqualTo(masters);
    }

    private static final class Router {
        private final RouterConfig config;
        private final Ipv4Address address;
        private final Map<Timer, Long> timers = new EnumMap<>(Timer.class);
        private RouterState state;
        private boolean alive = true;
        private boolean cut;
        private boolean holds;
        private int life;

        private Router(RouterConfig config, Ipv4Address address) {
            this.config = config;
            this.address = address;
            this.state = RouterState.initial(Environment.of(Set.of(), address));
        }

        private int priority() {
            return state.priority(config);
        }
    }

    private record Due(long at, long order, int life, Router router, Event event) {}

    private static final class Segment {
        private final Random random;
        private final List<Router> routers = new ArrayList<>();
        private final PriorityQueue<Due> queue =
                new PriorityQueue<>(
                        Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
        private final Map<Due, Timer> timerOf = new HashMap<>();
        private double loss = 0.2;
        private long now;
        private long order;

        private Segment(long seed, int count) {
            random = new Random(seed);
            for (int i = 0; i < count; i++) {
                RouterConfig config =
                        Instances.instance()
                                .name("R" + i)
                                .version3(INTERVAL)
                                .priority(50 + 10 * random.nextInt(20))
                                .config();
                routers.add(new Router(config, new Ipv4Address(0x0a000001 + i)));
            }
        }

        private void disturb() {
            Router router = routers.get(random.nextInt(routers.size()));
            switch (random.nextInt(5)) {
                case 0 -> { // SIGKILL: timers and state vanish, the addresses stay set
                    router.alive = false;
                    router.life++;
                }
                case 1 -> restart(router);
                case 2 -> cutOrJoin(router, true);
                case 3 -> cutOrJoin(router, false);
                default -> {
                    if (router.alive) {
                        Environment now = router.state.environment();
                        event(
                                router,
                                new Event.EnvironmentChanged(
                                        now.adjusted(-10 * random.nextInt(10))));
                    }
                }
            }
        }

        private void restart(Router router) {
            if (!router.alive) {
                router.alive = true;
                router.timers.clear();
                router.state =
                        RouterState.initial(
                                Environment.of(
                                        router.cut ? Set.of(LINK) : Set.of(), router.address));
                event(router, new Event.Started());
            }
        }

        private void cutOrJoin(Router router, boolean cut) {
            if (router.cut != cut) {
                router.cut = cut;
                if (router.alive) {
                    Environment now = router.state.environment();
                    event(
                            router,
                            new Event.EnvironmentChanged(cut ? now.with(LINK) : now.without(LINK)));
                }
            }
        }

        private void repairOrLeave(Router router) {
            if (random.nextInt(4) > 0) {
                cutOrJoin(router, false);
                restart(router);
            }
        }

        private void run(long micros) {
            long end = now + micros;
            for (Due due = queue.peek(); due != null && due.at() <= end; due = queue.peek()) {
                queue.poll();
                now = due.at();
                Timer timer = timerOf.remove(due);
                Router router = due.router();
                boolean stale =
                        due.life() != router.life
                                || (timer != null
                                        && !Long.valueOf(due.order())
                                                .equals(router.timers.get(timer)));
                boolean unheard = timer == null && router.cut;
                if (router.alive && !stale && !unheard) {
                    if (timer != null) {
                        router.timers.remove(timer);
                    }
                    event(router, due.event());
                }
            }
            now = end;
        }

        private void event(Router router, Event event) {
            Step step = VirtualRouter.on(router.config, router.state, event);
            router.state = step.state();
            for (Action action : step.actions()) {
                apply(router, action);
            }
        }

        private void apply(Router router, Action action) {
            switch (action) {
                case Action.SendAdvert(int priority) -> send(router, priority);
                case Action.Arm(Timer timer, Duration delay) -> {
                    Due due =
                            new Due(
                                    now + delay.toNanos() / 1000,
                                    order++,
                                    router.life,
                                    router,
                                    new Event.Expired(timer));
                    router.timers.put(timer, due.order());
                    timerOf.put(due, timer);
                    queue.add(due);
                }
                case Action.Disarm(Timer timer) -> router.timers.remove(timer);
                case Action.HoldResources() -> router.holds = true;
                case Action.ReleaseResources() -> router.holds = false;
                case Action.Announce _,
                        Action.DropAnnouncements _,
                        Action.Notify _,
                        Action.AnnounceGroup _,
                        Action.Count _,
                        Action.Say _ -> {}
            }
        }

        private void send(Router from, int priority) {
            if (from.cut) {
                return;
            }
            IpAddress source = from.address;
            for (Router to : routers) {
                boolean lost = to.equals(from) || random.nextDouble() < loss;
                if (!lost) {
                    queue.add(
                            new Due(
                                    now + random.nextLong(LATENCY_MICROS),
                                    order++,
                                    to.life,
                                    to,
                                    new AdvertReceived(source, priority, INTERVAL)));
                }
            }
        }
    }
}
