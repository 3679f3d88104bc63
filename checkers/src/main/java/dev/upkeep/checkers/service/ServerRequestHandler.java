package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.AdminStates;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerLookup;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServerRow;
import dev.upkeep.checkers.admin.ServerStatus;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.ServerState.AdminState;
import dev.upkeep.net.Endpoint;
import dev.upkeep.netlink.ipvs.DestinationStatus;
import dev.upkeep.netlink.ipvs.Ipvs;
import dev.upkeep.netlink.ipvs.ServiceKey;
import dev.upkeep.netlink.ipvs.ServiceStatus;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.loop.EventLoop;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/// Handles the requests of operators: first on the thread of the checks, which knows the servers,
/// then on the ipvs thread, which knows the kernel.
///
/// @param afterChanges runs something on the ipvs thread when the kernel was asked for all that the
///   thread of the checks has published so far
/// @param adminStates where to remember what was asked for
record ServerRequestHandler(
        EventLoop loop,
        ServiceRegistry registry,
        Ipvs ipvs,
        AfterChanges afterChanges,
        AdminStateFile adminStates,
        PendingRequests requests,
        Logger log) {

    /// More services than this are counted with one dump of the whole table.
    private static final int FEW = 4;

    /// See [dev.upkeep.checkers.reconcile.IpvsThread#afterChanges].
    @FunctionalInterface
    interface AfterChanges {
        void run(Runnable order);
    }

    /// Handles a request; any thread.
    ///
    /// @return completes on the ipvs thread, or at once with a refusal
    CompletableFuture<ServerAnswer> ask(ServerRequest request) {
        CompletableFuture<ServerAnswer> answer = requests.open();
        loop.execute(() -> PendingRequests.step(answer, () -> handle(request, answer)));
        return answer;
    }

    private void handle(ServerRequest request, CompletableFuture<ServerAnswer> answer) {
        switch (request) {
            case ServerRequest.Show(var service) -> show(service, answer);
            case ServerRequest.ShowChecks(var service) -> {
                List<Pool> all = registry.pools();
                List<Pool> named = service == null ? all : ServerLookup.services(all, service);
                answer.complete(
                        service != null && named.isEmpty()
                                ? new ServerAnswer.Refused(ServerLookup.unknown(all, service))
                                : new ServerAnswer.Checks(registry.checks(named)));
            }
            case ServerRequest.CheckNow(var service, var server) -> {
                switch (ServerLookup.find(registry.pools(), service, server)) {
                    case ServerLookup.Failed(String reason) ->
                            answer.complete(new ServerAnswer.Refused(reason));
                    case ServerLookup.Found(Pool pool, int index) ->
                            new CheckRun(
                                            loop,
                                            registry.scheduler().attempts(),
                                            pool.members().get(index),
                                            answer)
                                    .next();
                }
            }
            case ServerRequest.Weight(var service, var server, var weight) -> {
                switch (ServerLookup.find(registry.pools(), service, server)) {
                    case ServerLookup.Failed(String reason) ->
                            answer.complete(new ServerAnswer.Refused(reason));
                    case ServerLookup.Found(Pool pool, int index) ->
                            weigh(pool, index, weight, answer);
                }
            }
            case ServerRequest.Change(var service, var server, var adminState) -> {
                switch (ServerLookup.find(registry.pools(), service, server)) {
                    case ServerLookup.Failed(String reason) ->
                            answer.complete(new ServerAnswer.Refused(reason));
                    case ServerLookup.Found(Pool pool, int index) ->
                            change(pool, index, adminState, answer);
                }
            }
        }
    }

    private void show(@Nullable ServiceName service, CompletableFuture<ServerAnswer> answer) {
        List<Pool> all = registry.pools();
        List<Pool> named = service == null ? all : ServerLookup.services(all, service);
        if (service != null && named.isEmpty()) {
            answer.complete(new ServerAnswer.Refused(ServerLookup.unknown(all, service)));
            return;
        }
        List<ServerRow> rows =
                named.stream().flatMap(pool -> registry.rows(pool).stream()).toList();
        Set<ServiceKey> keys =
                named.stream()
                        .flatMap(pool -> pool.kernelKeys().stream())
                        .collect(Collectors.toUnmodifiableSet());
        afterChanges.run(() -> answer.complete(new ServerAnswer.Listed(count(rows, keys))));
    }

    private List<ServerStatus> count(List<ServerRow> rows, Set<ServiceKey> keys) {
        try {
            var kernel = connections(keys);
            return rows.stream().map(row -> row.counted(kernel)).toList();
        } catch (KernelException e) {
            log.warn("Connections cannot be read: {}", e.getMessage());
            return rows.stream().map(ServerRow::status).toList();
        }
    }

    private Map<ServiceKey, Map<Endpoint, DestinationStatus>> connections(Set<ServiceKey> keys)
            throws KernelException {
        Map<ServiceKey, Map<Endpoint, DestinationStatus>> found = new HashMap<>();
        if (keys.size() <= FEW) {
            for (ServiceKey key : keys) {
                found.put(key, byEndpoint(ipvs.status(key)));
            }
        } else {
            for (ServiceStatus each : ipvs.status()) {
                found.put(each.service().key(), byEndpoint(each.destinations()));
            }
        }
        return found;
    }

    static Map<Endpoint, DestinationStatus> byEndpoint(List<DestinationStatus> all) {
        Map<Endpoint, DestinationStatus> found = new HashMap<>();
        all.forEach(each -> found.put(each.destination().endpoint(), each));
        return found;
    }

    private void weigh(
            Pool pool,
            int index,
            @Nullable Integer weight,
            CompletableFuture<ServerAnswer> answer) {
        boolean changes = !Objects.equals(pool.operatorWeight(index), weight);
        var weighed =
                new ServerAnswer.Weighed(
                        changes,
                        ServiceName.of(pool),
                        ServerName.of(pool.members().get(index).endpoint()),
                        weight);
        if (!changes) {
            answer.complete(weighed);
            return;
        }
        registry.setWeight(pool, index, weight);
        loop.execute(() -> afterChanges.run(() -> answer.complete(weighed)));
    }

    private void change(
            Pool pool, int index, AdminState adminState, CompletableFuture<ServerAnswer> answer) {
        boolean changes = pool.state(index).adminState() != adminState;
        var changed =
                new ServerAnswer.Changed(
                        changes,
                        ServiceName.of(pool),
                        ServerName.of(pool.members().get(index).endpoint()),
                        adminState);
        if (!changes) {
            answer.complete(changed);
            return;
        }
        registry.setAdminState(pool, index, adminState);
        AdminStates now = AdminStates.of(registry.pools());
        // What changes leaves the runner at the end of this round of the loop.
        loop.execute(() ->
                afterChanges.run(() -> {
                    adminStates.save(now, log);
                    answer.complete(changed);
                }));
    }
}
