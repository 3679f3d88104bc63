package dev.upkeep.checkers.check;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.check.DatagramAttempt.Kind;
import dev.upkeep.checkers.probe.BodyMatcher;
import dev.upkeep.checkers.probe.DatagramProbes;
import dev.upkeep.checkers.probe.EngineSource;
import dev.upkeep.checkers.probe.HttpProbe;
import dev.upkeep.checkers.probe.MiscProbe;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.probe.SmtpProbe;
import dev.upkeep.checkers.probe.TcpProbe;
import dev.upkeep.checkers.probe.TlsProbe;
import dev.upkeep.checkers.probe.TracedProbe;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.netlink.loop.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Attempts over the network and with programs.
public final class SystemProbes implements Attempts, AutoCloseable {

    /// Limit of how many computations of probes may wait.
    private static final int COMPUTATIONS = 4096;

    private final EventLoop loop;
    private final GapClock gaps;
    private final Logger log;
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);
    private final Map<Checker.BodyPattern, Compiled> patterns = new WeakHashMap<>();
    private final ScriptCommands commands;
    private final PingRange pingRange;
    private final Computations computations = new Computations(COMPUTATIONS);
    private int number = ThreadLocalRandom.current().nextInt(0x10000);
    private SslSettings ssl;
    private TlsEngines engines;

    /// A pattern, or null when it cannot be used.
    private record Compiled(@Nullable BodyMatcher matcher) {}

    public SystemProbes(EventLoop loop, SslSettings ssl, ScriptCommands commands, Logger log) {
        this(loop, ssl, commands, new PingRange(log), log);
    }

    public SystemProbes(
            EventLoop loop,
            SslSettings ssl,
            ScriptCommands commands,
            PingRange pingRange,
            Logger log) {
        this.pingRange = pingRange;
        this.loop = loop;
        this.gaps = new GapClock(loop);
        this.commands = commands;
        this.ssl = ssl;
        this.log = log;
        this.engines = new TlsEngines(ssl, log);
    }

    /// Sets the `SSL` block of a reload; attempts begun later use it.
    public void ssl(SslSettings settings) {
        if (!settings.equals(ssl)) {
            ssl = settings;
            engines = new TlsEngines(settings, log);
        }
    }

    @Override
    public Prepared prepare(Checker checker) {
        return prepare(checker, UnaryOperator.identity());
    }

    @Override
    public Prepared prepareTraced(Checker checker, Consumer<String> lines) {
        return prepare(checker, probe -> new TracedProbe(probe, lines));
    }

    /// @param around put around the probe of each attempt
    private Prepared prepare(Checker checker, UnaryOperator<Probe> around) {
        ProbeAttempt.Context context =
                new ProbeAttempt.Context(
                        loop,
                        gaps,
                        computations,
                        new Computations.History(),
                        new ProbeAttempt.Observations());
        return switch (checker) {
            case Checker.Tcp tcp -> {
                Probe probe = around.apply(new TcpProbe(tcp.connection().timeout()));
                yield (_, done) -> connect(context, tcp.connection(), probe, done);
            }
            case Checker.Http http -> http(context, http, around);
            case Checker.Misc misc -> (_, done) -> run(context, misc, around, done);
            case Checker.Smtp smtp ->
                    (_, done) ->
                            connect(
                                    context,
                                    smtp.connection(),
                                    around.apply(
                                            new SmtpProbe(
                                                    smtp.connection().timeout(), smtp.heloName())),
                                    done);
            case Checker.Dns dns ->
                    (_, done) ->
                            ask(
                                    context,
                                    dns.connection(),
                                    Kind.UDP,
                                    around.apply(DatagramProbes.dns(dns, nextNumber())),
                                    done);
            case Checker.Udp udp ->
                    (_, done) ->
                            ask(
                                    context,
                                    udp.connection(),
                                    Kind.UDP,
                                    around.apply(DatagramProbes.udp(udp)),
                                    done);
            case Checker.Ping ping ->
                    (_, done) ->
                            ask(
                                    context,
                                    ping.connection(),
                                    Kind.PING,
                                    around.apply(DatagramProbes.ping(ping, nextNumber())),
                                    done);
            case Checker.FileWeight _, Checker.Bfd _ ->
                    throw new IllegalStateException("driven from outside: " + checker);
        };
    }

    private Attempt connect(
            ProbeAttempt.Context context,
            CheckConnection connection,
            Probe probe,
            Consumer<ProbeResult> done) {
        return new SocketAttempt(context, connection, probe, received, done).begin();
    }

    private Attempt ask(
            ProbeAttempt.Context context,
            CheckConnection connection,
            Kind kind,
            Probe probe,
            Consumer<ProbeResult> done) {
        return new DatagramAttempt(context, connection, kind, pingRange, probe, done).begin();
    }

    /// Distinguishes the answers of one attempt from those of the last.
    private int nextNumber() {
        number = (number + 1) & 0xffff;
        return number;
    }

    private Attempt run(
            ProbeAttempt.Context context,
            Checker.Misc misc,
            UnaryOperator<Probe> around,
            Consumer<ProbeResult> done) {
        Duration timeout = misc.timeout().isZero() ? misc.timing().delayLoop() : misc.timeout();
        Probe probe = around.apply(new MiscProbe(timeout, misc.dynamic()));
        return new ScriptAttempt(context, misc.script(), commands, probe, done).begin();
    }

    private Prepared http(
            ProbeAttempt.Context context, Checker.Http http, UnaryOperator<Probe> around) {
        List<HttpProbe.Plan> plans =
                http.urls().stream()
                        .map(url -> new HttpProbe.Plan(http, url, matcher(url)))
                        .toList();
        if (!http.tls()) {
            return (url, done) ->
                    connect(
                            context,
                            http.connection(),
                            around.apply(new HttpProbe(plans.get(url))),
                            done);
        }
        TlsEngines.Library library = new TlsEngines.Library();
        return new Prepared() {
            @Override
            public Attempt begin(int url, Consumer<ProbeResult> done) {
                Checker.Url of = http.urls().get(url);
                Probe plain = around.apply(new HttpProbe(plans.get(url)));
                EngineSource source = engines.source(library, TlsEngines.serverName(http, of));
                Probe probe = new TlsProbe(plain, source, of.tlsCompliant());
                return whenLoaded(() -> connect(context, http.connection(), probe, done));
            }

            @Override
            public @Nullable Instant certificateExpires() {
                return context.observations().certificateExpires;
            }
        };
    }

    /// Begins an attempt when the TLS library is there: its time is not that of the server.
    private Attempt whenLoaded(Supplier<Attempt> attempt) {
        TlsEngines current = engines;
        if (current.loaded()) {
            return attempt.get();
        }
        DelayedAttempt delayed = new DelayedAttempt(attempt);
        try {
            computations.submit(
                    new Computations.History(),
                    () -> {
                        current.load();
                        return List::of;
                    },
                    (_, _) -> loop.execute(delayed::begin));
        } catch (RejectedExecutionException e) { // it is being loaded for thousands of others
            loop.execute(delayed::begin);
        }
        return delayed;
    }

    /// An attempt that begins later.
    private static final class DelayedAttempt implements Attempt {
        private final Supplier<Attempt> attempt;
        private @Nullable Attempt begun;
        private boolean abandoned;

        private DelayedAttempt(Supplier<Attempt> attempt) {
            this.attempt = attempt;
        }

        private void begin() {
            if (!abandoned) {
                begun = attempt.get();
            }
        }

        @Override
        public void abandon() {
            abandoned = true;
            if (begun != null) {
                begun.abandon();
            }
        }
    }

    /// The compiled pattern of a url. One that java.util.regex cannot express is left out of the
    /// check with an error in the log: the status code is still judged, and a server is not taken
    /// out because of us.
    private @Nullable BodyMatcher matcher(Checker.Url url) {
        return url.pattern() == null
                ? null
                : patterns.computeIfAbsent(url.pattern(), this::compile).matcher();
    }

    private Compiled compile(Checker.BodyPattern pattern) {
        try {
            return new Compiled(BodyMatcher.compile(pattern));
        } catch (PatternSyntaxException e) {
            log.error("regex '{}' is not checked: {}", pattern.regex(), e.getDescription());
            return new Compiled(null);
        }
    }

    /// Ends the threads of computations.
    @Override
    public void close() {
        computations.close();
    }
}
