package dev.upkeep.app.web;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.RepeatedMessages;
import dev.upkeep.netlink.process.Threads;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves status and metrics at a TCP address, or at a Unix stream socket for the daemon's user
/// alone: HTTP/1.1, one request a connection, which is closed after a time whatever it does. The
/// server of the JDK knows no Unix sockets, and takes a whole processor when descriptors run out.
final class StatusServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StatusServer.class);

    private static final int LONGEST_HEAD = 8192;
    private static final int LONGEST_BODY = 4096;
    private static final int MOST_CONNECTIONS = 16;
    private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(30);
    private static final long CHECK_MS = 1000;

    /// Between attempts after a failure.
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final @Nullable Path path;
    private final StatusRoutes routes;
    private final ServerSocketChannel listener;
    private final Selector selector;
    private final RepeatedMessages repeated = new RepeatedMessages();

    /// Connections and when they are closed at the latest.
    private final Map<SocketChannel, Long> connections = new ConcurrentHashMap<>();

    /// Listens at a TCP address.
    ///
    /// @throws IOException when the address cannot be listened at
    StatusServer(InetSocketAddress address, StatusRoutes routes) throws IOException {
        this(null, ServerSocketChannel.open(), routes);
        try {
            listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            start(address);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /// Listens at a Unix socket, which takes the place of one that a crash left.
    ///
    /// @throws IOException when the socket cannot be made
    StatusServer(Path path, StatusRoutes routes) throws IOException {
        this(path, ServerSocketChannel.open(StandardProtocolFamily.UNIX), routes);
        try {
            Files.deleteIfExists(path);
            start(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private StatusServer(@Nullable Path path, ServerSocketChannel listener, StatusRoutes routes)
            throws IOException {
        this.path = path;
        this.listener = listener;
        this.routes = routes;
        this.selector = Selector.open();
    }

    private void start(SocketAddress address) throws IOException {
        listener.bind(address, MOST_CONNECTIONS);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        Thread.ofPlatform().name("status").daemon().start(this::accept);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                selector.select(connections.isEmpty() ? 0 : CHECK_MS);
                selector.selectedKeys().clear();
                closeOverdue();
                SocketChannel channel = listener.isOpen() ? listener.accept() : null;
                if (channel != null) {
                    begin(channel);
                }
            } catch (ClosedSelectorException closed) {
                return;
            } catch (IOException e) { // no descriptor, for instance
                if (listener.isOpen()) {
                    complain(String.valueOf(e.getMessage()));
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void complain(String reason) {
        int unlogged = repeated.count(reason, System.nanoTime());
        if (unlogged >= 0) {
            log.error(
                    "Status and metrics cannot be served: {}{}",
                    reason,
                    unlogged == 0 ? "" : " (" + unlogged + " more times)");
        }
    }

    private void closeOverdue() throws IOException {
        long now = System.nanoTime();
        for (Map.Entry<SocketChannel, Long> each : connections.entrySet()) {
            if (each.getValue() - now <= 0) {
                each.getKey().close(); // its thread ends with an error
            }
        }
    }

    private void begin(SocketChannel channel) throws IOException {
        if (connections.size() >= MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        connections.put(channel, System.nanoTime() + LONGEST_CONNECTION.toNanos());
        try {
            Threads.start(
                    Thread.ofPlatform()
                            .name("status-request")
                            .daemon()
                            .unstarted(() -> serve(channel)));
        } catch (KernelException none) {
            connections.remove(channel);
            channel.close();
            throw none;
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            String head = head(in);
            String[] request = head.split("\r\n", 2)[0].split(" ", -1);
            StatusRoutes.Response response =
                    request.length == 3
                            ? answer(request, head, in)
                            : StatusRoutes.Response.text(400, "no request");
            write(channel, response, request[0].equals("HEAD"));
            channel.shutdownOutput();
        } catch (IOException e) {
            log.debug("Status request: {}", e.getMessage()); // it has gone
        } finally {
            connections.remove(channel);
        }
    }

    private StatusRoutes.Response answer(String[] request, String head, InputStream in)
            throws IOException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : head.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        }
        String length = headers.getOrDefault("Content-Length", "0");
        boolean fits = length.matches("[0-9]{1,4}") && Integer.parseInt(length) <= LONGEST_BODY;
        if (!fits) {
            return StatusRoutes.Response.text(413, "the body is too long");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        return routes.answer(request[0], request[1].split("[?]", 2)[0], headers::get, body);
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(SocketChannel channel, StatusRoutes.Response response, boolean head)
            throws IOException {
        OutputStream out = Channels.newOutputStream(channel);
        String text =
                String.join(
                        "\r\n",
                        "HTTP/1.1 " + response.status() + " " + reason(response.status()),
                        "Content-Type: " + response.type(),
                        "Content-Length: " + response.body().length,
                        "Cache-Control: no-store",
                        "X-Content-Type-Options: nosniff",
                        "Content-Security-Policy: " + StatusRoutes.POLICY,
                        "Connection: close",
                        "",
                        "");
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        if (!head) {
            out.write(response.body());
        }
        out.flush();
    }

    private static String reason(int status) {
        return status == 200 ? "OK" : "Error";
    }

    /// Returns the address that it listens at.
    ///
    /// @throws IOException when it is closed
    SocketAddress address() throws IOException {
        return listener.getLocalAddress();
    }

    @Override
    public void close() {
        try {
            listener.close();
            selector.close();
            for (SocketChannel each : connections.keySet()) {
                each.close();
            }
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            log.warn("Status server: {}", e.getMessage());
        }
    }
}
