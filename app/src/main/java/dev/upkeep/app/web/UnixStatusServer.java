package dev.upkeep.app.web;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Threads;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves the same as [StatusServer] at a Unix stream socket, which the server of the JDK cannot:
/// one request a connection, HTTP/1.1. The socket is for the daemon's user alone.
final class UnixStatusServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(UnixStatusServer.class);

    private static final int LONGEST_HEAD = 8192;
    private static final int LONGEST_BODY = 4096;
    private static final int MOST_CONNECTIONS = 16;

    /// Between attempts after a failure.
    private static final long PAUSE_NANOS = 1_000_000_000;

    private final Path path;
    private final StatusRoutes routes;
    private final ServerSocketChannel listener;
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);

    /// @throws IOException when the socket cannot be made
    UnixStatusServer(Path path, StatusRoutes routes) throws IOException {
        this.path = path;
        this.routes = routes;
        Files.deleteIfExists(path);
        listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listener.bind(UnixDomainSocketAddress.of(path));
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        Thread.ofPlatform().name("status").daemon().start(this::accept);
    }

    private void accept() {
        while (listener.isOpen()) {
            try {
                begin(listener.accept());
            } catch (ClosedChannelException closed) {
                log.debug("Status socket {}: closed", path);
            } catch (IOException e) { // no descriptor, for instance
                log.error("Status socket {}: {}", path, e.getMessage());
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void begin(SocketChannel channel) throws IOException {
        if (!places.tryAcquire()) {
            channel.close();
            return;
        }
        try {
            Threads.start(
                    Thread.ofPlatform()
                            .name("status-request")
                            .daemon()
                            .unstarted(() -> serve(channel)));
        } catch (KernelException none) {
            places.release();
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
        } catch (IOException e) {
            log.debug("Status socket: {}", e.getMessage()); // it has gone
        } finally {
            places.release();
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
    @Nullable Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            listener.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("Status socket {}: {}", path, e.getMessage());
        }
    }
}
