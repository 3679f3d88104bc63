package dev.upkeep.checkers;

import dev.upkeep.checkers.nft.BalancerConfiguration;
import dev.upkeep.checkers.nft.GeneratedMarks;
import dev.upkeep.checkers.nft.ServiceKeys;
import dev.upkeep.checkers.pool.Pool;
import dev.upkeep.checkers.pool.PoolKey;
import dev.upkeep.checkers.table.DesiredState;
import dev.upkeep.config.fixture.Configurations;
import dev.upkeep.config.fixture.Records;
import dev.upkeep.config.model.CheckConnection;
import dev.upkeep.config.model.CheckTiming;
import dev.upkeep.config.model.Checker;
import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.LvsGlobals;
import dev.upkeep.config.model.Protocol;
import dev.upkeep.config.model.Quorum;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.ServiceAddress;
import dev.upkeep.config.model.SorryServer;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.IpAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Parts of configurations for tests: read from text, so that defaults are those of the language,
/// and varied in what a test is about.
public final class Models {

    private Models() {}

    /// `10.0.0.1:80`.
    public static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(
                IpAddress.parse(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    /// The service that others differ from.
    private static final VirtualServer SERVICE =
            Configurations.service(
                    """
                    virtual_server 10.0.0.9 80 {
                        delay_loop 6
                        lvs_sched rr
                        lvs_method NAT
                        protocol TCP
                        sorry_server 10.0.0.5 80
                        real_server 10.0.0.1 80 {
                            TCP_CHECK {
                                connect_timeout 3
                                delay_before_retry 3
                                retry 3
                                warmup 0
                            }
                        }
                    }
                    """);

    private static final BalancerConfiguration NO_SERVICES =
            BalancerConfiguration.of(Configurations.of(""));

    /// A period of 6 s, three retries of 3 s, no warm-up.
    public static CheckTiming timing(boolean alpha) {
        CheckTiming timing = tcpCheck().timing();
        return Records.with(timing, "alpha", alpha);
    }

    private static Checker.Tcp tcpCheck() {
        return (Checker.Tcp) SERVICE.realServers().getFirst().checkers().getFirst();
    }

    /// `TCP_CHECK`.
    public static Checker.Tcp tcpCheck(String target, boolean alpha) {
        CheckConnection connection = tcpCheck().connection();
        return new Checker.Tcp(Records.with(connection, "target", endpoint(target)), timing(alpha));
    }

    /// A real server with NAT and the given checks.
    public static RealServer server(String endpoint, int weight, Checker... checks) {
        return server(endpoint, weight, false, checks);
    }

    /// A real server with NAT and the given checks.
    public static RealServer server(
            String endpoint, int weight, boolean inhibit, Checker... checks) {
        RealServer server = SERVICE.realServers().getFirst();
        server = Records.with(server, "endpoint", endpoint(endpoint));
        server = Records.with(server, "weight", weight);
        server = Records.with(server, "inhibitOnFailure", inhibit);
        return Records.with(server, "checkers", List.of(checks));
    }

    /// A sorry server with NAT.
    public static SorryServer sorry(String endpoint, boolean inhibit) {
        SorryServer sorry = Objects.requireNonNull(SERVICE.sorryServer());
        sorry = Records.with(sorry, "endpoint", endpoint(endpoint));
        return Records.with(sorry, "inhibit", inhibit);
    }

    /// A TCP service with round robin.
    public static VirtualServer service(
            String endpoint, long quorum, @Nullable SorryServer sorry, RealServer... servers) {
        return service(
                new ServiceAddress.Address(endpoint(endpoint)),
                Records.with(SERVICE.quorum(), "quorum", quorum),
                sorry,
                List.of(servers));
    }

    /// A TCP service with round robin.
    public static VirtualServer service(
            ServiceAddress address,
            Quorum quorum,
            @Nullable SorryServer sorry,
            List<RealServer> servers) {
        VirtualServer service = Records.with(SERVICE, "address", address);
        service = Records.with(service, "quorum", quorum);
        service = Records.with(service, "sorryServer", sorry);
        return Records.with(service, "realServers", servers);
    }

    /// A TCP service with round robin and quorum 1.
    public static VirtualServer service(ServiceAddress address, RealServer... servers) {
        return service(address, SERVICE.quorum(), null, List.of(servers));
    }

    /// The same service, and its servers, with another way of forwarding.
    public static VirtualServer with(Forwarding forwarding, VirtualServer service) {
        List<RealServer> servers =
                service.realServers().stream()
                        .map(server -> Records.with(server, "forwarding", forwarding))
                        .toList();
        return Records.with(
                Records.with(service, "forwarding", forwarding), "realServers", servers);
    }

    /// The same service with another component of its policy.
    public static VirtualServer withPolicy(VirtualServer service, String component, Object value) {
        return Records.with(service, "policy", Records.with(service.policy(), component, value));
    }

    /// The same service with a `drain_timeout`.
    public static VirtualServer draining(Duration timeout, VirtualServer service) {
        return withPolicy(service, "drainTimeout", timeout);
    }

    /// The same service of another protocol.
    public static VirtualServer with(Protocol protocol, VirtualServer service) {
        return Records.with(service, "protocol", protocol);
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
        LvsGlobals lvs = Records.with(NO_SERVICES.lvs(), "nftablesTable", nftablesTable);
        BalancerConfiguration configuration = Records.with(NO_SERVICES, "lvs", lvs);
        configuration = Records.with(configuration, "groups", groups);
        return Records.with(configuration, "services", List.of(services));
    }
}
