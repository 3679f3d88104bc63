package dev.upkeep.checkers.check;

import dev.upkeep.checkers.ScriptCommands;
import dev.upkeep.checkers.check.DatagramAttempt.Kind;
import dev.upkeep.checkers.probe.BodyMatcher;
import dev.upkeep.checkers.probe.DatagramProbes;
import dev.upkeep.checkers.probe.HttpProbe;
import dev.upkeep.checkers.probe.MiscProbe;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.checkers.probe.SmtpProbe;
import dev.upkeep.checkers.probe.TcpProbe;
import dev.upkeep.checkers.probe.TlsProbe;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.netlink.loop.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Attempts over the network and with programs.
public final class SystemProbes implements Attempts {

    private final EventLoop loop;
    private final Logger log;
    private final ByteBuffer received = ByteBuffer.allocate(64 * 1024);
    private final Map<Checker.BodyPattern, Compiled> patterns = new WeakHashMap<>();
    private final ScriptCommands commands;
    private final PingRange pingRange;
    private int number = ThreadLocalRandom.current().nextInt(0x10000);
    private SslSettings ssl;
    private @Nullable TlsEngines engines;

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
        this.commands = commands;
        this.ssl = ssl;
        this.log = log;
    }

    /// Takes the `SSL` block of a reload; attempts begun later use it.
    public void ssl(SslSettings settings) {
        if (!settings.equals(ssl)) {
            ssl = settings;
            engines = null;
        }
    }

    @Override
    public Attempt begin(Checker checker, int url, Consumer<ProbeResult> done) {
        return switch (checker) {
            case Checker.Tcp tcp ->
                    connect(tcp.connection(), new TcpProbe(tcp.connection().timeout()), done);
            case Checker.Http http -> http(http, http.urls().get(url), done);
            case Checker.Misc misc -> run(misc, done);
            case Checker.Smtp smtp ->
                    connect(
                            smtp.connection(),
                            new SmtpProbe(smtp.connection().timeout(), smtp.heloName()),
                            done);
            case Checker.Dns dns ->
                    ask(dns.connection(), Kind.UDP, DatagramProbes.dns(dns, nextNumber()), done);
            case Checker.Udp udp -> ask(udp.connection(), Kind.UDP, DatagramProbes.udp(udp), done);
            case Checker.Ping ping ->
                    ask(
                            ping.connection(),
                            Kind.PING,
                            DatagramProbes.ping(ping, nextNumber()),
                            done);
            case Checker.FileWeight _, Checker.Bfd _ ->
                    throw new IllegalStateException("others tell the result of " + checker);
        };
    }

    private Attempt connect(CheckConnection connection, Probe probe, Consumer<ProbeResult> done) {
        SocketAttempt attempt = new SocketAttempt(loop, connection, probe, received, done);
        attempt.begin();
        return attempt;
    }

    private Attempt ask(
            CheckConnection connection, Kind kind, Probe probe, Consumer<ProbeResult> done) {
        DatagramAttempt attempt =
                new DatagramAttempt(loop, connection, kind, pingRange, probe, done);
        attempt.begin();
        return attempt;
    }

    /// Tells the answers of one attempt from those of the last.
    private int nextNumber() {
        number = (number + 1) & 0xffff;
        return number;
    }

    private Attempt run(Checker.Misc misc, Consumer<ProbeResult> done) {
        Duration timeout = misc.timeout().isZero() ? misc.timing().delayLoop() : misc.timeout();
        ScriptAttempt attempt =
                new ScriptAttempt(
                        loop,
                        misc.script(),
                        commands,
                        new MiscProbe(timeout, misc.dynamic()),
                        done);
        attempt.begin();
        return attempt;
    }

    private Attempt http(Checker.Http http, Checker.Url url, Consumer<ProbeResult> done) {
        Probe plain = new HttpProbe(http, url, matcher(url));
        if (!http.tls()) {
            return connect(http.connection(), plain, done);
        }
        try {
            if (engines == null) {
                engines = new TlsEngines(ssl);
            }
            return connect(http.connection(), new TlsProbe(plain, engines.engine(http, url)), done);
        } catch (IOException | IllegalArgumentException e) {
            return unable("TLS: " + e.getMessage(), done);
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

    private Attempt unable(String reason, Consumer<ProbeResult> done) {
        boolean[] abandoned = new boolean[1];
        loop.execute(() -> {
            if (!abandoned[0]) {
                done.accept(new ProbeResult.Unjudged(reason));
            }
        });
        return () -> abandoned[0] = true;
    }
}
