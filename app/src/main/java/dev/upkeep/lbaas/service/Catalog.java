package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.model.TreeData;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.store.Store;
import dev.upkeep.lbaas.store.StoreException;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// All documents of the store, in memory. Readers see each load balancer whole; writers write to
/// the store first. Whoever writes holds the lock of [LoadBalancers].
final class Catalog {

    private static final String TREE = "lb/";

    private record HeldTree(Tree tree, long revision) {}

    private record HeldRecord(Map<String, @Nullable Object> data, long revision) {}

    private final Store store;
    private final Map<String, HeldTree> trees = new ConcurrentHashMap<>();
    private final Map<String, String> owners = new ConcurrentHashMap<>();
    private final Map<String, HeldRecord> records = new ConcurrentHashMap<>();

    /// @throws StoreException when the store cannot be read
    Catalog(Store store) throws StoreException {
        this.store = store;
        for (Store.Document each : store.all()) {
            accept(each);
        }
    }

    /// Takes a document as the store has it.
    ///
    /// @return id of the load balancer that it holds; null for another document, or one that is
    ///   known already
    /// @throws StoreException when it cannot be understood
    @Nullable String accept(Store.Document document) throws StoreException {
        try {
            if (known(document)) {
                return null;
            }
            Map<String, @Nullable Object> data = Json.object(document.text());
            if (document.key().startsWith(TREE)) {
                Tree tree = TreeData.read(data);
                hold(tree, document.revision());
                return tree.id();
            }
            records.put(document.key(), new HeldRecord(data, document.revision()));
            return null;
        } catch (IOException | IllegalArgumentException e) {
            throw new StoreException(document.key() + ": " + e.getMessage(), e);
        }
    }

    /// Our own writes come back, perhaps after later ones.
    private boolean known(Store.Document document) {
        HeldTree tree =
                document.key().startsWith(TREE)
                        ? trees.get(document.key().substring(TREE.length()))
                        : null;
        HeldRecord held = records.get(document.key());
        return (tree != null && tree.revision() >= document.revision())
                || (held != null && held.revision() >= document.revision());
    }

    /// Forgets a document that is gone from the store.
    ///
    /// @return the load balancer that it held
    @Nullable Tree forget(String key) {
        if (!key.startsWith(TREE)) {
            records.remove(key);
            return null;
        }
        HeldTree held = trees.remove(key.substring(TREE.length()));
        if (held == null) {
            return null;
        }
        held.tree().elements().forEach(each -> owners.remove(each.id()));
        return held.tree();
    }

    private void hold(Tree tree, long revision) {
        HeldTree before = trees.put(tree.id(), new HeldTree(tree, revision));
        if (before != null) {
            for (Element each : before.tree().elements()) {
                if (tree.find(each.id()) == null) {
                    owners.remove(each.id());
                }
            }
        }
        tree.elements().forEach(each -> owners.put(each.id(), tree.id()));
    }

    /// All load balancers.
    Collection<Tree> all() {
        return trees.values().stream().map(HeldTree::tree).toList();
    }

    /// The load balancer with that id.
    @Nullable Tree find(String id) {
        HeldTree held = trees.get(id);
        return held == null ? null : held.tree();
    }

    /// The load balancer that an object belongs to.
    ///
    /// @throws ApiFault 404 when there is no such object of that kind
    Tree owner(Kind kind, String id) {
        String owner = owners.get(id);
        Tree tree = owner == null ? null : find(owner);
        if (tree == null || tree.find(kind, id) == null) {
            throw ApiFault.notFound(kind.title(), id);
        }
        return tree;
    }

    /// Writes a load balancer.
    void put(Tree tree) throws StoreException {
        HeldTree before = trees.get(tree.id());
        long revision =
                store.put(
                        TREE + tree.id(),
                        Json.text(TreeData.write(tree)),
                        before == null ? 0 : before.revision());
        hold(tree, revision);
    }

    /// Returns the revision at which somebody took an address or a mark last, as far as is known
    /// here; 0 for never.
    long claims() {
        HeldRecord held = records.get(Store.CLAIMS);
        return held == null ? 0 : held.revision();
    }

    /// Writes a new load balancer, which takes addresses.
    void claim(Tree tree) throws StoreException {
        long revision = store.claim(TREE + tree.id(), Json.text(TreeData.write(tree)), claims());
        claimed(revision);
        hold(tree, revision);
    }

    /// Writes a new record, which takes an address.
    void claimRecord(String kind, String id, Map<String, @Nullable Object> data)
            throws StoreException {
        String key = kind + "/" + id;
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(data);
        long revision = store.claim(key, Json.text(copy), claims());
        claimed(revision);
        records.put(key, new HeldRecord(copy, revision));
    }

    private void claimed(long revision) {
        records.put(Store.CLAIMS, new HeldRecord(Map.of(), revision));
    }

    /// Removes a load balancer.
    void remove(String id) throws StoreException {
        HeldTree held = trees.get(id);
        if (held != null) {
            store.delete(TREE + id, held.revision());
            forget(TREE + id);
        }
    }

    /// A record of a kind, such as `quota`.
    @Nullable Map<String, @Nullable Object> record(String kind, String id) {
        HeldRecord held = records.get(kind + "/" + id);
        return held == null ? null : held.data();
    }

    /// All records of a kind.
    List<Map<String, @Nullable Object>> records(String kind) {
        return records.entrySet().stream()
                .filter(each -> each.getKey().startsWith(kind + "/"))
                .map(each -> each.getValue().data())
                .toList();
    }

    /// Writes a record.
    void putRecord(String kind, String id, Map<String, @Nullable Object> data)
            throws StoreException {
        String key = kind + "/" + id;
        HeldRecord before = records.get(key);
        Map<String, @Nullable Object> copy = new LinkedHashMap<>(data);
        long revision = store.put(key, Json.text(copy), before == null ? 0 : before.revision());
        records.put(key, new HeldRecord(copy, revision));
    }

    /// Removes a record.
    void removeRecord(String kind, String id) throws StoreException {
        HeldRecord held = records.get(kind + "/" + id);
        if (held != null) {
            store.delete(kind + "/" + id, held.revision());
            records.remove(kind + "/" + id);
        }
    }
}
