package dev.upkeep.checkers;

import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.CheckerGlobals;
import dev.upkeep.config.model.ConnectionLimits;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.Scheduling;
import dev.upkeep.config.model.ServerNotify;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.ServicePolicy;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.SslSettings;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Parts of configurations for tests, with the defaults of the language.
public final class Models {

    private Models() {}

    /// `10.0.0.1:80`.
    public static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                IpAddress.parse(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    /// A period of 6 s, three retries of 3 s, no warm-up.
    public static CheckTiming timing(boolean alpha) {
        Duration three = Duration.ofSeconds(3);
        return new CheckTiming(3, three, Duration.ZERO, Duration.ofSeconds(6), alpha, false);
    }

    /// `TCP_CHECK`.
    public static Checker.Tcp tcpCheck(String target, boolean alpha) {
        return new Checker.Tcp(
                new CheckConnection(endpoint(target), null, 0, null, Duration.ofSeconds(3), 0),
                timing(alpha));
    }

    /// A real server with NAT and the given checks.
    public static RealServer server(String endpoint, int weight, Checker... checks) {
        return server(endpoint, weight, false, checks);
    }

    /// A real server with NAT and the given checks.
    public static RealServer server(
            String endpoint, int weight, boolean inhibit, Checker... checks) {
        return new RealServer(
                endpoint(endpoint),
                weight,
                new Forwarding.Nat(),
                ConnectionLimits.NONE,
                inhibit,
                false,
                new ServerNotify(true, null, null),
                null,
                null,
                List.of(checks));
    }

    /// A sorry server with NAT.
    public static SorryServer sorry(String endpoint, boolean inhibit) {
        return new SorryServer(endpoint(endpoint), new Forwarding.Nat(), inhibit);
    }

    /// A TCP service with round robin.
    public static VirtualServer service(
            String endpoint, long quorum, @Nullable SorryServer sorry, RealServer... servers) {
        return service(
                new ServiceAddress.Address(endpoint(endpoint)),
                new Quorum(quorum, 0, null, null),
                sorry,
                List.of(servers));
    }

    /// A TCP service with round robin.
    public static VirtualServer service(
            ServiceAddress address,
            Quorum quorum,
            @Nullable SorryServer sorry,
            List<RealServer> servers) {
        return new VirtualServer(
                address,
                Family.INET,
                Protocol.TCP,
                new Scheduling("rr", 0, false, false),
                null,
                new Forwarding.Nat(),
                quorum,
                sorry,
                new ServicePolicy(false, false, false, false, false, Duration.ZERO),
                null,
                null,
                servers);
    }

    /// A TCP service with round robin and quorum 1.
    public static VirtualServer service(ServiceAddress address, RealServer... servers) {
        return service(address, new Quorum(1, 0, null, null), null, List.of(servers));
    }

    /// The same service, and its servers, with another way of forwarding.
    public static VirtualServer with(Forwarding forwarding, VirtualServer service) {
        return new VirtualServer(
                service.address(),
                service.family(),
                service.protocol(),
                service.scheduling(),
                service.persistence(),
                forwarding,
                service.quorum(),
                service.sorryServer(),
                service.policy(),
                service.virtualHost(),
                service.snmpName(),
                service.realServers().stream()
                        .map(server ->
                                new RealServer(
                                        server.endpoint(),
                                        server.weight(),
                                        forwarding,
                                        server.limits(),
                                        server.inhibitOnFailure(),
                                        server.alpha(),
                                        server.notifications(),
                                        server.virtualHost(),
                                        server.snmpName(),
                                        server.checkers()))
                        .toList());
    }

    /// The same service with a `drain_timeout`.
    public static VirtualServer draining(Duration timeout, VirtualServer service) {
        return new VirtualServer(
                service.address(),
                service.family(),
                service.protocol(),
                service.scheduling(),
                service.persistence(),
                service.forwarding(),
                service.quorum(),
                service.sorryServer(),
                new ServicePolicy(false, false, false, false, false, timeout),
                service.virtualHost(),
                service.snmpName(),
                service.realServers());
    }

    /// The same service of another protocol.
    public static VirtualServer with(Protocol protocol, VirtualServer service) {
        return new VirtualServer(
                service.address(),
                service.family(),
                protocol,
                service.scheduling(),
                service.persistence(),
                service.forwarding(),
                service.quorum(),
                service.sorryServer(),
                service.policy(),
                service.virtualHost(),
                service.snmpName(),
                service.realServers());
    }

    /// Pools without history of a configuration, by identity.
    public static Map<PoolKey, Pool> pools(BalancerConfiguration configuration, ServiceKeys keys) {
        Map<PoolKey, Pool> pools = new LinkedHashMap<>();
        PoolKey.index(configuration.services())
                .forEach((key, service) ->
                        pools.put(key, Pool.fresh(key, service, keys.of(key, service))));
        return pools;
    }

    /// The desired state of pools without history.
    public static DesiredState desired(BalancerConfiguration configuration, ServiceKeys keys) {
        return DesiredState.of(configuration, keys, pools(configuration, keys).values());
    }

    /// The desired state of pools without history.
    public static DesiredState desired(BalancerConfiguration configuration) {
        return desired(configuration, ServiceKeys.of(configuration, GeneratedMarks.NONE));
    }

    /// Services without groups.
    public static BalancerConfiguration configuration(VirtualServer... services) {
        return configuration(null, List.of(), services);
    }

    /// Services on groups.
    ///
    /// @param nftablesTable `nftables_ipvs`, null for off; with priority -1 and marks from 1000
    public static BalancerConfiguration configuration(
            @Nullable String nftablesTable,
            List<VirtualServerGroup> groups,
            VirtualServer... services) {
        return new BalancerConfiguration(
                new LvsGlobals(
                        false,
                        LvsGlobals.FlushOnStop.NO,
                        new LvsGlobals.Timeouts(0, 0, 0),
                        null,
                        nftablesTable,
                        -1,
                        1000,
                        Duration.ofSeconds(30),
                        false,
                        new CheckerGlobals(false, CheckerGlobals.LogLevel.STEPS, true)),
                new SslSettings(null, null, null, null),
                List.of(),
                groups,
                List.of(services),
                false,
                Set.of());
    }
}
