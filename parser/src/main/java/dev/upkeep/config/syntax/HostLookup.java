package dev.upkeep.config.syntax;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Looks up host names within a time. The resolver of the C library may take minutes and cannot be
/// interrupted, so each look-up has a thread of its own, one for a name at a time, which goes on
/// when nobody waits for it any more. Any thread.
public final class HostLookup {

    /// The resolver of this machine.
    public static final HostLookup SYSTEM =
            new HostLookup(name -> List.of(InetAddress.getAllByName(name)));

    private final Resolver resolver;
    private final Map<String, FutureTask<List<InetAddress>>> running = new ConcurrentHashMap<>();

    /// Looks up a name, in whatever time it takes.
    @FunctionalInterface
    interface Resolver {
        /// Returns its addresses, at least one.
        List<InetAddress> resolve(String name) throws UnknownHostException;
    }

    HostLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /// Returns the addresses of a name, at least one.
    ///
    /// @throws UnknownHostException when it has none
    /// @throws TimeoutException when the resolver has not answered within the limit, or no thread
    ///   can be made to ask it
    public List<InetAddress> find(String name, Duration limit)
            throws UnknownHostException, TimeoutException {
        try {
            return task(name).get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            UnknownHostException unknown = new UnknownHostException(name + ": unknown host");
            unknown.initCause(e.getCause());
            throw unknown;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimeoutException("interrupted");
        } catch (TimeoutException e) {
            throw new TimeoutException(
                    "the resolver has not answered within %d ms".formatted(limit.toMillis()));
        }
    }

    private FutureTask<List<InetAddress>> task(String name) throws TimeoutException {
        FutureTask<List<InetAddress>> task = new FutureTask<>(() -> resolver.resolve(name));
        FutureTask<List<InetAddress>> other = running.putIfAbsent(name, task);
        if (other != null) {
            return other;
        }
        try {
            Thread.ofPlatform()
                    .daemon()
                    .name("resolver")
                    .start(() -> {
                        task.run();
                        running.remove(name, task);
                    });
        } catch (OutOfMemoryError none) { // Java's name for a limit of threads
            running.remove(name, task);
            throw new TimeoutException("no thread can be made to ask the resolver");
        }
        return task;
    }
}
