package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread that has providers put load balancers in place. Changes that come within a short time
/// go together, as one reload.
final class Deployer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deployer.class);

    /// So long it waits for more changes, in milliseconds.
    private static final long GATHERING_MS = 20;

    /// After a store that could not be written, in milliseconds.
    private static final long PAUSE_MS = 500;

    private final LoadBalancers owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changes = lock.newCondition();
    private final Set<String> waiting = new LinkedHashSet<>();
    private final Map<String, Tree> gone = new LinkedHashMap<>();
    private boolean busy;
    private boolean closed;
    private final Thread thread;

    Deployer(LoadBalancers owner) {
        this.owner = owner;
        thread = Thread.ofVirtual().name("deployer").unstarted(this::run);
    }

    /// Puts in place what is stored, then what changes.
    void start(Collection<Tree> stored) {
        Map<Provider, List<Deployment>> desired = new LinkedHashMap<>();
        Map<Provider, List<String>> kept = new HashMap<>();
        owner.providers().forEach(each -> desired.put(each, new ArrayList<>()));
        for (Tree tree : stored) {
            Provider provider = owner.provider(tree);
            if (tree.root().provisioning() == Provisioning.ERROR) {
                kept.computeIfAbsent(provider, _ -> new ArrayList<>()).add(tree.id());
            } else {
                desired.computeIfAbsent(provider, _ -> new ArrayList<>())
                        .add(owner.deployment(tree));
            }
        }
        Map<String, Tree> byId = new HashMap<>();
        stored.forEach(each -> byId.put(each.id(), each));
        desired.forEach((provider, deployments) -> {
            Map<String, String> refused =
                    provider.synchronize(deployments, kept.getOrDefault(provider, List.of()));
            for (Deployment each : deployments) {
                Tree tree = byId.get(each.id());
                if (tree != null && !owner.finish(tree, refused.get(each.id()))) {
                    changed(each.id());
                }
            }
        });
        thread.start();
    }

    /// A load balancer is to be put in place.
    void changed(String id) {
        lock.lock();
        try {
            waiting.add(id);
            changes.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Another director has changed a load balancer.
    void othersChanged(String id) {
        changed(id);
    }

    /// Another director has removed a load balancer.
    void othersRemoved(Tree tree) {
        lock.lock();
        try {
            gone.put(tree.id(), tree);
            changes.signalAll();
        } finally {
            lock.unlock();
        }
    }

    boolean awaitQuiet(long longest, TimeUnit unit) throws InterruptedException {
        long left = unit.toNanos(longest);
        lock.lock();
        try {
            while (left > 0 && (busy || !waiting.isEmpty() || !gone.isEmpty())) {
                left = changes.awaitNanos(left);
            }
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            List<Tree> batch = take();
            while (batch != null) {
                deploy(batch);
                batch = take();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /// The load balancers to be put in place next; null at the end.
    private @Nullable List<Tree> take() throws InterruptedException {
        lock.lock();
        try {
            busy = false;
            changes.signalAll();
            while (!closed && waiting.isEmpty() && gone.isEmpty()) {
                changes.await();
            }
            long left = TimeUnit.MILLISECONDS.toNanos(GATHERING_MS);
            while (!closed && left > 0) {
                left = changes.awaitNanos(left);
            }
            if (closed) {
                return null;
            }
            busy = true;
            List<Tree> batch = new ArrayList<>();
            for (String id : waiting) {
                Tree tree = owner.find(id);
                if (tree != null) {
                    batch.add(tree);
                }
            }
            for (Tree each : gone.values()) {
                batch.add(each.with(each.root().with(Provisioning.PENDING_DELETE)));
            }
            waiting.clear();
            gone.clear();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void deploy(List<Tree> batch) throws InterruptedException {
        Map<Provider, List<Deployment>> byProvider = new LinkedHashMap<>();
        for (Tree tree : batch) {
            byProvider
                    .computeIfAbsent(owner.provider(tree), _ -> new ArrayList<>())
                    .add(owner.deployment(tree));
        }
        Map<String, String> refused = new HashMap<>();
        byProvider.forEach((provider, deployments) -> refused.putAll(apply(provider, deployments)));
        if (closing()) {
            return; // cut off: what came of it says nothing, and the next start begins anew
        }
        boolean again = false;
        for (Tree tree : batch) {
            if (!owner.finish(tree, refused.get(tree.id()))) {
                changed(tree.id());
                again = true;
            }
        }
        if (again) {
            Thread.sleep(PAUSE_MS);
        }
    }

    private boolean closing() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /// A provider that throws is a defect; it must not end the thread that all others need.
    private static Map<String, String> apply(Provider provider, List<Deployment> deployments) {
        try {
            return provider.apply(deployments);
        } catch (RuntimeException e) {
            log.error("Provider {}", provider.name(), e);
            Map<String, String> refused = new HashMap<>();
            deployments.forEach(each -> refused.put(each.id(), e.toString()));
            return refused;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changes.signalAll();
        } finally {
            lock.unlock();
        }
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
