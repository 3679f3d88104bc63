package dev.upkeep.app;

import dev.upkeep.app.cli.Usage;
import dev.upkeep.checkers.admin.PoolStatus;
import dev.upkeep.checkers.admin.ServerAnswer;
import dev.upkeep.checkers.admin.ServerName;
import dev.upkeep.checkers.admin.ServerRequest;
import dev.upkeep.checkers.admin.ServiceName;
import dev.upkeep.checkers.service.CheckerService;
import dev.upkeep.config.model.Configuration;
import dev.upkeep.config.model.SnmpSettings;
import dev.upkeep.netlink.libc.KernelException;
import dev.upkeep.netlink.process.Threads;
import dev.upkeep.netlink.route.RouteSocket;
import dev.upkeep.snmp.SnmpAgent;
import dev.upkeep.snmp.SnmpSource;
import dev.upkeep.snmp.TrapHooks;
import dev.upkeep.snmp.mib.MibData;
import dev.upkeep.vrrp.io.InstanceStatus;
import dev.upkeep.vrrp.io.SteeringRequest;
import dev.upkeep.vrrp.io.VrrpService;
import dev.upkeep.vrrp.resource.NetworkView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The SNMP agent as a part of the daemon.
final class SnmpSubsystem implements Subsystem, SnmpSource {

    private final Supplier<DaemonStatus.Parts> parts;
    private final TrapHooks traps;
    private final DaemonSettings.Snmp options;
    private final Instant started = Instant.now();
    private volatile Configuration running;
    private SnmpSettings settings;
    private SnmpAgent agent;

    /// Starts the agent.
    ///
    /// @param traps get to know the agent
    SnmpSubsystem(
            Configuration configuration,
            Supplier<DaemonStatus.Parts> parts,
            TrapHooks traps,
            DaemonSettings.Snmp options) {
        this.parts = parts;
        this.traps = traps;
        this.options = options;
        running = configuration;
        settings = options.over(configuration.global().snmp());
        agent = new SnmpAgent(settings, this);
        traps.publishTo(agent, settings, this::routerId);
    }

    @Override
    public CompletableFuture<Void> reload(Configuration next) {
        running = next;
        SnmpSettings desired = options.over(next.global().snmp());
        if (!desired.equals(settings)) {
            agent.close();
            settings = desired;
            agent = new SnmpAgent(settings, this);
            traps.publishTo(agent, settings, this::routerId);
        }
        return CompletableFuture.completedFuture(null);
    }

    private String routerId() {
        return running.global().routerId();
    }

    @Override
    public void close() {
        traps.forget();
        agent.close();
    }

    @Override
    public CompletableFuture<MibData> data() {
        DaemonStatus.Parts asked = parts.get();
        VrrpService vrrp = asked.vrrp();
        CompletableFuture<List<InstanceStatus>> instances =
                vrrp == null ? CompletableFuture.completedFuture(List.of()) : vrrp.status();
        CompletableFuture<Map<String, Integer>> processes =
                vrrp == null ? CompletableFuture.completedFuture(Map.of()) : vrrp.processCounts();
        CompletableFuture<List<PoolStatus>> pools =
                asked.checkers() == null
                        ? CompletableFuture.completedFuture(List.of())
                        : asked.checkers().status().thenApply(status -> status.pools());
        return CompletableFuture.allOf(instances, processes, pools)
                .thenApplyAsync(
                        _ -> data(instances.join(), processes.join(), pools.join()),
                        Threads::runAside);
    }

    private MibData data(
            List<InstanceStatus> instances,
            Map<String, Integer> processes,
            List<PoolStatus> pools) {
        NetworkView network = new NetworkView();
        try {
            network.reset(RouteSocket.links(), RouteSocket.addresses());
        } catch (KernelException e) {
            throw new CompletionException(e);
        }
        return new MibData(
                Usage.keepalived(),
                running,
                instances,
                processes,
                pools,
                network,
                started,
                Instant.now());
    }

    @Override
    public CompletableFuture<Boolean> priority(String instance, @Nullable Integer priority) {
        return steer(new SteeringRequest.Priority(instance, priority));
    }

    @Override
    public CompletableFuture<Boolean> preemption(String instance, @Nullable Boolean preempts) {
        return steer(new SteeringRequest.Preemption(instance, preempts));
    }

    private CompletableFuture<Boolean> steer(SteeringRequest request) {
        VrrpService vrrp = parts.get().vrrp();
        return vrrp == null
                ? CompletableFuture.completedFuture(false)
                : vrrp.steer(request).thenApply(SteeringRequest.Outcome::done);
    }

    @Override
    public CompletableFuture<Boolean> weight(
            ServiceName service, ServerName server, @Nullable Integer weight) {
        CheckerService checkers = parts.get().checkers();
        return checkers == null
                ? CompletableFuture.completedFuture(false)
                : checkers.ask(new ServerRequest.Weight(service, server, weight))
                        .thenApply(answer -> answer instanceof ServerAnswer.Weighed);
    }
}
