package dev.upkeep.checkers.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.Expired;
import dev.upkeep.checkers.probe.ProbeEvent.PeerClosed;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpProbeTest {

    private static final List<Checker.StatusRange> OK = List.of(new Checker.StatusRange(200, 299));

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 | 10.0.0.1 | | GET /x HTTP/1.0~User-Agent: KeepAliveClient~Host: 10.0.0.1:80~~",
                "1.0c | 10.0.0.1 | | GET /x HTTP/1.0~User-Agent: KeepAliveClient~Connection: close~Host: 10.0.0.1:80~~",
                "1.1 | fd00::1 | | GET /x HTTP/1.1~User-Agent: KeepAliveClient~Connection: close~Host: [fd00::1]:80~~",
                "1.0 | fd00::1 | www.example.org | GET /x HTTP/1.0~User-Agent: KeepAliveClient~Host: www.example.org~~"
            })
    void request_isThatOfKeepalived(
            String protocol, String address, @Nullable String host, String expected) {
        Checker.Url url = new Checker.Url("/x", null, OK, null, null, false);
        Checker.Http check = check(protocol, address, host, url);
        HttpProbe probe = new HttpProbe(new HttpProbe.Plan(check, url, null));
        probe.on(new Started());
        var send = (ProbeAction.Send) probe.on(new Connected()).getFirst();
        assertThat(StandardCharsets.UTF_8.decode(send.data()).toString().replace("\r\n", "~"))
                .isEqualTo(expected);
    }

    /// `hello` has the MD5 digest 5d41402abc4b2a76b9719d911017c592 (md5sum).
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "status in range | HTTP/1.1 204 No Content~~ | | + HTTP status code success",
                "status outside | HTTP/1.0 500 Oops~~ | | - HTTP status code error 500",
                "version in lower case | http/1.0 200 ok~~ | | + HTTP status code success",
                "another protocol | ICY 200 OK~~ | | + HTTP status code success",
                "no version | 200 OK~~ | | - no HTTP status line received",
                "four digits | HTTP/1.1 2000 OK~~ | | - no HTTP status line received",
                "letters after the digits | HTTP/1.1 200abc~~ | | - no HTTP status line received",
                "no reason phrase | HTTP/1.0 200~~ | | + HTTP status code success",
                "no status line | SSH-2.0-x~~ | | - no HTTP status line received",
                "nothing at all | '' | | - no data received from remote webserver",
                "head not finished | HTTP/1.0 200 OK~ | | - no HTTP status line received",
                "bare line feeds | HTTP/1.0 200 OK^^hello | 5d41402abc4b2a76b9719d911017c592 | + MD5 digest success",
                "digest of the body | HTTP/1.0 200 OK~A: b~~hello | 5d41402abc4b2a76b9719d911017c592 | + MD5 digest success",
                "digest stops at the length | HTTP/1.0 200 OK~content-LENGTH: 5~~hello, world | 5d41402abc4b2a76b9719d911017c592 | + MD5 digest success",
                "digest differs | HTTP/1.0 200 OK~~hullo | 5d41402abc4b2a76b9719d911017c592 | - MD5 digest error",
                "status before digest | HTTP/1.0 404 No~~hello | 5d41402abc4b2a76b9719d911017c592 | - HTTP status code error 404",
                "length that is no number | HTTP/1.0 200 OK~Content-Length: x~~hello | 5d41402abc4b2a76b9719d911017c592 | + MD5 digest success"
            })
    void response_isJudgedTheSameWholeAndBytewise(
            String name, String response, @Nullable String digest, String expected) {
        byte[] bytes =
                response.replace("~", "\r\n")
                        .replace("^", "\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
        Checker.Url url = new Checker.Url("/", digest, OK, null, null, false);
        assertThat(run(url, bytes, bytes.length)).as(name + ", whole").isEqualTo(expected);
        assertThat(run(url, bytes, 1)).as(name + ", bytewise").isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void announcedLength_endsTheProbeWithoutAClose(int step) {
        Checker.Url url = new Checker.Url("/", null, OK, null, null, false);
        HttpProbe probe = started(url);
        byte[] bytes =
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc"
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(feed(probe, bytes, step)).isEqualTo("+ HTTP status code success");
    }

    @ParameterizedTest(name = "{0}, {1} bytes at a time")
    @CsvSource({
        "the end, 4096, + Regex match success",
        "the end, 7, + Regex match success",
        "elsewhere, 4096, - Regex not matched"
    })
    void text_isFoundBehindWhatAPatternCanSee(String regex, int step, String expected) {
        var pattern = new Checker.BodyPattern(regex, List.of(), false, 0, -1);
        Checker.Url url = new Checker.Url("/", null, OK, null, pattern, false);
        HttpProbe probe =
                new HttpProbe(
                        new HttpProbe.Plan(
                                check("1.0", "10.0.0.1", null, url),
                                url,
                                BodyMatcher.compile(pattern)));
        probe.on(new Started());
        probe.on(new Connected());
        String body = "x".repeat(BodyMatcher.MAX_BODY) + "the end";
        byte[] bytes =
                ("HTTP/1.0 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(feed(probe, bytes, step)).isEqualTo(expected);
    }

    @Test
    void endlessHead_fails() {
        Checker.Url url = new Checker.Url("/", null, OK, null, null, false);
        HttpProbe probe = started(url);
        byte[] bytes =
                "HTTP/1.1 200 OK\r\n"
                        .concat("X: y\r\n".repeat(20_000))
                        .getBytes(StandardCharsets.US_ASCII);
        assertThat(feed(probe, bytes, 8192)).startsWith("- response header longer than");
    }

    @Test
    void silence_isATimeout() {
        HttpProbe probe = started(new Checker.Url("/", null, OK, null, null, false));
        assertThat(text(probe.on(new Expired()))).isEqualTo("- timeout");
    }

    private static String run(Checker.Url url, byte[] bytes, int step) {
        HttpProbe probe = started(url);
        String early = feed(probe, bytes, Math.max(1, step));
        return early != null ? early : String.valueOf(text(probe.on(new PeerClosed())));
    }

    private static HttpProbe started(Checker.Url url) {
        HttpProbe probe =
                new HttpProbe(new HttpProbe.Plan(check("1.0", "10.0.0.1", null, url), url, null));
        probe.on(new Started());
        probe.on(new Connected());
        return probe;
    }

    private static @Nullable String feed(HttpProbe probe, byte[] bytes, int step) {
        for (int i = 0; i < bytes.length; i += step) {
            int length = Math.min(step, bytes.length - i);
            String end = text(probe.on(new Received(ByteBuffer.wrap(bytes, i, length))));
            if (end != null) {
                return end;
            }
        }
        return null;
    }

    private static @Nullable String text(List<ProbeAction> actions) {
        if (!(actions.getLast() instanceof ProbeAction.Done(var result))) {
            return null;
        }
        return switch (result) {
            case ProbeResult.Passed(var detail, _) -> "+ " + detail;
            case ProbeResult.Failed(var detail) -> "- " + detail;
            case ProbeResult.Unjudged(var detail, _) -> "? " + detail;
        };
    }

    private static Checker.Http check(
            String protocol, String address, @Nullable String host, Checker.Url url) {
        Duration second = Duration.ofSeconds(1);
        return new Checker.Http(
                new CheckConnection(
                        new Endpoint(IpAddress.parse(address), 80), null, 0, null, second, 0),
                new CheckTiming(1, second, second, second, false, false),
                false,
                protocol,
                host,
                false,
                Checker.TlsOptions.NONE,
                List.of(url));
    }
}
