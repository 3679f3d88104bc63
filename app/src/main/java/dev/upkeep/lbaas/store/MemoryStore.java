package dev.upkeep.lbaas.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps documents as long as the process runs: for trials and tests.
public final class MemoryStore implements Store {

    private final Map<String, Document> documents = new LinkedHashMap<>();
    private long last;

    @Override
    public synchronized List<Document> all() {
        return List.copyOf(documents.values());
    }

    @Override
    public synchronized long put(String key, String text, long expected) throws ConflictException {
        require(key, expected);
        last++;
        documents.put(key, new Document(key, text, last));
        return last;
    }

    @Override
    public long claim(String key, String text, long known) throws ConflictException {
        return put(key, text, 0);
    }

    @Override
    public synchronized void delete(String key, long expected) throws ConflictException {
        require(key, expected);
        documents.remove(key);
    }

    private void require(String key, long expected) throws ConflictException {
        @Nullable Document present = documents.get(key);
        if ((present == null ? 0 : present.revision()) != expected) {
            throw new ConflictException(key);
        }
    }

    /// Nobody else writes.
    @Override
    public void listen(Listener listener) {
        Objects.requireNonNull(listener);
    }

    @Override
    public void close() {}
}
