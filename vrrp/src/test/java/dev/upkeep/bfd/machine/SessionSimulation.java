package dev.upkeep.bfd.machine;

import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.bfd.wire.ControlPacketCodec;
import dev.upkeep.bfd.wire.MalformedControlPacketException;
import dev.upkeep.bfd.wire.SessionState;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// The two ends of a BFD session in simulated time: packets are lost, delayed, duplicated and
/// reordered, the path breaks in one direction or both, ends crash, start again and get other
/// intervals. Packets go through the codec. One seed is one run, the same every time.
final class SessionSimulation {

    private static final int TTL = 255;

    final End first;
    final End second;

    private final Random random;
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private double loss;
    private double duplication;
    private long latencyMicros = 300;
    private long now;
    private long order;
    private long nextDiscriminator = 1;

    /// Something that is due: a packet, or the timer that has this order.
    private record Due(
            long at,
            long order,
            End end,
            @Nullable SessionEvent timer,
            @Nullable ByteBuffer packet) {}

    /// One end.
    final class End {
        SessionConfig config;
        SessionVariables variables;
        boolean alive;
        boolean deaf;
        int changes;
        private final boolean passive;
        private long lastSent;
        private long transmit = -1;
        private long detection = -1;

        private End(boolean passive) {
            this.passive = passive;
            config = config();
            variables = SessionVariables.initial(config, nextDiscriminator++);
        }

        private SessionConfig config() {
            return new SessionConfig(
                    Sessions.instance(
                            10 + random.nextInt(300),
                            10 + random.nextInt(300),
                            1 + random.nextInt(5),
                            passive));
        }

        private End other() {
            return this == first ? second : first;
        }

        private void start() {
            if (!alive) {
                alive = true;
                variables = SessionVariables.initial(config, nextDiscriminator++);
                on(new SessionEvent.Started());
            }
        }

        private void crash() {
            alive = false;
            transmit = -1;
            detection = -1;
        }

        private void on(SessionEvent event) {
            SessionStep step = SessionMachine.on(config, variables, event);
            variables = step.variables();
            step.actions().forEach(this::apply);
        }

        private void apply(SessionAction action) {
            switch (action) {
                case SessionAction.Send(ControlPacket packet) -> {
                    lastSent = now;
                    SessionSimulation.this.send(this, packet);
                }
                case SessionAction.ArmTransmit(long interval) -> {
                    int multiplier = config.instance().timing().multiplier();
                    long due = lastSent + Jitter.shorten(interval, multiplier, random.nextDouble());
                    transmit = timer(Math.max(now, due), new SessionEvent.TransmitDue());
                }
                case SessionAction.DisarmTransmit() -> transmit = -1;
                case SessionAction.ArmDetection(long time) ->
                        detection = timer(now + time, new SessionEvent.DetectionTimeExpired());
                case SessionAction.DisarmDetection() -> detection = -1;
                case SessionAction.StateChanged _ -> changes++;
                case SessionAction.DemandChanged _ -> {}
            }
        }

        private long timer(long at, SessionEvent event) {
            queue.add(new Due(at, order, this, event, null));
            return order++;
        }

        private void receive(ByteBuffer bytes) {
            ControlPacket packet;
            try {
                packet = ControlPacketCodec.read(bytes);
            } catch (MalformedControlPacketException own) {
                throw new IllegalStateException(own);
            }
            boolean mine =
                    packet.yourDiscriminator() == 0
                            || packet.yourDiscriminator() == variables.local().discriminator();
            if (alive && mine && PacketCheck.of(config, packet, TTL) == null) {
                on(new SessionEvent.Received(packet));
            }
        }

        boolean up() {
            return alive && variables.state() == SessionState.UP;
        }
    }

    SessionSimulation(long seed) {
        random = new Random(seed);
        first = new End(false);
        second = new End(random.nextInt(4) == 0);
    }

    /// Runs disturbances of all kinds.
    void disturb(int disturbances) {
        loss = 0.3 * random.nextDouble();
        duplication = 0.2 * random.nextDouble();
        latencyMicros = 1L + random.nextInt(50_000);
        first.start();
        second.start();
        for (int i = 0; i < disturbances; i++) {
            End end = random.nextBoolean() ? first : second;
            switch (random.nextInt(6)) {
                case 0 -> end.crash();
                case 1 -> end.start();
                case 2 -> end.deaf = true;
                case 3 -> end.deaf = false;
                case 4 -> {
                    end.config = end.config();
                    if (end.alive) {
                        end.on(new SessionEvent.Reconfigured());
                    }
                }
                default -> { // a clean stop, and another process
                    if (end.alive) {
                        end.on(new SessionEvent.Stopped());
                        end.crash();
                    }
                }
            }
            run(random.nextLong(3_000_000));
        }
    }

    /// Ends all disturbances; afterwards there was time to find each other again.
    void settle() {
        loss = 0;
        duplication = 0;
        latencyMicros = 300;
        first.deaf = false;
        second.deaf = false;
        first.start();
        second.start();
        run(20_000_000);
    }

    /// Breaks the path in both directions for a time.
    void cut(long micros) {
        first.deaf = true;
        second.deaf = true;
        run(micros);
        first.deaf = false;
        second.deaf = false;
    }

    /// Lets time pass.
    ///
    /// @return changes of state in this time
    int quiet(long micros) {
        int before = first.changes + second.changes;
        run(micros);
        return first.changes + second.changes - before;
    }

    private void run(long micros) {
        long end = now + micros;
        while (!queue.isEmpty() && queue.peek().at() <= end) {
            Due due = queue.remove();
            now = due.at();
            ByteBuffer packet = due.packet();
            SessionEvent timer = due.timer();
            if (packet != null) {
                if (!due.end().deaf) {
                    due.end().receive(packet);
                }
            } else if (timer != null) {
                expire(due, timer);
            }
        }
        now = end;
    }

    private static void expire(Due due, SessionEvent timer) {
        End end = due.end();
        if (due.order() == end.transmit) {
            end.transmit = -1;
            end.on(timer);
        } else if (due.order() == end.detection) {
            end.detection = -1;
            end.on(timer);
        }
    }

    private void send(End from, ControlPacket packet) {
        ByteBuffer out = ByteBuffer.allocate(ControlPacket.LENGTH);
        ControlPacketCodec.write(packet, out);
        out.flip();
        int copies = random.nextDouble() < duplication ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            if (random.nextDouble() >= loss) {
                long at = now + 1 + random.nextLong(latencyMicros);
                queue.add(new Due(at, order++, from.other(), null, out));
            }
        }
    }
}
