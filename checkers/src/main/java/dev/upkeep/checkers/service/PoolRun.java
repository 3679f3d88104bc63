package dev.upkeep.checkers.service;

import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A pool with the tasks of its checks. Belongs to the thread of the checks.
public final class PoolRun {

    private final Pool pool;
    private final @Nullable IpAddress requiredAddress;
    private final List<List<@Nullable CheckTask>> tasks = new ArrayList<>();

    public PoolRun(Pool pool) {
        this.pool = pool;
        VirtualServer service = pool.service();
        requiredAddress =
                service.policy().haSuspend()
                                && service.address() instanceof ServiceAddress.Address(var endpoint)
                        ? endpoint.address()
                        : null;
    }

    public Pool pool() {
        return pool;
    }

    /// Returns the address that its checks are suspended without (`ha_suspend`), null for none.
    @Nullable IpAddress requiredAddress() {
        return requiredAddress;
    }

    /// Returns the tasks by server and check; null for checks that have none.
    List<List<@Nullable CheckTask>> tasks() {
        return tasks;
    }

    /// Makes the tasks; those of unchanged checks are taken from the pool before a reload, the
    /// others of it are cancelled.
    ///
    /// @return the new tasks, not yet scheduled
    List<CheckTask> adopt(CheckScheduler scheduler, @Nullable PoolRun old) {
        Map<Endpoint, List<@Nullable CheckTask>> before = new HashMap<>();
        if (old != null && !old.tasks.isEmpty()) { // a service that departs has no checks
            List<RealServer> servers = old.pool.service().realServers();
            for (int i = 0; i < servers.size(); i++) {
                before.put(servers.get(i).endpoint(), old.tasks.get(i));
            }
        }
        List<CheckTask> fresh = new ArrayList<>();
        List<RealServer> servers = pool.service().realServers();
        for (int i = 0; i < servers.size(); i++) {
            List<@Nullable CheckTask> left =
                    before.getOrDefault(servers.get(i).endpoint(), List.of());
            tasks.add(tasksOf(scheduler, servers.get(i), i, left, fresh));
        }
        before.values().forEach(PoolRun::cancel);
        return fresh;
    }

    private List<@Nullable CheckTask> tasksOf(
            CheckScheduler scheduler,
            RealServer server,
            int index,
            List<@Nullable CheckTask> left,
            List<CheckTask> fresh) {
        if (server.checkers().isEmpty()) {
            return List.of(); // one list for tens of thousands of servers
        }
        List<@Nullable CheckTask> own = new ArrayList<>(server.checkers().size());
        for (int i = 0; i < server.checkers().size(); i++) {
            Checker checker = server.checkers().get(i);
            CheckTask task = take(left, checker);
            if (task != null) {
                task.move(this, index, i);
            } else {
                ProbeGroup group = scheduler.group(checker);
                if (group != null) {
                    task = new CheckTask(scheduler, group, this, index, i);
                    fresh.add(task);
                }
            }
            own.add(task);
        }
        return own;
    }

    private static @Nullable CheckTask take(List<@Nullable CheckTask> left, Checker checker) {
        for (int i = 0; i < left.size(); i++) {
            CheckTask task = left.get(i);
            if (task != null && task.checker().equals(checker)) {
                left.set(i, null);
                return task;
            }
        }
        return null;
    }

    private static void cancel(List<@Nullable CheckTask> tasks) {
        for (CheckTask task : tasks) {
            if (task != null) {
                task.cancel();
            }
        }
    }

    /// Returns the other virtual servers that share a probe of a server.
    List<ServiceName> sharers(int server) {
        return tasks.get(server).stream()
                .flatMap(task -> task == null ? Stream.empty() : task.sharers().stream())
                .distinct()
                .toList();
    }

    /// Ends all tasks.
    void cancel() {
        tasks.forEach(PoolRun::cancel);
    }
}
