package dev.upkeep.checkers.probe;

import static dev.upkeep.fuzz.Fuzz.bytes;

import dev.upkeep.checkers.check.TlsPolicy;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.fuzz.Fuzz;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Tests what servers answer: every probe ends with a result, whatever comes and however it is cut.
class ProbeFuzzTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final CheckTiming TIMING =
            new CheckTiming(0, SECOND, SECOND, SECOND, false, false);
    private static final CheckConnection CONNECTION =
            new CheckConnection(
                    new Endpoint(IpAddress.parse("127.0.0.1"), 80), null, 0, null, SECOND, 0);
    private static final byte[] DNS_ANSWER = {
        0x12,
        0x34,
        (byte) 0x81,
        (byte) 0x80,
        0,
        1,
        0,
        1,
        0,
        0,
        0,
        0,
        3,
        'w',
        'w',
        'w',
        (byte) 0xc0,
        12
    };

    @Test
    void httpAnswers_leadToAResult() {
        List<BodyMatcher> patterns = new ArrayList<>();
        for (String regex : List.of("a+b", "(a|aa)+$", "^b.*y$", "\\w+", "(x+x+)+y")) {
            for (List<String> options :
                    List.of(List.<String>of(), List.of("utf"), List.of("utf", "multiline"))) {
                patterns.add(
                        BodyMatcher.compile(new Checker.BodyPattern(regex, options, false, 0, -1)));
            }
        }
        List<byte[]> answers =
                List.of(
                        bytes("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello"),
                        bytes("HTTP/1.0 404 Not\r\n\r\nxx"),
                        bytes("HTTP/1.1 200 OK\n\nbody aaaa body"),
                        bytes("HTTP/1.1 200 OK\r\nContent-Length:999999999999999999\r\n\r\nab"),
                        bytes("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"),
                        bytes("\r\n\r\n"),
                        bytes("HTTP/1. 2"));
        Fuzz.run(
                "http",
                3000,
                answers,
                Set.of(),
                (input, random) -> feed(new HttpProbe(plan(patterns, random)), input, random));
    }

    private static HttpProbe.Plan plan(List<BodyMatcher> patterns, SplittableRandom random) {
        String digest = random.nextBoolean() ? "d41d8cd98f00b204e9800998ecf8427e" : null;
        Checker.Http check = http(digest);
        BodyMatcher pattern =
                random.nextBoolean() ? patterns.get(random.nextInt(patterns.size())) : null;
        return new HttpProbe.Plan(check, check.urls().getFirst(), pattern);
    }

    private static Checker.Http http(@Nullable String digest) {
        List<Checker.StatusRange> ranges = List.of(new Checker.StatusRange(200, 299));
        Checker.Url url = new Checker.Url("/", digest, ranges, null, null, false);
        return new Checker.Http(
                CONNECTION,
                TIMING,
                false,
                "1.1",
                null,
                false,
                Checker.TlsOptions.NONE,
                List.of(url));
    }

    @Test
    void smtpAnswers_leadToAResult() {
        List<byte[]> answers =
                List.of(
                        bytes("220 hi\r\n250 ok\r\n221 bye\r\n"),
                        bytes("220-a\r\n220 b\r\n"),
                        bytes("500\n"),
                        bytes("\n\n\n"));
        Fuzz.run(
                "smtp check",
                answers,
                Set.of(),
                (input, random) -> feed(new SmtpProbe(SECOND, "x"), input, random));
    }

    @Test
    void datagrams_leadToAResult() {
        byte[] echo = {0, 0, 0, 0, 0, 1, 0, 7, 1, 2, 3};
        Fuzz.run(
                "datagrams",
                List.of(DNS_ANSWER, new byte[11], echo),
                Set.of(),
                (in, random) -> {
                    Checker.Dns dns = new Checker.Dns(CONNECTION, TIMING, "A", "www.example.org");
                    String reply = random.nextBoolean() ? "12X4" : "";
                    Checker.Udp udp = new Checker.Udp(CONNECTION, TIMING, "00", reply, 0, 255);
                    Probe probe =
                            switch (random.nextInt(3)) {
                                case 0 -> DatagramProbes.dns(dns, 0x1234);
                                case 1 -> DatagramProbes.udp(udp);
                                default ->
                                        DatagramProbes.ping(
                                                new Checker.Ping(CONNECTION, TIMING), 7);
                            };
                    probe.on(ProbeEvent.Started.NOW);
                    probe.on(ProbeEvent.Connected.NOW);
                    if (!isDone(probe.on(new ProbeEvent.Received(ByteBuffer.wrap(in))))) {
                        require(probe.on(new ProbeEvent.Expired()));
                    }
                });
    }

    @Test
    void tlsRecords_leadToAResult() throws NoSuchAlgorithmException, SSLException {
        TlsPolicy.apply(); // the JDK reads it once, and other tests of this process depend on it
        SSLContext context = SSLContext.getDefault();
        List<byte[]> records = new ArrayList<>(serverRecords(context));
        records.add(new byte[] {0x16, 3, 3, 0, 4, 2, 0, 0, 0});
        records.add(new byte[] {0x15, 3, 3, 0, 2, 1, 0});
        records.add(new byte[] {0x14, 3, 3, 0, 1, 1});
        Checker.Http check = http(null);
        HttpProbe.Plan plan = new HttpProbe.Plan(check, check.urls().getFirst(), null);
        Fuzz.run(
                "tls records",
                300,
                records,
                Set.of(),
                (input, random) -> {
                    SSLEngine engine = context.createSSLEngine();
                    engine.setUseClientMode(true);
                    feed(new TlsProbe(new HttpProbe(plan), only(engine), false), input, random);
                });
    }

    private static EngineSource only(SSLEngine engine) {
        return new EngineSource() {
            @Override
            public SSLEngine engine() {
                return engine;
            }

            @Override
            public boolean other() {
                return false;
            }
        };
    }

    /// Returns what a server without a certificate answers to the first message of a client.
    private static List<byte[]> serverRecords(SSLContext context) throws SSLException {
        SSLEngine client = context.createSSLEngine();
        client.setUseClientMode(true);
        ByteBuffer hello =
                new TlsSession(client).shakeHands(ByteBuffer.allocate(0)).toSend().getFirst();
        SSLEngine server = context.createSSLEngine();
        server.setUseClientMode(false);
        byte[] first = new byte[hello.remaining()];
        hello.get(hello.position(), first);
        List<byte[]> records = new ArrayList<>();
        records.add(first);
        for (ByteBuffer each : new TlsSession(server).shakeHands(hello).toSend()) {
            byte[] record = new byte[each.remaining()];
            each.get(record);
            records.add(record);
        }
        return records;
    }

    /// Feeds a probe with an answer in pieces, then ends the connection or the time.
    private static void feed(Probe probe, byte[] input, SplittableRandom random) {
        if (isDone(probe.on(ProbeEvent.Started.NOW)) || settled(probe, ProbeEvent.Connected.NOW)) {
            return;
        }
        for (int at = 0; at < input.length; ) {
            int most = random.nextBoolean() ? 3 : input.length;
            int count = Math.min(input.length - at, 1 + random.nextInt(most));
            ByteBuffer piece = ByteBuffer.wrap(input, at, count).slice();
            if (settled(probe, new ProbeEvent.Received(piece))) {
                return;
            }
            at += count;
        }
        if (random.nextBoolean() && settled(probe, new ProbeEvent.PeerClosed())) {
            return;
        }
        require(probe.on(new ProbeEvent.Expired()));
    }

    /// Delivers an event and does the computations that follow; whether there is a result.
    private static boolean settled(Probe probe, ProbeEvent event) {
        List<ProbeAction> actions = probe.on(event);
        while (!actions.isEmpty() && actions.getLast() instanceof ProbeAction.Compute(var work)) {
            actions = probe.on(new ProbeEvent.Computed(work.run()));
        }
        return isDone(actions);
    }

    private static boolean isDone(List<ProbeAction> actions) {
        return !actions.isEmpty() && actions.getLast() instanceof ProbeAction.Done;
    }

    private static void require(List<ProbeAction> actions) {
        if (!isDone(actions)) {
            throw new IllegalStateException("no result: " + actions);
        }
    }
}
