package dev.upkeep.lbaas.service;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Flavor;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.lbaas.model.Provisioning;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.Change;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.rules.RuleContext;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.status.Operating;
import dev.upkeep.lbaas.store.ConflictException;
import dev.upkeep.lbaas.store.Store;
import dev.upkeep.lbaas.store.StoreException;
import dev.upkeep.net.IpAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The load balancers. A request is checked, given to the provider's result and stored as PENDING
/// under one lock, which takes about a millisecond; then it is answered, and a [Deployer] puts it
/// in place and stores the outcome. What a crash leaves PENDING is put in place by the next start.
/// Any thread.
public final class LoadBalancers implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LoadBalancers.class);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS");

    private final Store store;
    private final Catalog catalog;
    private final Networks networks;
    private final Map<String, Provider> providers = new LinkedHashMap<>();
    private final Clock clock;
    private final Claims claims;
    private final Records records;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final Deployer deployer;

    /// Load balancers whose change came to us; another director stores the outcome of its own.
    private final Set<String> ours = new HashSet<>();

    /// @param providers the default first
    /// @throws StoreException when the store cannot be read
    public LoadBalancers(Store store, Networks networks, List<Provider> providers, Clock clock)
            throws StoreException {
        this.store = store;
        this.networks = networks;
        this.clock = clock;
        providers.forEach(each -> this.providers.put(each.name(), each));
        catalog = new Catalog(store);
        claims = new Claims(catalog, lock, settled);
        records = new Records(catalog, lock, claims);
        deployer = new Deployer(this);
    }

    /// Puts in place what is stored, and begins to take changes of others.
    public void start() {
        catalog.all().stream()
                .filter(each -> each.root().provisioning().pending())
                .forEach(each -> ours.add(each.id()));
        deployer.start(catalog.all());
        store.listen(
                new Store.Listener() {
                    @Override
                    public void written(Store.Document document) {
                        othersWrote(document);
                    }

                    @Override
                    public void removed(String key) {
                        othersRemoved(key);
                    }
                });
    }

    private void othersWrote(Store.Document document) {
        lock.lock();
        try {
            String id = catalog.accept(document);
            if (id != null) {
                deployer.othersChanged(id);
            } else if (document.key().startsWith(Records.FLOATING_IP + "/")) {
                catalog.all().forEach(tree -> deployer.othersChanged(tree.id()));
            }
            settled.signalAll();
        } catch (StoreException e) {
            log.error("{}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void othersRemoved(String key) {
        lock.lock();
        try {
            Tree gone = catalog.forget(key);
            if (gone != null) {
                deployer.othersRemoved(gone);
            }
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Creates a load balancer.
    ///
    /// @throws ApiFault when the request is refused
    public Change create(Function<RuleContext, Change> request) {
        return claims.take(
                () -> checked(request.apply(context(true))),
                change -> store(change, catalog::claim));
    }

    /// Changes the load balancer that an object belongs to.
    ///
    /// @throws ApiFault when the request is refused
    public Change change(Kind kind, String id, Request request) {
        lock.lock();
        try {
            Change change = checked(request.apply(catalog.owner(kind, id), context(false)));
            store(change, catalog::put);
            return change;
        } catch (ConflictException e) {
            throw ApiFault.of(409, "Load balancer changed by another director: " + e.getMessage());
        } catch (StoreException e) {
            throw ApiFault.of(503, "The store cannot be written: " + e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /// A request applied to a load balancer.
    @FunctionalInterface
    public interface Request {
        /// The change that it makes.
        Change apply(Tree tree, RuleContext context);
    }

    private Change checked(Change change) {
        Tree tree = change.tree();
        if (tree.root().provisioning() != Provisioning.PENDING_DELETE) {
            provider(tree).check(deployment(tree));
        }
        return change;
    }

    private void store(Change change, Claims.Write<Tree> write) throws StoreException {
        String id = change.tree().id();
        boolean known = !ours.add(id);
        try {
            write.run(change.tree());
        } catch (ConflictException e) {
            if (!known) {
                ours.remove(id);
            }
            throw e;
        } // a write that fails otherwise may have come through all the same
        deployer.changed(id);
    }

    private RuleContext context(boolean withAddresses) {
        return new RuleContext(
                now(),
                () -> UUID.randomUUID().toString(),
                networks,
                withAddresses ? taken() : Set.of(),
                withAddresses ? marks() : Set.of(),
                List.copyOf(providers.keySet()),
                records.flavors(),
                records.quotas(catalog::all));
    }

    /// The present time as objects show it.
    public String now() {
        return TIME.format(LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    private Set<IpAddress> taken() {
        Set<IpAddress> taken = new HashSet<>();
        if (networks.acceptUnknown()) {
            return taken; // subnets that do not exist may hold the same addresses
        }
        for (Tree tree : catalog.all()) {
            LoadBalancerRules.addresses(tree).forEach(each -> taken.add(IpAddress.parse(each)));
        }
        taken.addAll(records.floatingAddresses());
        networks.ports().forEach(port -> taken.remove(port.address()));
        return taken;
    }

    private Set<Integer> marks() {
        Set<Integer> marks = new HashSet<>();
        for (Tree tree : catalog.all()) {
            Integer mark = FirewallMarks.of(tree.root());
            if (mark != null) {
                marks.add(mark);
            }
        }
        return marks;
    }

    /// A load balancer as its provider gets it.
    Deployment deployment(Tree tree) {
        Flavor flavor =
                Objects.requireNonNullElseGet(
                        records.flavors().get(String.valueOf(tree.root().get("flavor_id"))),
                        () -> Flavor.none(tree.root().text("provider")));
        boolean present = tree.root().provisioning() != Provisioning.PENDING_DELETE;
        return new Deployment(
                tree.desired(),
                flavor,
                records.floatingTo(tree.root().textOrNull("vip_port_id")),
                present);
    }

    /// The provider of a load balancer.
    public Provider provider(Tree tree) {
        String name = tree.root().text("provider");
        Provider provider = providers.get(name);
        if (provider == null) {
            throw ApiFault.of(501, "Provider '" + name + "' was not found.");
        }
        return provider;
    }

    /// All providers.
    public Collection<Provider> providers() {
        return providers.values();
    }

    /// The networks that load balancers may use.
    public Networks networks() {
        return networks;
    }

    /// Quotas, flavors and floating IPs.
    public Records records() {
        return records;
    }

    /// All load balancers.
    public Collection<Tree> all() {
        return catalog.all();
    }

    /// The load balancer with that id as the catalog has it; null for none.
    @Nullable Tree find(String id) {
        return catalog.find(id);
    }

    /// The load balancer that an object belongs to.
    ///
    /// @throws ApiFault 404 when there is no such object of that kind
    public Tree owner(Kind kind, String id) {
        return catalog.owner(kind, id);
    }

    /// Operating status of everything on a load balancer.
    public Map<String, Operating> status(Tree tree) {
        return provider(tree).status(tree);
    }

    /// Returns the traffic of a listener, or of all of a load balancer.
    public Traffic traffic(Tree tree, @Nullable Element listener) {
        Provider provider = provider(tree);
        if (listener != null) {
            return provider.traffic(tree, listener);
        }
        Traffic sum = Traffic.NONE;
        for (Element each : tree.all(Kind.LISTENER)) {
            sum = sum.plus(provider.traffic(tree, each));
        }
        return sum;
    }

    /// Waits until a load balancer is no longer pending, so that a client that asks again and again
    /// learns at once. Returns after that time in any case.
    public void awaitSettled(String id, Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lock();
        try {
            Tree tree = catalog.find(id);
            while (left > 0 && tree != null && tree.root().provisioning().pending()) {
                left = settled.awaitNanos(left);
                tree = catalog.find(id);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Puts load balancers in place again whose floating IPs have changed.
    public void addressesChanged(String portId) {
        for (Tree tree : catalog.all()) {
            if (portId.equals(tree.root().get("vip_port_id"))) {
                deployer.changed(tree.id());
            }
        }
    }

    /// Stores what came of putting a load balancer in place.
    ///
    /// @param applied the tree that the provider had
    /// @param refused why it could not; null when it could
    /// @return false when that has to be tried again
    boolean finish(Tree applied, @Nullable String refused) {
        lock.lock();
        try {
            Tree present = catalog.find(applied.id());
            if (present == null || !present.root().provisioning().pending()) {
                return true; // nobody waits for it
            }
            if (!ours.contains(applied.id()) || !present.equals(applied)) {
                return true; // another director's, or changed meanwhile and waiting again
            }
            if (refused != null) {
                log.error("Load balancer {}: {}", applied.id(), refused);
                catalog.put(present.failed());
            } else if (present.root().provisioning() == Provisioning.PENDING_DELETE) {
                catalog.remove(present.id());
            } else {
                catalog.put(present.settled(now()));
            }
            ours.remove(applied.id());
            settled.signalAll();
            return true;
        } catch (StoreException e) {
            log.warn("Load balancer {}: {}", applied.id(), e.getMessage());
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until what has been asked for so far is in place or refused.
    ///
    /// @return false when that takes longer
    public boolean awaitQuiet(Duration longest) throws InterruptedException {
        return deployer.awaitQuiet(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        deployer.close();
        providers.values().forEach(Provider::close);
        store.close();
    }
}
