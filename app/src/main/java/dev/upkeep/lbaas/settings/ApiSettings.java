package dev.upkeep.lbaas.settings;

import dev.upkeep.lbaas.layered.MarkTool;
import dev.upkeep.lbaas.mapping.Layers;
import dev.upkeep.lbaas.model.Networks;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of `upkeep api`.
///
/// @param listen loopback, unless there are authentication and TLS
/// @param users file of tokens and users; null for none
/// @param tls null for plain HTTP
/// @param providers names, the default first
/// @param project of objects whose request names none, where there is no authentication
public record ApiSettings(
        InetSocketAddress listen,
        @Nullable Path users,
        @Nullable Tls tls,
        StoreSettings store,
        List<String> providers,
        String project,
        Networks networks,
        DirectorSettings director) {

    public ApiSettings {
        providers = List.copyOf(providers);
    }

    /// TLS of the API.
    ///
    /// @param clientCa certificates that sign those of clients, which then must have one; null for
    ///   any client
    public record Tls(Path certificate, Path key, @Nullable Path clientCa) {}

    /// The store of load balancers.
    public sealed interface StoreSettings {

        /// In a directory.
        record InDirectory(Path directory) implements StoreSettings {}

        /// In etcd.
        ///
        /// @param endpoints URLs of its JSON gateway
        record InEtcd(List<String> endpoints, String prefix) implements StoreSettings {
            public InEtcd {
                endpoints = List.copyOf(endpoints);
            }
        }

        /// Nowhere.
        record InMemory() implements StoreSettings {}
    }

    /// This director, which differs from the others.
    ///
    /// @param pidFile of the daemon
    /// @param instances file with its `vrrp_instance` blocks; null for none: then no VIP is put
    ///   anywhere
    /// @param fragments directory that the daemon's configuration includes
    /// @param haproxy where its processes have their files
    /// @param certificates where certificates of listeners lie
    /// @param layered its part in a cluster of two layers; null for none
    public record DirectorSettings(
            Path pidFile,
            @Nullable Path instances,
            Path fragments,
            Path haproxy,
            Path certificates,
            @Nullable LayeredSettings layered) {}

    /// The part of this machine in a cluster of two layers.
    ///
    /// @param marks how a director marks packets
    public record LayeredSettings(Layers layers, MarkTool marks) {}

    /// True when only this machine can reach it.
    public boolean local() {
        InetAddress address = listen.getAddress();
        return address != null && address.isLoopbackAddress();
    }
}
