package dev.upkeep.netlink;

import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.ipvs.Counters;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.IpvsInfo;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTimeouts;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.ServiceStatus;
import dev.upkeep.netlink.ipvs.SyncDaemon;
import dev.upkeep.netlink.libc.Errno;
import dev.upkeep.netlink.libc.KernelException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A fake of the kernel's table with the rules of `net/netfilter/ipvs/ip_vs_ctl.c`: the same
/// refusals, in the same order of tests. A test can also make it refuse, lose an exchange, forget a
/// scheduler, or change its table behind the daemon's back. Any thread may use it.
public final class FakeKernel implements Ipvs {

    /// The schedulers of Linux 6.1.
    public static final Set<String> SCHEDULERS =
            Set.of(
                    "rr", "wrr", "lc", "wlc", "lblc", "lblcr", "dh", "sh", "mh", "fo", "ovf", "sed",
                    "nq", "twos");

    private final Map<ServiceKey, Held> services = new LinkedHashMap<>();
    private final Map<SyncDaemon.Role, SyncDaemon> daemons = new EnumMap<>(SyncDaemon.Role.class);
    private final Set<String> schedulers = new TreeSet<>(SCHEDULERS);
    private final List<IpvsRequest> log = new ArrayList<>();
    private final List<Injected> injected = new ArrayList<>();
    private IpvsTimeouts timeouts = new IpvsTimeouts(900, 120, 300);
    private int failingExchanges;
    private int exchangeErrno;
    private int dumps;
    private int batches;
    private boolean closed;

    private record Injected(Predicate<IpvsRequest> which, int errno) {}

    private static final class Held {
        private Service service;
        private final Map<Endpoint, Destination> destinations = new LinkedHashMap<>();
        private final Map<Endpoint, Integer> connections = new HashMap<>();

        private Held(Service service) {
            this.service = service;
        }
    }

    // What a test does to the kernel.

    /// Refuses every request that the predicate takes, until [#refuseNothing].
    public synchronized void refuse(Predicate<IpvsRequest> which, int errno) {
        injected.add(new Injected(which, errno));
    }

    /// Takes back what [#refuse] said.
    public synchronized void refuseNothing() {
        injected.clear();
    }

    /// Lets the next calls of [#apply] fail as a whole after half of their requests were carried
    /// out, as ENOBUFS does.
    public synchronized void failExchanges(int count, int errno) {
        failingExchanges = count;
        exchangeErrno = errno;
    }

    /// Unloads a scheduler: a service that asks for it is refused with ENOENT.
    public synchronized void removeScheduler(String name) {
        schedulers.remove(name);
    }

    /// Changes the table as another program would: not counted, not logged, never refused by
    /// [#refuse].
    ///
    /// @throws IllegalArgumentException when the kernel's rules refuse it
    public synchronized void meddle(IpvsRequest request) {
        int errno = change(request);
        if (errno != 0) {
            throw new IllegalArgumentException(request + ": " + Errno.text(errno));
        }
    }

    /// Sets the active connections of a destination, for tests of draining.
    public synchronized void connections(ServiceKey key, Endpoint endpoint, int active) {
        Held held = services.get(key);
        if (held == null || !held.destinations.containsKey(endpoint)) {
            throw new IllegalArgumentException("no destination " + endpoint + " of " + key);
        }
        held.connections.put(endpoint, active);
    }

    // What a test sees.

    /// Every request that was carried out or refused, in order.
    public synchronized List<IpvsRequest> requests() {
        return List.copyOf(log);
    }

    /// The number of requests.
    public synchronized int requestCount() {
        return log.size();
    }

    /// Forgets the requests seen so far.
    public synchronized void clearRequests() {
        log.clear();
    }

    /// Calls of [#dump] and [#status].
    public synchronized int dumps() {
        return dumps;
    }

    /// Calls of [#apply] that had requests.
    public synchronized int batches() {
        return batches;
    }

