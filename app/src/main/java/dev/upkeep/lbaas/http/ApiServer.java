package dev.upkeep.lbaas.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.service.LoadBalancers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server: connections and bytes. What is asked is answered by [Router]. Each request has a
/// virtual thread.
public final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    /// Of a request's body, in bytes.
    private static final int LONGEST_BODY = 1 << 20;

    private static final int BACKLOG = 128;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Router router;
    private final String scheme;

    static {
        // Read once by the server's classes. Small answers must not wait for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "30");
        System.setProperty("sun.net.httpserver.maxRspTime", "60");
        System.setProperty("sun.net.httpserver.maxConnections", "1000");
    }

    /// @param tls null for plain HTTP
    /// @param clientCertificates whether clients must have a certificate
    /// @throws IOException when the address cannot be listened at
    public ApiServer(
            InetSocketAddress address,
            LoadBalancers service,
            Authentication authentication,
            @Nullable SSLContext tls,
            boolean clientCertificates)
            throws IOException {
        router = new Router(service, authentication);
        scheme = tls == null ? "http" : "https";
        if (tls == null) {
            server = HttpServer.create(address, BACKLOG);
        } else {
            HttpsServer secure = HttpsServer.create(address, BACKLOG);
            secure.setHttpsConfigurator(configurator(tls, clientCertificates));
            server = secure;
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    private static HttpsConfigurator configurator(SSLContext tls, boolean clientCertificates) {
        return new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters chosen = tls.getDefaultSSLParameters();
                chosen.setNeedClientAuth(clientCertificates);
                parameters.setSSLParameters(chosen);
            }
        };
    }

    /// Begins to answer.
    public void start() {
        server.start();
    }

    /// Returns the address that it listens at.
    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        try {
            send(exchange, answer(exchange)); // closing the exchange would close the connection
        } catch (IOException e) {
            log.debug("{}: {}", exchange.getRemoteAddress(), e.getMessage()); // it has gone
            exchange.close();
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        try {
            byte[] body;
            try (InputStream in = exchange.getRequestBody()) {
                body = in.readNBytes(LONGEST_BODY + 1);
            }
            if (body.length > LONGEST_BODY) {
                throw ApiFault.of(413, "The body is longer than " + LONGEST_BODY + " bytes");
            }
            String host = exchange.getRequestHeaders().getFirst("Host");
            String base =
                    scheme + "://" + (host == null ? "127.0.0.1:" + address().getPort() : host);
            return router.answer(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI(),
                    new String(body, StandardCharsets.UTF_8),
                    exchange.getRequestHeaders()::getFirst,
                    base);
        } catch (ApiFault fault) {
            return Response.of(fault);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Response.of(ApiFault.of(503, "The server is shutting down."));
        } catch (RuntimeException e) {
            log.error("{} {}", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Response.of(ApiFault.of(500, "Internal error: " + e));
        }
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("x-openstack-request-id", "req-" + UUID.randomUUID());
        response.headers().forEach(headers::set);
        String connection = exchange.getRequestHeaders().getFirst("Connection");
        if ("close".equalsIgnoreCase(connection)) {
            headers.set("Connection", "close"); // what the server does, and some clients must read
        }
        Object body = response.body();
        if (response.status() == 401) {
            headers.set("WWW-Authenticate", "Basic realm=\"upkeep\"");
        }
        if (body == null || exchange.getRequestMethod().equals("HEAD")) {
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        byte[] bytes = Json.text(body).getBytes(StandardCharsets.UTF_8);
        headers.set("Content-Type", "application/json");
        exchange.sendResponseHeaders(response.status(), bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    /// Ends; requests that run get a second.
    @Override
    public void close() {
        server.stop(1);
        threads.close();
    }
}
