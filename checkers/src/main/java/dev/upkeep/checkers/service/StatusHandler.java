package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.CheckStatus;
import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRow;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.reconcile.IpvsReconciler;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.Counters;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.ServiceStatus;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Collects the status of all virtual servers: first on the thread of the checks, some servers at a
/// time with what is due between them, then on the ipvs thread with one dump of the kernel.
///
/// @param afterChanges see [ServerRequestHandler]
record StatusHandler(
        EventLoop loop,
        ServiceRegistry registry,
        Ipvs ipvs,
        IpvsReconciler reconciler,
        ServerRequestHandler.AfterChanges afterChanges,
        PendingRequests requests,
        Logger log) {

    /// Servers after which the thread of the checks does what is due.
    private static final int SLICE = 256;

    private record Described(PoolStatus status, List<ServerRow> rows, List<ServiceKey> keys) {}

    /// Any thread.
    CompletableFuture<CheckerStatus> ask() {
        CompletableFuture<CheckerStatus> answer = requests.open();
        loop.execute(() ->
                PendingRequests.step(
                        answer,
                        () ->
                                describe(
                                        new ArrayDeque<>(registry.pools()),
                                        new ArrayList<>(),
                                        answer)));
        return answer;
    }

    private void describe(
            Deque<Pool> pools, List<Described> done, CompletableFuture<CheckerStatus> answer) {
        int servers = 0;
        while (!pools.isEmpty() && servers < SLICE) {
            Pool pool = pools.remove();
            servers += Math.max(1, pool.members().size());
            done.add(describe(pool));
        }
        if (pools.isEmpty()) {
            afterChanges.run(() -> PendingRequests.step(answer, () -> count(done, answer)));
        } else {
            loop.defer(() -> PendingRequests.step(answer, () -> describe(pools, done, answer)));
        }
    }

    private Described describe(Pool pool) {
        List<ServerRow> rows = ServerRow.of(pool);
        List<CheckStatus> checks = registry.checks(List.of(pool));
        SorryServer sorry = pool.service().sorryServer();
        PoolStatus status =
                new PoolStatus(
                        ServiceName.of(pool),
                        pool.service().snmpName(),
                        pool.service().scheduling().scheduler(),
                        new PoolStatus.QuorumStatus(
                                pool.service().quorum().quorum(),
                                pool.service().quorum().hysteresis(),
                                pool.live(),
                                pool.quorumUp()),
                        sorry == null ? null : ServerName.of(sorry.endpoint()),
                        pool.removed(),
                        null,
                        rows.stream().map(ServerRow::status).toList(),
                        checks);
        return new Described(status, rows, pool.kernelKeys());
    }

    private void count(List<Described> described, CompletableFuture<CheckerStatus> answer) {
        List<PoolStatus> pools;
        try {
            Map<ServiceKey, Counters> services = new HashMap<>();
            Map<ServiceKey, Map<Endpoint, DestinationStatus>> servers = new HashMap<>();
            for (ServiceStatus each : ipvs.status()) {
                services.put(each.service().key(), each.counters());
                servers.put(
                        each.service().key(), ServerRequestHandler.byEndpoint(each.destinations()));
            }
            pools = described.stream().map(each -> count(each, services, servers)).toList();
        } catch (KernelException e) {
            log.warn("Connections cannot be read: {}", e.getMessage());
            pools = described.stream().map(Described::status).toList();
        }
        answer.complete(new CheckerStatus(pools, reconciler.status()));
    }

    private static PoolStatus count(
            Described described,
            Map<ServiceKey, Counters> services,
            Map<ServiceKey, Map<Endpoint, DestinationStatus>> servers) {
        @Nullable Counters sum = null;
        for (ServiceKey key : described.keys()) {
            Counters one = services.get(key);
            if (one != null) {
                sum = sum == null ? one : sum.plus(one);
            }
        }
        List<ServerStatus> counted =
                described.rows().stream().map(row -> row.counted(servers)).toList();
        return described.status().counted(sum, counted);
    }
}