    /// The table, without counting as a dump.
    public synchronized IpvsTable table() {
        Map<ServiceKey, IpvsTable.Entry> entries = new LinkedHashMap<>();
        services.forEach((key, held) ->
                entries.put(key, new IpvsTable.Entry(held.service, held.destinations)));
        return new IpvsTable(entries);
    }

    /// Returns whether somebody closed it.
    public synchronized boolean closed() {
        return closed;
    }

    // Ipvs

    @Override
    public synchronized IpvsTable dump() throws KernelException {
        dumps++;
        return table();
    }

    @Override
    public synchronized List<Refusal> apply(List<IpvsRequest> requests) throws KernelException {
        if (requests.isEmpty()) {
            return List.of();
        }
        batches++;
        boolean fails = failingExchanges > 0;
        int carriedOut = fails ? requests.size() / 2 : requests.size();
        List<Refusal> refusals = new ArrayList<>();
        for (IpvsRequest request : requests.subList(0, carriedOut)) {
            log.add(request);
            int errno = injectedErrno(request);
            if (errno == 0) {
                errno = change(request);
            }
            if (errno != 0) {
                refusals.add(new Refusal(request, errno, Errno.text(errno)));
            }
        }
        if (fails) {
            failingExchanges--;
            throw new KernelException("IPVS batch", exchangeErrno, Errno.text(exchangeErrno));
        }
        return refusals;
    }

    @Override
    public synchronized List<ServiceStatus> status() throws KernelException {
        dumps++;
        return services.values().stream()
                .map(held -> new ServiceStatus(held.service, Counters.ZERO, destinations(held)))
                .toList();
    }

    @Override
    public synchronized List<DestinationStatus> status(ServiceKey key) throws KernelException {
        Held held = services.get(key);
        return held == null ? List.of() : destinations(held);
    }

    @Override
    public synchronized IpvsTimeouts timeouts() {
        return timeouts;
    }

    @Override
    public synchronized void setTimeouts(IpvsTimeouts next) {
        timeouts =
                new IpvsTimeouts(
                        next.tcp() == 0 ? timeouts.tcp() : next.tcp(),
                        next.tcpFin() == 0 ? timeouts.tcpFin() : next.tcpFin(),
                        next.udp() == 0 ? timeouts.udp() : next.udp());
    }

    @Override
    public synchronized List<SyncDaemon> syncDaemons() {
        return List.copyOf(daemons.values());
    }

    @Override
    public synchronized void startSyncDaemon(SyncDaemon daemon) throws KernelException {
        if (daemons.putIfAbsent(daemon.role(), filled(daemon)) != null) {
            throw new KernelException(
                    "start IPVS sync daemon", Errno.EEXIST, Errno.text(Errno.EEXIST));
        }
    }

    /// The kernel reports what it chose: 1472 bytes is what an MTU of 1500 allows.
    private static SyncDaemon filled(SyncDaemon asked) {
        IpAddress group = asked.group();
        return new SyncDaemon(
                asked.role(),
                asked.interfaceName(),
                asked.syncId(),
                asked.maxLength() == 0 ? 1472 : asked.maxLength(),
                group == null ? IpAddress.parse("224.0.0.81") : group,
                asked.port() == 0 ? 8848 : asked.port(),
                asked.ttl() == 0 ? 1 : asked.ttl());
    }

    @Override
    public synchronized void stopSyncDaemon(SyncDaemon.Role role) throws KernelException {
        if (daemons.remove(role) == null) {
            throw new KernelException(
                    "stop IPVS sync daemon", Errno.ESRCH, Errno.text(Errno.ESRCH));
        }
    }

    @Override
    public void zeroCounters() {}

