package dev.upkeep.bfd.io;

import dev.upkeep.bfd.BfdListener;
import dev.upkeep.bfd.machine.PacketCheck;
import dev.upkeep.bfd.machine.SessionConfig;
import dev.upkeep.bfd.machine.SessionVariables;
import dev.upkeep.bfd.wire.ControlPacket;
import dev.upkeep.config.model.BfdInstance;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import dev.upkeep.netlink.socket.Datagram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sessions of a configuration and the sockets they receive from. Belongs to the bfd thread.
final class BfdSessions {

    private static final Logger log = LoggerFactory.getLogger("dev.upkeep.bfd");

    /// So long after the port was refused it is asked for again.
    private static final Duration RETRY = Duration.ofSeconds(5);

    private static final long UINT32_MASK = 0xffff_ffffL;

    private final EventLoop loop;
    private final BfdListener listener;
    private final RandomGenerator random;
    private final Map<PacketReceiver.Key, PacketReceiver> receivers = new HashMap<>();
    private final Map<Long, Session> byDiscriminator = new HashMap<>();
    private List<Session> sessions = List.of();
    private EventLoop.@Nullable Timer retry;

    private record Session(SessionRunner runner, SessionTransmitter transmitter) {}

    BfdSessions(EventLoop loop, BfdListener listener, RandomGenerator random) {
        this.loop = loop;
        this.listener = listener;
        this.random = random;
    }

    /// Takes a configuration: goes on with the sessions that stay, ends those that left, starts
    /// those that came.
    void apply(List<BfdInstance> instances) {
        List<Session> before = new ArrayList<>(sessions);
        List<Session> after = new ArrayList<>();
        List<Session> fresh = new ArrayList<>();
        for (BfdInstance instance : instances) {
            SessionConfig config = new SessionConfig(instance);
            Session session = take(before, config);
            if (session == null) {
                session = create(config);
                fresh.add(session);
            } else {
                reconfigure(session, config);
            }
            after.add(session);
        }
        before.forEach(this::end);
        sessions = List.copyOf(after);
        listen();
        fresh.forEach(session -> session.runner().start());
    }

    private static @Nullable Session take(List<Session> from, SessionConfig config) {
        for (Session candidate : from) {
            if (candidate.runner().config().sameSession(config)) {
                from.remove(candidate);
                return candidate;
            }
        }
        return null;
    }

    private Session create(SessionConfig config) {
        SessionTransmitter transmitter = new SessionTransmitter(config, random);
        long discriminator = discriminator();
        SessionRunner runner =
                new SessionRunner(
                        config,
                        SessionVariables.initial(config, discriminator),
                        loop,
                        new SessionRunner.Output() {
                            @Override
                            public void send(ControlPacket packet) throws KernelException {
                                transmitter.send(packet);
                            }

                            @Override
                            public void drain() {
                                receivers.values().forEach(PacketReceiver::drain);
                            }
                        },
                        listener,
                        random,
                        log);
        Session session = new Session(runner, transmitter);
        byDiscriminator.put(discriminator, session);
        return session;
    }

    private long discriminator() {
        while (true) {
            long candidate = random.nextInt() & UINT32_MASK;
            if (candidate != 0 && !byDiscriminator.containsKey(candidate)) {
                return candidate;
            }
        }
    }

    private static void reconfigure(Session session, SessionConfig config) {
        try {
            session.transmitter().reconfigure(config);
        } catch (KernelException refused) {
            log.error("({}) {}", config.name(), refused.getMessage());
        }
        session.runner().reconfigure(config);
    }

    private void end(Session session) {
        session.runner().stop();
        session.transmitter().close();
        byDiscriminator.remove(session.runner().variables().local().discriminator());
    }

    /// Opens the sockets that these sessions need and closes the others. A port that another
    /// program has is asked for again later.
    private void listen() {
        Set<PacketReceiver.Key> needed = new HashSet<>();
        for (Session session : sessions) {
            SessionConfig config = session.runner().config();
            needed.add(
                    new PacketReceiver.Key(config.instance().neighbor().family(), config.port()));
        }
        receivers
                .entrySet()
                .removeIf(receiver -> {
                    boolean unused = !needed.contains(receiver.getKey());
                    if (unused) {
                        receiver.getValue().close();
                    }
                    return unused;
                });
        boolean complete = true;
        for (PacketReceiver.Key key : needed) {
            complete &= receivers.containsKey(key) || open(key);
        }
        if (retry != null) {
            retry.cancel();
        }
        retry = complete ? null : loop.after(RETRY, this::listen);
    }

    private boolean open(PacketReceiver.Key key) {
        try {
            receivers.put(key, PacketReceiver.open(key, loop, this::received));
            return true;
        } catch (KernelException refused) {
            if (retry == null) { // said once, not with every attempt
                log.error(
                        "BFD cannot receive on UDP port {}: {} (does another BFD daemon run"
                                + " here?); trying again every {} s",
                        key.port(),
                        refused.getMessage(),
                        RETRY.toSeconds());
            }
            return false;
        }
    }

    /// RFC 5880 section 6.8.6: by our discriminator, or by the addresses while the peer does not
    /// know it.
    private void received(ControlPacket packet, Datagram from) {
        Session session = byDiscriminator.get(packet.yourDiscriminator());
        if (packet.yourDiscriminator() == 0) {
            session =
                    sessions.stream()
                            .filter(candidate ->
                                    PacketCheck.isFor(
                                            candidate.runner().config(),
                                            from.source(),
                                            from.destination()))
                            .findFirst()
                            .orElse(null);
        }
        if (session == null) {
            log.debug("BFD packet from {} belongs to no session", from.source());
        } else {
            session.runner().receive(packet, from.hopLimit());
        }
    }

    /// Returns the status of every session, in the order of the configuration.
    List<SessionStatus> status() {
        return sessions.stream().map(session -> session.runner().status()).toList();
    }

    /// Ends all sessions and closes all sockets.
    void stop() {
        sessions.forEach(this::end);
        sessions = List.of();
        if (retry != null) {
            retry.cancel();
        }
        receivers.values().forEach(PacketReceiver::close);
        receivers.clear();
    }
}
