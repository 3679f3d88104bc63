package dev.upkeep.lbaas;

import dev.upkeep.app.control.ControlSocket;
import dev.upkeep.lbaas.haproxy.HaproxyProvider;
import dev.upkeep.lbaas.http.ApiServer;
import dev.upkeep.lbaas.http.Authentication;
import dev.upkeep.lbaas.ipvs.DaemonClient;
import dev.upkeep.lbaas.ipvs.Director;
import dev.upkeep.lbaas.ipvs.IpvsProvider;
import dev.upkeep.lbaas.layered.LayeredProvider;
import dev.upkeep.lbaas.rules.FirewallMarks;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.NoopProvider;
import dev.upkeep.lbaas.service.Provider;
import dev.upkeep.lbaas.settings.ApiSettings;
import dev.upkeep.lbaas.settings.ApiSettings.DirectorSettings;
import dev.upkeep.lbaas.settings.ApiSettings.LayeredSettings;
import dev.upkeep.lbaas.settings.ApiSettings.StoreSettings;
import dev.upkeep.lbaas.settings.ApiSettings.Tls;
import dev.upkeep.lbaas.settings.PemContext;
import dev.upkeep.lbaas.store.DirectoryStore;
import dev.upkeep.lbaas.store.EtcdStore;
import dev.upkeep.lbaas.store.MemoryStore;
import dev.upkeep.lbaas.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The parts of `upkeep api`, wired together.
public final class ApiProcess implements AutoCloseable {

    private final LoadBalancers service;
    private final ApiServer server;

    private ApiProcess(LoadBalancers service, ApiServer server) {
        this.service = service;
        this.server = server;
    }

    /// Puts in place what is stored, and begins to answer.
    ///
    /// @throws IOException when a file, the store or the address cannot be used
    public static ApiProcess start(ApiSettings settings) throws IOException {
        Path users = settings.users();
        Authentication authentication =
                users == null
                        ? Authentication.none(settings.project())
                        : Authentication.file(users);
        Tls tls = settings.tls();
        List<Provider> providers = providers(settings);
        LoadBalancers service =
                new LoadBalancers(
                        store(settings.store()), settings.networks(), providers, Clock.systemUTC());
        service.start();
        ApiServer server =
                new ApiServer(
                        settings.listen(),
                        service,
                        authentication,
                        tls == null ? null : PemContext.of(tls),
                        tls != null && tls.clientCa() != null);
        server.start();
        return new ApiProcess(service, server);
    }

    private static List<Provider> providers(ApiSettings settings) throws IOException {
        DirectorSettings own = settings.director();
        Director director = null;
        List<Provider> providers = new ArrayList<>();
        for (String name : settings.providers()) {
            if (director == null && !name.startsWith("noop")) {
                director =
                        new Director(
                                own.fragments(),
                                own.instances(),
                                settings.networks(),
                                DaemonClient.at(ControlSocket.beside(own.pidFile())));
            }
            providers.add(provider(name, own, director));
        }
        return providers;
    }

    private static Provider provider(String name, DirectorSettings own, @Nullable Director director)
            throws IOException {
        if (director != null && name.equals("ipvs")) {
            return new IpvsProvider(director);
        }
        if (director != null && name.equals("haproxy")) {
            return new HaproxyProvider(own.haproxy(), own.certificates(), director);
        }
        if (director != null && name.equals(FirewallMarks.PROVIDER)) {
            LayeredSettings layered = own.layered();
            if (layered == null) {
                throw new IOException("providers: '" + name + "' needs director.layered");
            }
            return new LayeredProvider(
                    layered.layers(),
                    layered.marks(),
                    own.haproxy().resolve(name),
                    own.certificates(),
                    director);
        }
        if (name.startsWith("noop")) {
            return new NoopProvider(name);
        }
        throw new IOException("providers: unknown provider '" + name + "'");
    }

    private static Store store(StoreSettings settings) throws IOException {
        return switch (settings) {
            case StoreSettings.InDirectory(Path directory) -> new DirectoryStore(directory);
            case StoreSettings.InMemory _ -> new MemoryStore();
            case StoreSettings.InEtcd(List<String> endpoints, String prefix) ->
                    new EtcdStore(endpoints, prefix);
        };
    }

    /// The port it listens at.
    public int port() {
        return server.address().getPort();
    }

    @Override
    public void close() {
        server.close();
        service.close();
    }
}