    @Override
    public IpvsInfo info() {
        return new IpvsInfo(0x010201, 4096);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private int injectedErrno(IpvsRequest request) {
        for (Injected rule : injected) {
            if (rule.which().test(request)) {
                return rule.errno();
            }
        }
        return 0;
    }

    private static List<DestinationStatus> destinations(Held held) {
        List<DestinationStatus> found = new ArrayList<>();
        held.destinations.forEach((endpoint, destination) ->
                found.add(
                        new DestinationStatus(
                                destination,
                                held.connections.getOrDefault(endpoint, 0),
                                0,
                                0,
                                Counters.ZERO)));
        return found;
    }

    /// Carries a request out.
    ///
    /// @return the errno of its refusal, 0 when there is none
    private int change(IpvsRequest request) {
        return switch (request) {
            case IpvsRequest.AddService(var service) -> addService(service);
            case IpvsRequest.EditService(var service) -> editService(service);
            case IpvsRequest.DeleteService(var key) ->
                    services.remove(key) == null ? Errno.ESRCH : 0;
            case IpvsRequest.AddDestination(var key, var destination) ->
                    addDestination(services.get(key), destination);
            case IpvsRequest.EditDestination(var key, var destination) ->
                    editDestination(services.get(key), destination);
            case IpvsRequest.DeleteDestination(var key, var endpoint) ->
                    deleteDestination(services.get(key), endpoint);
            case IpvsRequest.Flush() -> {
                services.clear();
                yield 0;
            }
        };
    }

    private int addService(Service service) {
        if (services.containsKey(service.key())) {
            return Errno.EEXIST;
        }
        int errno = checkService(service);
        if (errno == 0) {
            services.put(service.key(), new Held(stored(service)));
        }
        return errno;
    }

    private int editService(Service service) {
        Held held = services.get(service.key());
        if (held == null) {
            return Errno.ESRCH;
        }
        int errno = checkService(service);
        if (errno == 0) {
            held.service = stored(service);
        }
        return errno;
    }

    private int checkService(Service service) {
        if (!schedulers.contains(service.scheduler())) {
            return Errno.ENOENT;
        }
        String engine = service.persistenceEngine();
        if (engine != null && !engine.equals("sip")) {
            return Errno.ENOENT;
        }
        // An IPv4 mask may have any bits, also none.
        return switch (service.key().family()) {
            case INET -> 0;
            case INET6 ->
                    service.prefixLength() < 1 || service.prefixLength() > 128 ? Errno.EINVAL : 0;
        };
    }

    private static Service stored(Service service) {
        return new Service(
                service.key(),
                service.scheduler(),
                service.flags() & ~Service.HASHED,
                service.timeoutSeconds(),
                service.prefixLength(),
                service.persistenceEngine());
    }

    private static int addDestination(@Nullable Held held, Destination destination) {
        if (held == null) {
            return Errno.ESRCH;
        }
        int errno = checkDestination(held, destination);
        if (errno != 0) {
            return errno;
        }
        return held.destinations.putIfAbsent(destination.endpoint(), destination) == null
                ? 0
                : Errno.EEXIST;
    }

    private static int editDestination(@Nullable Held held, Destination destination) {
        if (held == null) {
            return Errno.ESRCH;
        }
        int errno = checkDestination(held, destination);
        if (errno != 0) {
            return errno;
        }
        return held.destinations.replace(destination.endpoint(), destination) == null
                ? Errno.ENOENT
                : 0;
    }

    private static int deleteDestination(@Nullable Held held, Endpoint endpoint) {
        if (held == null) {
            return Errno.ESRCH;
        }
        held.connections.remove(endpoint);
        return held.destinations.remove(endpoint) == null ? Errno.ENOENT : 0;
    }

    /// A weight below 0 or thresholds the wrong way round are ERANGE; families may only differ with
    /// a tunnel.
    private static int checkDestination(Held held, Destination destination) {
        boolean sameFamily =
                held.service.key().family() == destination.endpoint().address().family();
        if (!sameFamily && destination.method() != Destination.ForwardingMethod.TUNNEL) {
            return Errno.EINVAL;
        }
        boolean crossed =
                Integer.compareUnsigned(destination.lowerThreshold(), destination.upperThreshold())
                        > 0;
        return destination.weight() < 0 || crossed ? Errno.ERANGE : 0;
    }
}
