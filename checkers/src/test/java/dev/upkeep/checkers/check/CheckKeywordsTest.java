package dev.upkeep.checkers.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.probe.BodyMatcher;
import dev.upkeep.checkers.probe.DatagramProbes;
import dev.upkeep.checkers.probe.HttpProbe;
import dev.upkeep.checkers.probe.Probe;
import dev.upkeep.checkers.probe.ProbeAction;
import dev.upkeep.checkers.probe.ProbeEvent.Connected;
import dev.upkeep.checkers.probe.ProbeEvent.Received;
import dev.upkeep.checkers.probe.ProbeEvent.Started;
import dev.upkeep.checkers.probe.ProbeResult;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.Checker;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.socket.SocketOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keywords of checks, from the text of a keepalived.conf to what goes out or how it is judged.
class CheckKeywordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TCP_CHECK",
                "HTTP_GET",
                "SSL_GET",
                "SMTP_CHECK",
                "DNS_CHECK",
                "UDP_CHECK",
                "PING_CHECK"
            })
    void connection_ofEachCheck_hasTheOptionsOfItsSocket(String check) {
        boolean ping = check.equals("PING_CHECK");
        CheckConnection connection =
                connection(
                        check(
                                check,
                                "bindto 127.0.0.77",
                                ping ? "" : "bind_port 4000",
                                "bind_if eth7",
                                "connect_timeout 4",
                                "fwmark 9"));

        assertThat(SocketAttempt.options(connection))
                .isEqualTo(
                        new SocketOptions(
                                new Endpoint(IpAddress.parse("127.0.0.77"), ping ? 0 : 4000),
                                0,
                                "eth7",
                                9));
        assertThat(connection.timeout()).hasSeconds(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "http_protocol 1.0, HTTP/1.0, ''",
        "http_protocol 1.0c, HTTP/1.0, Connection: close",
        "http_protocol 1.1, HTTP/1.1, Connection: close",
        "virtualhost v.example, HTTP/1.0, Host: v.example",
    })
    void request_followsItsKeywords(String line, String version, String header) {
        Checker.Http check = (Checker.Http) check("HTTP_GET", line);
        String request = sent(http(check));

        assertThat(request).startsWith("GET /x " + version + "\r\n").contains(header);
        assertThat(request.contains("Connection: close")).isEqualTo(header.contains("close"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "virtualhost v.example | none",
                "enable_sni;virtualhost v.example | v.example",
                "sni_name s.example;virtualhost v.example | s.example",
                "enable_sni off;virtualhost v.example | none",
                "enable_sni | none",
            })
    void serverName_ofTls_followsItsKeywords(String lines, @Nullable String name) {
        Checker.Http check = (Checker.Http) check("SSL_GET", lines.split(";", -1));

        assertThat(TlsEngines.serverName(check, check.urls().getFirst())).isEqualTo(name);
    }

    @ParameterizedTest(name = "{0}: the session is ended {2}")
    @CsvSource({
        "'', '', false",
        "tls_compliant, '', true",
        "tls_compliant, tls_compliant off, false"
    })
    void session_ofTls_isEndedAsTheUrlSays(String ofCheck, String ofUrl, boolean ended) {
        Checker.Http check =
                (Checker.Http) check("SSL_GET", ofCheck, "url {", "path /y", ofUrl, "}");

        assertThat(check.urls().getLast().tlsCompliant()).isEqualTo(ended);
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            nullValues = "none",
            value = {
                "regex ell, none, true",
                "regex ELL, none, false",
                "regex ELL, regex_options caseless, true",
                "regex ell, regex_no_match, false",
                "regex ELL, regex_no_match, true",
                "regex hello, regex_min_offset 1, false",
                "regex ello, regex_min_offset 1, true",
                "regex lo, regex_max_offset 3, false",
                "regex lo, regex_max_offset 4, true",
                "regex ell, regex_stack 4096 32768, true",
            })
    void body_isJudgedByThePatternAndItsCompanions(
            String regex, @Nullable String companion, boolean good) {
        Checker.Http check =
                (Checker.Http)
                        check(
                                "HTTP_GET",
                                "url {",
                                "path /y",
                                regex,
                                companion == null ? "" : companion,
                                "}");
        Checker.Url url = check.urls().getLast();
        HttpProbe probe = new HttpProbe(new HttpProbe.Plan(check, url, matcher(url)));

        assertThat(answered(probe, "HTTP/1.0 200 OK\r\nContent-Length: 5\r\n\r\nhello"))
                .isInstanceOf(good ? ProbeResult.Passed.class : ProbeResult.Failed.class);
    }

    @ParameterizedTest(name = "{0}, {1} bytes: {2}")
    @CsvSource({
        "min_reply_length 3, 2, false",
        "min_reply_length 3, 3, true",
        "max_reply_length 3, 3, true",
        "max_reply_length 3, 4, false",
    })
    void reply_ofUdp_isJudgedByItsLength(String line, int bytes, boolean good) {
        Checker.Udp check = (Checker.Udp) check("UDP_CHECK", "require_reply", line);

        assertThat(answered(DatagramProbes.udp(check), "x".repeat(bytes)))
                .isInstanceOf(good ? ProbeResult.Passed.class : ProbeResult.Failed.class);
    }

    @Test
    void payload_ofUdp_isSent() {
        Checker.Udp check = (Checker.Udp) check("UDP_CHECK", "payload 0aff");

        assertThat(sent(DatagramProbes.udp(check))).isEqualTo("\n\u00ff");
    }

    private static Checker check(String kind, String... lines) {
        boolean http = kind.equals("HTTP_GET") || kind.equals("SSL_GET");
        return Configurations.service(
                        """
                        virtual_server 10.0.0.9 80 {
                            protocol TCP
                            lb_algo rr
                            lb_kind NAT
                            real_server 10.0.0.1 80 {
                                %s {
                                    %s
                                    %s
                                }
                            }
                        }
                        """
                                .formatted(
                                        kind,
                                        http ? "url {\npath /x\n}" : "",
                                        String.join("\n", lines)))
                .realServers()
                .getFirst()
                .checkers()
                .getFirst();
    }

    private static CheckConnection connection(Checker check) {
        return switch (check) {
            case Checker.Tcp tcp -> tcp.connection();
            case Checker.Http http -> http.connection();
            case Checker.Smtp smtp -> smtp.connection();
            case Checker.Dns dns -> dns.connection();
            case Checker.Udp udp -> udp.connection();
            case Checker.Ping ping -> ping.connection();
            case Checker.Misc _, Checker.FileWeight _, Checker.Bfd _ ->
                    throw new IllegalArgumentException("without a connection: " + check);
        };
    }

    private static HttpProbe http(Checker.Http check) {
        Checker.Url url = check.urls().getFirst();
        return new HttpProbe(new HttpProbe.Plan(check, url, matcher(url)));
    }

    private static @Nullable BodyMatcher matcher(Checker.Url url) {
        return url.pattern() == null ? null : BodyMatcher.compile(url.pattern());
    }

    private static String sent(Probe probe) {
        probe.on(new Started());
        return probe.on(new Connected()).stream()
                .filter(ProbeAction.Send.class::isInstance)
                .map(action -> ((ProbeAction.Send) action).data())
                .map(data -> StandardCharsets.ISO_8859_1.decode(data).toString())
                .findFirst()
                .orElse("");
    }

    private static ProbeResult answered(Probe probe, String answer) {
        sent(probe);
        ByteBuffer data = ByteBuffer.wrap(answer.getBytes(StandardCharsets.ISO_8859_1));
        List<ProbeAction> actions = probe.on(new Received(data));
        return actions.stream()
                .filter(ProbeAction.Done.class::isInstance)
                .map(action -> ((ProbeAction.Done) action).result())
                .findFirst()
                .orElseThrow(() -> new AssertionError("not judged: " + actions));
    }
}
