package dev.upkeep.app.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.upkeep.netlink.process.Threads;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves metrics, the status and its page by HTTP at an address. Each request has a virtual
/// thread; what is asked is answered by [StatusRoutes].
final class StatusServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

    /// Of a request's body, in bytes.
    private static final int LONGEST_BODY = 4096;

    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final StatusRoutes routes;

    static {
        // Read once by the server's classes: no client holds a connection for ever.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        System.setProperty("sun.net.httpserver.maxConnections", "64");
    }

    /// @throws IOException when the address cannot be listened at
    StatusServer(InetSocketAddress address, StatusRoutes routes) throws IOException {
        this.routes = routes;
        server = HttpServer.create(address, BACKLOG);
        server.setExecutor(Threads::runAside);
        server.createContext("/", this::handle);
        server.start();
    }

    /// Returns the address that it listens at.
    InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY);
            StatusRoutes.Response response =
                    routes.answer(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            exchange.getRequestHeaders()::getFirst,
                            body);
            exchange.getResponseHeaders().set("Content-Type", response.type());
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Content-Security-Policy", StatusRoutes.POLICY);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(response.status(), head ? -1 : response.body().length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(response.body());
                }
            }
        } catch (IOException e) {
            log.debug("{}: {}", exchange.getRemoteAddress(), e.getMessage()); // it has gone
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
