package dev.upkeep.lab.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lab.daemon.Program;
import dev.upkeep.lab.fixture.DaemonHost;
import dev.upkeep.lab.host.Await;
import dev.upkeep.lab.host.Host;
import dev.upkeep.lab.host.HostSpec;
import dev.upkeep.lab.host.Lab;
import dev.upkeep.lab.host.Service;
import dev.upkeep.lab.host.Sockets;
import dev.upkeep.lab.runner.LabTest;
import dev.upkeep.lab.runner.Logs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tests how often a backend is asked, counted in its log. A check of keepalived with the same
/// interval is the clock, so that a slow machine changes nothing.
///
/// ```
/// theirs .1, ours .2, web .11    10.67.0.0/24
/// ```
@LabTest
class ManyChecksTest {
    private static final String WEB = "10.67.0.11";

    private static final String NGINX =
            """
            daemon off;
            user root;
            pid /run/nginx.pid;
            error_log stderr;
            events {}
            http {
                log_format path '$request_uri';
                access_log @LOG@ path;
                client_body_temp_path /run/nginx/body;
                proxy_temp_path /run/nginx/proxy;
                fastcgi_temp_path /run/nginx/fastcgi;
                uwsgi_temp_path /run/nginx/uwsgi;
                scgi_temp_path /run/nginx/scgi;
                server {
                    listen 80;
                    location = /big { alias @BIG@; }
                    location / { return 200 "ok\\n"; }
                }
            }
            """;

    private Lab lab;
    private DaemonHost theirs;
    private DaemonHost ours;
    private Path requests;

    @BeforeEach
    void setUp() {
        lab = new Lab(Logs.of("many-checks"));
        Host web = lab.add(HostSpec.named("web").address(WEB + "/24"));
        requests = lab.newFile("requests");
        Path big = web.write(lab.newFile("big"), "a".repeat(200_000));
        Path nginx =
                web.write(
                        lab.newFile("nginx"),
                        NGINX.replace("@LOG@", requests.toString())
                                .replace("@BIG@", big.toString()));
        Service.program(
                lab, web, Sockets.Kind.TCP, 80, "nginx", "-e", "stderr", "-c", nginx.toString());
        theirs = director(Program.KEEPALIVED, "theirs", 1);
        ours = director(Program.UPKEEP, "ours", 2);
        theirs.configure(service(1, check("/clock", "")));
        theirs.start();
    }

    private DaemonHost director(Program program, String name, int number) {
        return new DaemonHost(
                lab, program, HostSpec.named(name).address("10.67.0." + number + "/24"));
    }

    @AfterEach
    void tearDown() {
        lab.close();
    }

    @Test
    void equalChecksOfTwentyServices_askTheBackendOnce_untilAReloadChangesThem() {
        ours.configure(services(i -> check("/shared", "")));
        ours.start();
        awaitRequests("/shared", 3);
        assertThat(during(8, "/shared")).isBetween(6, 10);
        assertThat(
                        ours.host()
                                .run(
                                        Program.UPKEEP.path().toString(),
                                        "server",
                                        "list",
                                        "10.67.1.1:80")
                                .out())
                .contains("SHARES")
                .contains("tcp:10.67.1.2:80,tcp:10.67.1.3:80,tcp:10.67.1.4:80,+16");
        ours.configure(services(i -> check("/shared", i == 7 ? "retry 2" : "")));
        ours.reload(1);
        assertThat(during(8, "/shared")).as("two probes").isBetween(13, 20);
        ours.configure(
                "global_defs {\n checker_share_probes off\n}\n"
                        + services(i -> check("/shared", "")));
        ours.reload(2);
        assertThat(during(4, "/shared")).as("a probe each").isGreaterThan(50);
    }

    @Test
    void fiftyServersWithACatastrophicRegex_leaveTheOtherChecksTheirPace() {
        String slow =
                IntStream.range(0, 50)
                        .mapToObj(i -> server(1000 + i, check("/big?" + i, "regex a*a*a*b")))
                        .collect(Collectors.joining());
        ours.configure(
                "virtual_server 10.67.2.1 80 {\n protocol TCP\n delay_loop 1\n"
                        + slow
                        + "}\n"
                        + service(1, check("/good", "")));
        ours.start();
        awaitRequests("/big?49", 2);
        assertThat(during(10, "/good")).isBetween(7, 13);
        assertThat(ours.daemon().output())
                .as("the regular expressions were at work")
                .containsAnyOf("took too long", "took all of its time", "timeout");
    }

    /// Returns how many requests for a path come while the clock ticks so often.
    private int during(int ticks, String path) {
        int before = count("/clock");
        int first = count(path);
        awaitRequests("/clock", before + ticks);
        return count(path) - first;
    }

    private void awaitRequests(String path, int count) {
        Await.until(
                count + " requests for " + path,
                DaemonHost.LIMIT,
                () -> count(path) >= count,
                () -> count(path) + "\n" + ours.daemon().lastWords());
    }

    private int count(String path) {
        try {
            return (int) Files.readAllLines(requests).stream().filter(path::equals).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String services(IntFunction<List<String>> check) {
        return IntStream.rangeClosed(1, 20)
                .mapToObj(i -> service(i, check.apply(i)))
                .collect(Collectors.joining());
    }

    private static String service(int number, List<String> check) {
        return """
        virtual_server 10.67.1.%d 80 {
         protocol TCP
         delay_loop 1
        %s}
        """
                .formatted(number, server(80, check));
    }

    private static String server(int port, List<String> check) {
        return "real_server %s %d {\n%s\n}\n".formatted(WEB, port, String.join("\n", check));
    }

    /// @param more a line of the check or, if it is about the page, of its url
    private static List<String> check(String path, String more) {
        boolean ofUrl = more.startsWith("regex");
        return List.of(
                "HTTP_GET {",
                "url {",
                "path " + path,
                "status_code 200",
                ofUrl ? more : "",
                "}",
                ofUrl ? "" : more,
                "connect_port 80",
                "connect_timeout 3",
                "}");
    }
}
