package dev.upkeep.checkers.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.upkeep.checkers.pool.Ownership;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import dev.upkeep.netlink.FakeKernel;
import dev.upkeep.netlink.ipvs.Destination;
import dev.upkeep.netlink.ipvs.Destination.ForwardingMethod;
import dev.upkeep.netlink.ipvs.Destination.Tunnel;
import dev.upkeep.netlink.ipvs.IpvsRequest;
import dev.upkeep.netlink.ipvs.IpvsTable;
import dev.upkeep.netlink.ipvs.IpvsTable.Entry;
import dev.upkeep.netlink.ipvs.Service;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.libc.KernelException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDiffTest {

    private static final int ROUNDS = 3000;
    private static final List<String> SCHEDULERS = List.of("rr", "wrr", "wlc", "sh", "mh");

    @Test
    void difference_appliedToTheKernel_givesTheDesiredTable() throws KernelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            String where = "seed " + seed + ", round " + round;
            IpvsTable a = table(random);
            IpvsTable b = table(random);
            try (FakeKernel kernel = kernel(a)) {
                List<IpvsRequest> requests = TableDiff.between(kernel.dump(), b, all(a, b));
                assertThat(kernel.apply(requests)).as(where).isEmpty();
                assertThat(normal(kernel.table())).as(where).isEqualTo(normal(b));
                assertThat(TableDiff.between(kernel.dump(), b, all(a, b))).as(where).isEmpty();
            }
        }
    }

    @Test
    void everyStepBetween_hasAServerWhereBothEndsHaveOne() throws KernelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            IpvsTable a = table(random);
            IpvsTable b = table(random);
            Set<ServiceKey> served = serving(a);
            served.retainAll(serving(b));
            try (FakeKernel kernel = kernel(a)) {
                for (IpvsRequest request : TableDiff.between(kernel.dump(), b, all(a, b))) {
                    kernel.apply(List.of(request));
                    assertThat(serving(kernel.table()))
                            .as("seed %d, round %d, after %s", seed, round, request)
                            .containsAll(served);
                }
            }
        }
    }

    @Test
    void newServices_areThere_beforeOldOnesGo() throws KernelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            IpvsTable a = table(random);
            IpvsTable b = table(random);
            List<IpvsRequest> requests = TableDiff.between(a, b, all(a, b));
            int lastAdded = -1;
            int firstDeleted = requests.size();
            for (int i = 0; i < requests.size(); i++) {
                if (requests.get(i) instanceof IpvsRequest.AddService) {
                    lastAdded = i;
                } else if (requests.get(i) instanceof IpvsRequest.DeleteService) {
                    firstDeleted = Math.min(firstDeleted, i);
                }
            }
            assertThat(lastAdded).as("seed %d, round %d", seed, round).isLessThan(firstDeleted);
        }
    }

    @Test
    void entriesOfOthers_stay() throws KernelException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            IpvsTable foreign = table(random);
            IpvsTable ours = table(random);
            try (FakeKernel kernel = kernel(foreign)) {
                kernel.apply(TableDiff.between(kernel.dump(), ours, all(ours)));
                IpvsTable after = kernel.table();
                String where = "seed " + seed + ", round " + round;
                assertThat(all(after).and(all(foreign))).as(where).isEqualTo(all(after));
            }
        }
    }

    @Test
    void whatTheKernelCanChange_isEditedInPlace() {
        ServiceKey key = new ServiceKey.OnMark(Family.INET, 1);
        Endpoint server = new Endpoint(IpAddress.parse("10.0.0.1"), 80);
        Service before = new Service(key, "rr", 0, 0, 32, null);
        Service after = new Service(key, "mh", Service.PERSISTENT | Service.SCHED2, 60, 24, "sip");
        Destination nat =
                new Destination(server, ForwardingMethod.MASQUERADE, 1, 0, 0, Tunnel.IPIP);
        Destination tunnel =
                new Destination(server, ForwardingMethod.TUNNEL, 3, 10, 5, new Tunnel(1, 6080, 1));
        assertThat(
                        TableDiff.between(
                                single(before, nat), single(after, tunnel), Ownership.nothing()))
                .containsExactly(
                        new IpvsRequest.EditService(after),
                        new IpvsRequest.EditDestination(key, tunnel));
    }

    @Test
    void whatTheKernelSetsByItself_isNoDifference() {
        ServiceKey key = new ServiceKey.OnMark(Family.INET, 1);
        Service asked = new Service(key, "rr", 0, 0, 32, null);
        Service reported = new Service(key, "rr", Service.HASHED, 7, 24, null);
        assertThat(TableDiff.same(asked, reported)).isTrue();
    }

    private static IpvsTable single(Service service, Destination destination) {
        return new IpvsTable(
                Map.of(
                        service.key(),
                        new Entry(service, Map.of(destination.endpoint(), destination))));
    }

    private static FakeKernel kernel(IpvsTable table) throws KernelException {
        FakeKernel kernel = new FakeKernel();
        assertThat(kernel.apply(TableDiff.between(IpvsTable.empty(), table, Ownership.nothing())))
                .isEmpty();
        return kernel;
    }

    /// A few services out of few possible ones, so that tables overlap.
    private static IpvsTable table(Random random) {
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            ServiceKey key = key(random);
            boolean persistent = random.nextBoolean();
            int bits = key.family() == Family.INET ? 32 : 128;
            Service service =
                    new Service(
                            key,
                            SCHEDULERS.get(random.nextInt(SCHEDULERS.size())),
                            (persistent ? Service.PERSISTENT : 0)
                                    | (random.nextInt(4) == 0 ? Service.ONE_PACKET : 0)
                                    | (random.nextInt(4) == 0 ? Service.SCHED1 : 0),
                            persistent ? 60 * (1 + random.nextInt(3)) : 0,
                            persistent ? bits - random.nextInt(8) : bits,
                            random.nextInt(6) == 0 ? "sip" : null);
            entries.put(key, new Entry(service, destinations(random, key.family())));
        }
        return new IpvsTable(entries);
    }

    private static ServiceKey key(Random random) {
        Family family = random.nextInt(3) == 0 ? Family.INET6 : Family.INET;
        if (random.nextInt(3) == 0) {
            return new ServiceKey.OnMark(family, 1 + random.nextInt(2));
        }
        IpAddress address =
                IpAddress.parse(
                        (family == Family.INET ? "10.0.0." : "fd00::") + (1 + random.nextInt(2)));
        return new ServiceKey.OnAddress(
                random.nextBoolean() ? 6 : 17, new Endpoint(address, 80 + random.nextInt(2)));
    }

    private static Map<Endpoint, Destination> destinations(Random random, Family family) {
        Map<Endpoint, Destination> found = new LinkedHashMap<>();
        int count = random.nextInt(5);
        for (int i = 0; i < count; i++) {
            String prefix = family == Family.INET ? "192.168.0." : "fd01::";
            Endpoint server = new Endpoint(IpAddress.parse(prefix + (1 + random.nextInt(5))), 80);
            ForwardingMethod method =
                    List.of(
                                    ForwardingMethod.MASQUERADE,
                                    ForwardingMethod.TUNNEL,
                                    ForwardingMethod.DIRECT_ROUTE)
                            .get(random.nextInt(3));
            int upper = random.nextInt(3) * 10;
            found.put(
                    server,
                    new Destination(
                            server,
                            method,
                            random.nextInt(3),
                            upper,
                            upper / 2,
                            method == ForwardingMethod.TUNNEL && random.nextBoolean()
                                    ? new Tunnel(1, 6080, random.nextInt(2))
                                    : Tunnel.IPIP));
        }
        return found;
    }

    private static Ownership all(IpvsTable... tables) {
        Map<ServiceKey, Set<Endpoint>> entries = new HashMap<>();
        for (IpvsTable table : tables) {
            table.services()
                    .forEach((key, entry) ->
                            entries.computeIfAbsent(key, _ -> new HashSet<>())
                                    .addAll(entry.destinations().keySet()));
        }
        return new Ownership(entries);
    }

    private static Set<ServiceKey> serving(IpvsTable table) {
        Set<ServiceKey> serving = new HashSet<>();
        table.services()
                .forEach((key, entry) -> {
                    if (entry.destinations().values().stream()
                            .anyMatch(destination -> destination.weight() > 0)) {
                        serving.add(key);
                    }
                });
        return serving;
    }

    /// Without what the kernel keeps but does not use.
    private static IpvsTable normal(IpvsTable table) {
        Map<ServiceKey, Entry> entries = new LinkedHashMap<>();
        table.services()
                .forEach((key, entry) -> {
                    Service service = entry.service();
                    boolean persistent = (service.flags() & Service.PERSISTENT) != 0;
                    entries.put(
                            key,
                            new Entry(
                                    persistent
                                            ? service
                                            : new Service(
                                                    key,
                                                    service.scheduler(),
                                                    service.flags(),
                                                    0,
                                                    1,
                                                    service.persistenceEngine()),
                                    entry.destinations()));
                });
        return new IpvsTable(entries);
    }
}
