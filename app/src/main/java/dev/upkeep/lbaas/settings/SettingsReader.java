package dev.upkeep.lbaas.settings;

import dev.upkeep.lbaas.json.Json;
import dev.upkeep.lbaas.model.Ids;
import dev.upkeep.lbaas.model.Networks;
import dev.upkeep.lbaas.model.Networks.NamedNetwork;
import dev.upkeep.lbaas.model.Port;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.schema.Network;
import dev.upkeep.lbaas.settings.ApiSettings.DirectorSettings;
import dev.upkeep.lbaas.settings.ApiSettings.StoreSettings;
import dev.upkeep.lbaas.settings.ApiSettings.Tls;
import dev.upkeep.net.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the settings. Ids that are not written follow from names, so that all directors have the
/// same.
public final class SettingsReader {

    private static final String PORT = ":9876";

    private SettingsReader() {}

    /// Reads a file.
    ///
    /// @throws IOException when it cannot be read or used
    public static ApiSettings read(Path file) throws IOException {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return parse(Files.readString(file), folder == null ? Path.of("/") : folder);
        } catch (SettingsException e) {
            throw new SettingsException(file + ": " + e.getMessage(), e);
        }
    }

    /// Reads a text.
    ///
    /// @param folder where relative paths begin
    /// @throws SettingsException when it cannot be used
    static ApiSettings parse(String text, Path folder) throws SettingsException {
        Section top;
        try {
            top = new Section("", Json.object(text));
        } catch (IOException e) {
            throw new SettingsException("no JSON object: " + e.getMessage(), e);
        }
        ApiSettings settings =
                new ApiSettings(
                        listen(top.text("listen", "127.0.0.1" + PORT)),
                        path(folder, top.text("users")),
                        tls(folder, top.section("tls")),
                        store(folder, top.section("store")),
                        top.texts("providers", List.of("ipvs")),
                        top.text("project", "default"),
                        networks(top),
                        director(folder, top.section("director")));
        top.requireAllRead();
        requireSafe(settings);
        return settings;
    }

    private static void requireSafe(ApiSettings settings) throws SettingsException {
        if (settings.local()) {
            return;
        }
        Tls tls = settings.tls();
        if (tls == null || (settings.users() == null && tls.clientCa() == null)) {
            throw new SettingsException(
                    "listen: "
                            + settings.listen()
                            + " can be reached by others: expected 'tls', and 'users' or 'tls.client_ca'",
                    null);
        }
    }

    private static InetSocketAddress listen(String text) throws SettingsException {
        int colon = text.lastIndexOf(':');
        try {
            String host = text.substring(0, colon).replaceAll("[\\[\\]]", "");
            IpAddress.parse(host);
            return new InetSocketAddress(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SettingsException("listen: expected ADDRESS:PORT, got " + text, e);
        }
    }

    private static @Nullable Path path(Path folder, @Nullable String text) {
        return text == null ? null : folder.resolve(text);
    }

    private static @Nullable Tls tls(Path folder, @Nullable Section section)
            throws SettingsException {
        if (section == null) {
            return null;
        }
        Tls tls =
                new Tls(
                        folder.resolve(section.required("certificate")),
                        folder.resolve(section.required("key")),
                        path(folder, section.text("client_ca")));
        section.requireAllRead();
        return tls;
    }

    private static StoreSettings store(Path folder, @Nullable Section section)
            throws SettingsException {
        if (section == null) {
            return new StoreSettings.InDirectory(Path.of("/var/lib/upkeep/lbaas"));
        }
        String directory = section.text("directory");
        List<String> etcd = section.texts("etcd", List.of());
        String prefix = section.text("prefix", "/upkeep/lbaas/");
        boolean memory = section.flag("memory");
        section.requireAllRead();
        int chosen = (directory == null ? 0 : 1) + (etcd.isEmpty() ? 0 : 1) + (memory ? 1 : 0);
        if (chosen != 1) {
            throw new SettingsException(
                    "store: expected one of 'directory', 'etcd' and 'memory'", null);
        }
        if (memory) {
            return new StoreSettings.InMemory();
        }
        return directory == null
                ? new StoreSettings.InEtcd(etcd, prefix)
                : new StoreSettings.InDirectory(folder.resolve(directory));
    }

    private static DirectorSettings director(Path folder, @Nullable Section section)
            throws SettingsException {
        Section present = section == null ? new Section("director", Map.of()) : section;
        DirectorSettings director =
                new DirectorSettings(
                        folder.resolve(present.text("pid_file", "/run/keepalived.pid")),
                        path(folder, present.text("instances")),
                        folder.resolve(present.text("fragments", "/etc/keepalived/lbaas.d")),
                        folder.resolve(present.text("haproxy", "/run/upkeep/haproxy")),
                        folder.resolve(present.text("certificates", "/etc/upkeep/certificates")),
                        LayeredReader.read(present.section("layered")));
        present.requireAllRead();
        return director;
    }

    private static Networks networks(Section top) throws SettingsException {
        List<NamedNetwork> networks = new ArrayList<>();
        List<Subnet> subnets = new ArrayList<>();
        for (Section network : top.sections("networks")) {
            String name = network.required("name");
            String id = network.text("id", Ids.fromName("network " + name));
            networks.add(new NamedNetwork(id, name, network.flag("external")));
            for (Section subnet : network.sections("subnets")) {
                subnets.add(subnet(subnet, id));
            }
            network.requireAllRead();
        }
        List<Port> ports = new ArrayList<>();
        for (Section port : top.sections("ports")) {
            ports.add(port(port, subnets));
        }
        return new Networks(networks, subnets, ports, top.flag("accept_unknown_subnets"));
    }

    private static Subnet subnet(Section section, String network) throws SettingsException {
        String name = section.required("name");
        section.required("cidr");
        Network cidr = section.parsed("cidr", Network::parse);
        if (cidr == null) {
            throw new IllegalStateException("required() has seen it");
        }
        Subnet subnet =
                new Subnet(
                        section.text("id", Ids.fromName("subnet " + name)),
                        name,
                        network,
                        cidr,
                        section.parsed("gateway_ip", IpAddress::parse),
                        section.parsed("first", IpAddress::parse),
                        section.parsed("last", IpAddress::parse),
                        section.text("instance"),
                        section.text("device"));
        section.requireAllRead();
        return subnet;
    }

    private static Port port(Section section, List<Subnet> subnets) throws SettingsException {
        String name = section.required("name");
        section.required("address");
        IpAddress address = section.parsed("address", IpAddress::parse);
        if (address == null) {
            throw new IllegalStateException("required() has seen it");
        }
        for (Subnet each : subnets) {
            if (each.cidr().contains(address)) {
                Port port =
                        new Port(
                                section.text("id", Ids.fromName("port " + name)),
                                name,
                                each.networkId(),
                                each.id(),
                                address);
                section.requireAllRead();
                return port;
            }
        }
        throw new SettingsException("ports: " + address + " is in no subnet", null);
    }
}
