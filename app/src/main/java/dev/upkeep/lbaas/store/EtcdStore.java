package dev.upkeep.lbaas.store;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.store.EtcdMessages.Event;
import dev.upkeep.lbaas.store.EtcdMessages.Snapshot;
import dev.upkeep.lbaas.store.EtcdMessages.Swap;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Documents in etcd, through its JSON gateway, for several directors. A write names the revision
/// that it replaces; a watch reports the writes of others. After a gap everything is read again.
public final class EtcdStore implements Store {

    private static final Logger log = LoggerFactory.getLogger(EtcdStore.class);

    private static final Duration LIMIT = Duration.ofSeconds(3);

    /// Between questions whether etcd still answers, and before a new attempt, in milliseconds.
    private static final long PAUSE_MS = 500;

    private final List<String> endpoints;
    private final String prefix;
    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(LIMIT)
                    .build();
    private volatile String endpoint;
    private volatile boolean closed;
    private @Nullable Thread watcher;

    /// Revisions that listeners know. Belongs to the watcher.
    private final Map<String, Long> published = new HashMap<>();

    /// @param endpoints URLs, tried in turn
    /// @param prefix of all keys
    public EtcdStore(List<String> endpoints, String prefix) {
        this.endpoints = List.copyOf(endpoints);
        this.prefix = prefix;
        endpoint = this.endpoints.getFirst();
    }

    private Map<String, @Nullable Object> ask(String path, String body) throws StoreException {
        StoreException last = null;
        for (int i = 0; i < endpoints.size(); i++) {
            try {
                HttpResponse<String> answer =
                        client.send(
                                request(path, body).timeout(LIMIT).build(),
                                HttpResponse.BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return Json.object(answer.body());
                }
                last = new StoreException(endpoint + ": " + answer.body().strip(), null);
            } catch (IOException e) {
                last = new StoreException("etcd at " + endpoint + ": " + e, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreException("interrupted", e);
            }
            next();
        }
        throw last == null ? new StoreException("no endpoint of etcd", null) : last;
    }

    private HttpRequest.Builder request(String path, String body) {
        return HttpRequest.newBuilder(URI.create(endpoint + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private void next() {
        int at = endpoints.indexOf(endpoint);
        endpoint = endpoints.get((at + 1) % endpoints.size());
    }

    private Snapshot snapshot() throws StoreException {
        return EtcdMessages.snapshot(prefix, ask("/v3/kv/range", EtcdMessages.range(prefix)));
    }

    @Override
    public List<Document> all() throws StoreException {
        return snapshot().documents();
    }

    @Override
    public long put(String key, String text, long expected) throws StoreException {
        return swap(new Swap(prefix + key, text, expected));
    }

    @Override
    public long claim(String key, String text, long known) throws StoreException {
        return swap(new Swap(prefix + key, text, 0), new Swap(prefix + CLAIMS, "{}", known));
    }

    @Override
    public void delete(String key, long expected) throws StoreException {
        swap(new Swap(prefix + key, null, expected));
    }

    private long swap(Swap... swaps) throws StoreException {
        long revision =
                EtcdMessages.swapped(ask("/v3/kv/txn", EtcdMessages.transaction(List.of(swaps))));
        if (revision == 0) {
            throw new ConflictException(swaps[0].key().substring(prefix.length()));
        }
        return revision;
    }

    @Override
    public void listen(Listener listener) {
        watcher = Thread.ofVirtual().name("etcd-watch").start(() -> follow(listener));
    }

    private void follow(Listener listener) {
        boolean failing = false;
        while (!closed) {
            try {
                Snapshot snapshot = snapshot();
                if (failing) {
                    log.info("etcd answers again");
                    failing = false;
                }
                catchUp(snapshot, listener);
                watch(snapshot.revision() + 1, listener);
            } catch (IOException e) {
                if (!failing && !closed) {
                    log.warn("Changes of other directors do not arrive: {}", e.getMessage());
                    failing = true;
                }
                next();
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            closed = true; // only close() interrupts
        }
    }

    /// Reads the changes made while nobody watched.
    private void catchUp(Snapshot snapshot, Listener listener) {
        Set<String> present = new HashSet<>();
        List<Document> documents = new ArrayList<>(snapshot.documents());
        // Whoever knows of a claim must know what was taken.
        documents.sort(Comparator.comparing(each -> each.key().equals(CLAIMS)));
        for (Document each : documents) {
            present.add(each.key());
            if (published.getOrDefault(each.key(), 0L) != each.revision()) {
                published.put(each.key(), each.revision());
                listener.written(each);
            }
        }
        for (String each : List.copyOf(published.keySet())) {
            if (!present.contains(each)) {
                published.remove(each);
                listener.removed(each);
            }
        }
    }

    private void watch(long from, Listener listener) throws IOException {
        HttpRequest request = request("/v3/watch", EtcdMessages.watch(prefix, from)).build();
        try (InputStream stream =
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body();
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            Thread prober = Thread.ofVirtual().start(() -> probe(stream));
            try {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    EtcdMessages.events(prefix, Json.object(line))
                            .forEach(each -> publish(each, listener));
                }
                throw new IOException("etcd ended the watch");
            } finally {
                prober.interrupt();
            }
        } catch (InterruptedException e) {
            closed = true; // only close() interrupts
        }
    }

    /// A watch on a connection that leads nowhere any more would wait for ever: it is cut off when
    /// etcd does not answer.
    private void probe(InputStream stream) {
        try {
            while (!closed) {
                Thread.sleep(PAUSE_MS);
                ask("/v3/kv/range", EtcdMessages.range(prefix + "probe/"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the watch has ended
        } catch (StoreException e) {
            log.debug("The watch is cut off: {}", e.getMessage());
            close(stream);
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            log.debug("{}", e.getMessage()); // it was to end, and has
        }
    }

    private void publish(Event event, Listener listener) {
        Document document = event.document();
        if (document == null) {
            published.remove(event.key());
            listener.removed(event.key());
        } else {
            published.put(event.key(), document.revision());
            listener.written(document);
        }
    }

    @Override
    public void close() {
        closed = true;
        Thread running = watcher;
        if (running != null) {
            running.interrupt();
        }
        client.shutdownNow();
    }
}
