package dev.upkeep.app.control;

import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.RepeatedMessages;
import dev.upkeep.netlink.process.FileErrors;
import dev.upkeep.netlink.process.Threads;
import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A Unix stream socket that takes requests of operators, of the user alone that the daemon runs
/// as. Everything happens on threads of its own; what takes requests gets them as values.
///
/// These are platform threads: a virtual one that waits for a socket leaves threads of the virtual
/// machine waiting in the kernel, for which its end takes 0.3 s longer.
///
/// A daemon without it does its work all the same, so that a failure here is logged and no more.
public final class ControlSocket implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);

    private static final long LAST_ANSWERS_MS = 500;

    /// At a time; one more is refused and closed.
    static final int MOST_CONNECTIONS = 8;

    /// Between attempts after a failure such as a lack of file descriptors, in milliseconds.
    private static final long PAUSE_MS = 1000;

    private final Path path;
    private final Function<ControlRequest, CompletableFuture<Answer>> handler;
    private final Timeouts alarm;
    private final RepeatedMessages repeated = new RepeatedMessages();
    private final Semaphore places = new Semaphore(MOST_CONNECTIONS);
    private @Nullable ServerSocketChannel listener;

    /// Given up to answer when there is no other descriptor. Belongs to the thread that accepts.
    private @Nullable Closeable spare;

    /// @param path see [#beside]
    /// @param handler answers requests; called on any thread, must not block
    public ControlSocket(Path path, Function<ControlRequest, CompletableFuture<Answer>> handler) {
        this(path, handler, Timeouts.clock());
    }

    ControlSocket(
            Path path,
            Function<ControlRequest, CompletableFuture<Answer>> handler,
            Timeouts alarm) {
        this.path = path;
        this.handler = handler;
        this.alarm = alarm;
    }

    /// The socket of the daemon with that pid file: `/run/keepalived.pid` has
    /// `/run/keepalived.sock`. So all that moves the one moves the other: `-p`, `instance`,
    /// `net_namespace`, `use_pid_dir`.
    public static Path beside(Path pidFile) {
        String name = String.valueOf(pidFile.getFileName());
        String stem = name.endsWith(".pid") ? name.substring(0, name.length() - 4) : name;
        return pidFile.resolveSibling(stem + ".sock");
    }

    /// Begins to listen, in the place of a socket that a crashed daemon left.
    public void open() {
        try {
            ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            listener = opened;
            bind(opened);
            spare = keepDescriptor();
            Threads.start(thread(() -> accept(opened)));
        } catch (IOException | UnsupportedOperationException e) {
            log.warn("Unable to listen at {}: {}", path, reason(e));
        }
    }

    private static @Nullable String reason(Exception e) {
        return e instanceof IOException failed ? FileErrors.reason(failed) : e.getMessage();
    }

    /// Bound in a directory that only we may enter, then moved: at no time is there a socket of
    /// that name that others may use.
    private void bind(ServerSocketChannel channel) throws IOException {
        Path hidden =
                path.resolveSibling("." + path.getFileName() + "-" + ProcessHandle.current().pid());
        Path first = hidden.resolve("s");
        remove(hidden, first); // of a run with our number that crashed here
        Set<PosixFilePermission> ours = PosixFilePermissions.fromString("rwx------");
        Files.createDirectory(hidden, PosixFilePermissions.asFileAttribute(ours));
        // The umask leaves out the right to enter, which only CAP_DAC_OVERRIDE makes up for.
        Files.setPosixFilePermissions(hidden, ours);
        try {
            channel.bind(UnixDomainSocketAddress.of(first), MOST_CONNECTIONS);
            Files.setPosixFilePermissions(first, PosixFilePermissions.fromString("rw-------"));
            Files.move(first, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            remove(hidden, first);
        }
    }

    private static void remove(Path directory, Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(directory);
    }

    private void accept(ServerSocketChannel from) {
        while (from.isOpen()) {
            try {
                begin(from.accept());
                if (spare == null) {
                    spare = keepDescriptor();
                }
            } catch (ClosedChannelException e) {
                closeSpare();
                return;
            } catch (IOException e) {
                complain(String.valueOf(e.getMessage()));
                refuseNext(from, String.valueOf(e.getMessage()));
                pause();
            }
        }
    }

    private void complain(String reason) {
        int unlogged = repeated.count(reason, System.nanoTime());
        if (unlogged >= 0) {
            log.warn(
                    "Control socket {}: {}{}",
                    path,
                    reason,
                    unlogged == 0 ? "" : " (" + unlogged + " more times)");
        }
    }

    private void closeSpare() {
        Closeable kept = spare;
        spare = null;
        if (kept != null) {
            try {
                kept.close();
            } catch (IOException e) {
                log.debug("Control socket: {}", e.getMessage());
            }
        }
    }

    /// Where descriptors have run out, whoever asks is told so with the one that was kept.
    private void refuseNext(ServerSocketChannel from, String reason) {
        try {
            if (spare != null) {
                closeSpare();
                from.configureBlocking(false);
                try {
                    for (SocketChannel next = from.accept(); next != null; next = from.accept()) {
                        refuse(next, reason);
                    }
                } finally {
                    from.configureBlocking(true);
                }
            }
            spare = keepDescriptor();
        } catch (IOException e) {
            log.debug("Control socket: {}", e.getMessage()); // the next round tries again
        }
    }

    private static Closeable keepDescriptor() throws IOException {
        return Files.newInputStream(Path.of("/dev/null"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void begin(SocketChannel channel) {
        if (!places.tryAcquire()) {
            refuse(channel, "there are " + MOST_CONNECTIONS + " connections already");
            return;
        }
        try {
            Threads.start(
                    thread(() -> {
                        try {
                            new ControlConnection(channel, handler, alarm, log).hold();
                        } finally {
                            places.release();
                        }
                    }));
        } catch (KernelException none) {
            places.release();
            refuse(channel, String.valueOf(none.getMessage()));
        }
    }

    private static Thread thread(Runnable task) {
        return Thread.ofPlatform().daemon().name("control").unstarted(task);
    }

    private static void refuse(SocketChannel channel, String reason) {
        try (channel) {
            channel.configureBlocking(false);
            ControlConnection.write(channel, Answer.refused(reason));
        } catch (IOException e) {
            log.debug("Control socket: {}", e.getMessage()); // the other side has gone
        }
    }

    /// Waits until what was asked is answered, half a second at most.
    public void awaitAnswers() throws InterruptedException {
        if (places.tryAcquire(MOST_CONNECTIONS, LAST_ANSWERS_MS, TimeUnit.MILLISECONDS)) {
            places.release(MOST_CONNECTIONS);
        }
    }

    /// Takes no more requests and removes the socket.
    @Override
    public void close() {
        ServerSocketChannel open = listener;
        if (open == null) {
            return;
        }
        listener = null;
        try {
            open.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("Unable to remove {}: {}", path, e.getMessage());
        }
    }
}
