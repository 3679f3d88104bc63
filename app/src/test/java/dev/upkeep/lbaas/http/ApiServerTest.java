package dev.upkeep.lbaas.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.lbaas.LbaasFixture;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.NoopProvider;
import dev.upkeep.lbaas.store.MemoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiServerTest {

    private final LoadBalancers service =
            new LoadBalancers(
                    new MemoryStore(),
                    new LbaasFixture().context().networks(),
                    List.of(new NoopProvider("noop")),
                    Clock.systemUTC());
    private final HttpClient client = HttpClient.newHttpClient();
    private @Nullable ApiServer server;

    ApiServerTest() throws IOException {}

    private String start(Authentication authentication) throws IOException {
        service.start();
        server =
                new ApiServer(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        service,
                        authentication,
                        null,
                        false);
        server.start();
        return "http://127.0.0.1:" + server.address().getPort();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        service.close();
        client.close();
    }

    private HttpResponse<String> send(String method, String url, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url))
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Map<?, ?> object(HttpResponse<String> answer, String key) throws IOException {
        return (Map<?, ?>) Objects.requireNonNull(Json.object(answer.body()).get(key));
    }

    private static final String CREATE =
            "{\"loadbalancer\":{\"name\":\"lb1\",\"vip_subnet_id\":\""
                    + LbaasFixture.SUBNET
                    + "\"}}";

    @Test
    void loadBalancer_thatIsCreated_isPendingThenActive() throws Exception {
        String url = start(Authentication.none("p1")) + "/v2.0/lbaas/loadbalancers";

        HttpResponse<String> created = send("POST", url, CREATE);
        Object id = object(created, "loadbalancer").get("id");
        HttpResponse<String> shown = send("GET", url + "/" + id, "");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(created.headers().firstValue("x-openstack-request-id")).isPresent();
        assertThat(object(created, "loadbalancer").get("provisioning_status"))
                .isEqualTo("PENDING_CREATE");
        assertThat(object(shown, "loadbalancer").get("provisioning_status")).isEqualTo("ACTIVE");
        assertThat(object(shown, "loadbalancer").get("tenant_id")).isEqualTo("p1");
    }

    @Test
    void connection_outlastsAnswersWithoutABody() throws Exception {
        String base = start(Authentication.none("p1"));
        URI uri = URI.create(base);
        String quota = "DELETE /v2/lbaas/quotas/p HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket socket = new Socket(uri.getHost(), uri.getPort());
                BufferedReader answers =
                        new BufferedReader(
                                new InputStreamReader(
                                        socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i < 3; i++) {
                socket.getOutputStream().write(quota.getBytes(StandardCharsets.UTF_8));
                assertThat(answers.readLine()).startsWith("HTTP/1.1 202");
                while (!String.valueOf(answers.readLine()).isEmpty()) {
                    assertThat(socket.isClosed()).isFalse();
                }
            }
        }
    }

    @Test
    void bothPrefixes_leadToTheSame() throws Exception {
        String base = start(Authentication.none("p1"));
        send("POST", base + "/v2/lbaas/loadbalancers", CREATE);
        service.awaitQuiet(Duration.ofSeconds(5));

        assertThat(send("GET", base + "/v2.0/lbaas/loadbalancers?name=lb1&fields=name", "").body())
                .contains("\"loadbalancers\":[{\"name\":\"lb1\"}]");
        assertThat(send("GET", base + "/v2.0/loadbalancers?name=other", "").body())
                .contains("\"loadbalancers\":[]");
        assertThat(send("GET", base + "/v2/subnets?name=web-net", "").body())
                .contains(LbaasFixture.SUBNET);
    }

    @Test
    void request_thatIsRefused_hasOctaviasForm() throws Exception {
        String base = start(Authentication.none("p1"));

        HttpResponse<String> bad = send("POST", base + "/v2/lbaas/loadbalancers", "{bad");
        HttpResponse<String> argument = send("GET", base + "/v2/lbaas/loadbalancers?bogus=1", "");

        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.body())
                .isEqualTo(
                        "{\"faultcode\":\"Client\",\"faultstring\":\"Request is not in valid JSON"
                                + " format\",\"debuginfo\":null}");
        assertThat(argument.statusCode()).isEqualTo(400);
        assertThat(argument.body()).contains("either duplicate or invalid");
    }

    @Test
    void stranger_isRefused_andSeesNothingOfOtherProjects(@TempDir Path directory)
            throws Exception {
        Path users = directory.resolve("users");
        Files.writeString(users, "# who\ntoken t1 p1\ntoken t2 p2\nuser ann secret p1 admin\n");
        String base = start(Authentication.file(users));
        String list = base + "/v2/lbaas/loadbalancers";

        send("POST", list, CREATE, "X-Auth-Token", "t1");

        assertThat(send("GET", list, "").statusCode()).isEqualTo(401);
        assertThat(send("GET", list, "", "X-Auth-Token", "no").statusCode()).isEqualTo(401);
        assertThat(send("GET", list, "", "X-Auth-Token", "t2").body())
                .contains("\"loadbalancers\":[]");
        assertThat(send("GET", list, "", "X-Auth-Token", "t1").body()).contains("lb1");
        assertThat(send("GET", list, "", "Authorization", "Basic YW5uOnNlY3JldA==").body())
                .contains("lb1");
    }

    /// Clients turn the name of a project into its id before they ask for its quota.
    @Test
    void project_isFoundByItsName_withAndWithoutTheVersion(@TempDir Path directory)
            throws Exception {
        Path users = directory.resolve("users");
        Files.writeString(users, "token t1 p1\n");
        String base = start(Authentication.file(users));

        for (String path : List.of("/projects/p1", "/v3/projects/p1")) {
            assertThat(send("GET", base + path, "", "X-Auth-Token", "t1").body())
                    .contains("\"project\":{", "\"id\":\"p1\"");
            assertThat(send("GET", base + path, "").statusCode()).isEqualTo(401);
        }
        assertThat(send("GET", base + "/v3/projects?name=p1", "", "X-Auth-Token", "t1").body())
                .contains("\"projects\":[{");
        assertThat(send("GET", base + "/projects/p2", "", "X-Auth-Token", "t1").statusCode())
                .isEqualTo(403);
    }

    @Test
    void login_givesATokenThatWorks(@TempDir Path directory) throws Exception {
        Path users = directory.resolve("users");
        Files.writeString(users, "user ann secret p1\n");
        String base = start(Authentication.file(users));
        String body =
                "{\"auth\":{\"identity\":{\"methods\":[\"password\"],\"password\":{\"user\":"
                        + "{\"name\":\"ann\",\"password\":\"%s\"}}}}}";

        HttpResponse<String> good =
                send("POST", base + "/v3/auth/tokens", body.formatted("secret"));
        HttpResponse<String> bad = send("POST", base + "/v3/auth/tokens", body.formatted("no"));
        String token = good.headers().firstValue("X-Subject-Token").orElseThrow();

        assertThat(good.statusCode()).isEqualTo(201);
        assertThat(bad.statusCode()).isEqualTo(401);
        assertThat(
                        send("GET", base + "/v2/lbaas/loadbalancers", "", "X-Auth-Token", token)
                                .statusCode())
                .isEqualTo(200);
    }
}
