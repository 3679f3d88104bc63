package dev.upkeep.lbaas.http;

import dev.upkeep.lbaas.model.Element;
import dev.upkeep.lbaas.model.Kind;
import dev.upkeep.lbaas.model.Networks.NamedNetwork;
import dev.upkeep.lbaas.model.Port;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.model.Tree;
import dev.upkeep.lbaas.rules.LoadBalancerRules;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.lbaas.service.LoadBalancers;
import dev.upkeep.lbaas.service.Records;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// As much of Neutron as clients of load balancers need: they look up subnets, networks and ports,
/// and have floating IPs.
final class NetworkRoutes implements Routes {

    private final LoadBalancers service;

    NetworkRoutes(LoadBalancers service) {
        this.service = service;
    }

    /// True for the first parts of paths that this answers.
    static boolean serves(String first) {
        return Set.of(
                        "networks",
                        "subnets",
                        "ports",
                        "qos",
                        "floatingips",
                        "extensions",
                        "security-groups",
                        "routers")
                .contains(first);
    }

    @Override
    public Response answer(Request request) {
        String place = request.part(0);
        try {
            return switch (place) {
                case "networks" -> read(request, "network", networks());
                case "subnets" -> read(request, "subnet", subnets());
                case "ports" -> read(request, "port", ports());
                case "floatingips" -> floatingIps(request);
                case "qos" -> Response.of(200, "policies", List.of());
                default -> Response.of(200, place.replace('-', '_'), List.of());
            };
        } catch (ApiFault fault) {
            Map<String, String> error =
                    Map.of("type", "Error", "message", fault.text(), "detail", "");
            return Response.of(fault.status(), "NeutronError", error);
        }
    }

    private static Response read(
            Request request, String word, List<Map<String, @Nullable Object>> rows) {
        if (!request.method().equals("GET")) {
            throw ApiFault.of(501, "Networks are written down in the settings of this server.");
        }
        String id = request.part(1);
        return id.isEmpty() ? list(request, word, rows) : one(word, rows, id);
    }

    private static Response one(String word, List<Map<String, @Nullable Object>> rows, String id) {
        for (Map<String, @Nullable Object> each : rows) {
            if (id.equals(each.get("id"))) {
                return Response.of(200, word, each);
            }
        }
        throw ApiFault.of(404, word + " " + id + " could not be found");
    }

    /// Arguments that are no attributes choose nothing, as in Neutron.
    private static Response list(
            Request request, String word, List<Map<String, @Nullable Object>> rows) {
        List<Map<String, @Nullable Object>> left = new ArrayList<>(rows);
        request.query()
                .arguments()
                .forEach((name, values) ->
                        left.removeIf(row ->
                                row.containsKey(name) && !values.contains(text(row.get(name)))));
        return Response.of(200, word + "s", left);
    }

    private static String text(@Nullable Object value) {
        return value instanceof Boolean flag ? (flag ? "True" : "False") : String.valueOf(value);
    }

    private List<Map<String, @Nullable Object>> networks() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (NamedNetwork each : service.networks().networks()) {
            Map<String, @Nullable Object> row = row(each.id(), each.name());
            row.put(
                    "subnets",
                    service.networks().subnetsOf(each.id()).stream().map(Subnet::id).toList());
            row.put("router:external", each.external());
            row.put("status", "ACTIVE");
            row.put("admin_state_up", true);
            rows.add(row);
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(String id, String name) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("name", name);
        return row;
    }

    private List<Map<String, @Nullable Object>> subnets() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Subnet each : service.networks().subnets()) {
            Map<String, @Nullable Object> row = row(each.id(), each.name());
            row.put("network_id", each.networkId());
            row.put("cidr", each.cidr().toString());
            row.put("gateway_ip", each.gateway() == null ? null : each.gateway().toString());
            row.put("ip_version", each.cidr().address().family() == Family.INET ? 4 : 6);
            row.put("enable_dhcp", false);
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, @Nullable Object>> ports() {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Port each : service.networks().ports()) {
            rows.add(
                    port(
                            each.id(),
                            each.name(),
                            each.networkId(),
                            each.subnetId(),
                            each.address().toString(),
                            null));
        }
        for (Tree tree : service.all()) {
            Element root = tree.root();
            String id = root.text("vip_port_id");
            if (service.networks().port(id) == null) {
                rows.add(
                        port(
                                id,
                                "octavia-lb-" + tree.id(),
                                root.text("vip_network_id"),
                                root.text("vip_subnet_id"),
                                root.text("vip_address"),
                                tree));
            }
        }
        return rows;
    }

    private static Map<String, @Nullable Object> port(
            String id,
            String name,
            String network,
            String subnet,
            String address,
            @Nullable Tree owner) {
        Map<String, @Nullable Object> row = row(id, name);
        row.put("network_id", network);
        row.put("fixed_ips", List.of(Map.of("subnet_id", subnet, "ip_address", address)));
        row.put("status", "ACTIVE");
        row.put("admin_state_up", true);
        row.put("device_owner", owner == null ? "" : "Octavia");
        row.put("device_id", owner == null ? "" : "lb-" + owner.id());
        row.put("project_id", owner == null ? "" : owner.root().text("project_id"));
        return row;
    }

    private Response floatingIps(Request request) {
        String id = request.part(1);
        Records records = service.records();
        return switch (request.method()) {
            case "GET" -> {
                List<Map<String, @Nullable Object>> rows = new ArrayList<>();
                for (Map<String, @Nullable Object> each : records.all(Records.FLOATING_IP)) {
                    if (request.caller().admin()
                            || request.caller().project().equals(each.get("project_id"))) {
                        rows.add(each);
                    }
                }
                yield read(request, "floatingip", rows);
            }
            case "POST" -> Response.of(201, "floatingip", create(request));
            case "PUT" -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>(existing(request, id));
                Map<String, @Nullable Object> said = request.object("floatingip", "floatingip");
                Object before = row.get("port_id");
                if (said.containsKey("port_id")) {
                    associate(row, said.get("port_id"));
                }
                records.put(Records.FLOATING_IP, id, row);
                changed(before);
                changed(row.get("port_id"));
                yield Response.of(200, "floatingip", row);
            }
            case "DELETE" -> {
                Map<String, @Nullable Object> row = existing(request, id);
                records.remove(Records.FLOATING_IP, id);
                changed(row.get("port_id"));
                yield Response.empty(204);
            }
            default -> throw Response.wrongMethod();
        };
    }

    private Map<String, @Nullable Object> existing(Request request, String id) {
        Map<String, @Nullable Object> row = service.records().find(Records.FLOATING_IP, id);
        if (row == null) {
            throw ApiFault.of(404, "Floating IP " + id + " could not be found");
        }
        request.caller().requireProject(row.get("project_id"));
        return row;
    }

    private void changed(@Nullable Object port) {
        if (port != null) {
            service.addressesChanged(port.toString());
        }
    }

    private Map<String, @Nullable Object> create(Request request) {
        Map<String, @Nullable Object> said = request.object("floatingip", "floatingip");
        String networkId = String.valueOf(said.get("floating_network_id"));
        NamedNetwork network = service.networks().network(networkId);
        if (network == null || !network.external()) {
            throw ApiFault.of(404, "Network " + networkId + " could not be found");
        }
        Map<String, @Nullable Object> row =
                service.records().createFloatingIp(() -> floatingIp(request, said, networkId));
        changed(row.get("port_id"));
        return row;
    }

    private Map<String, @Nullable Object> floatingIp(
            Request request, Map<String, @Nullable Object> said, String networkId) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("id", UUID.randomUUID().toString());
        row.put("floating_network_id", networkId);
        row.put("floating_ip_address", address(said, networkId));
        row.put("status", "DOWN");
        row.put("description", Objects.toString(said.get("description"), ""));
        row.put("router_id", null);
        row.put("project_id", request.caller().project());
        row.put("tenant_id", request.caller().project());
        row.put("created_at", service.now());
        associate(row, said.get("port_id"));
        return row;
    }

    private String address(Map<String, @Nullable Object> said, String networkId) {
        Set<IpAddress> taken = new HashSet<>(service.records().floatingAddresses());
        for (Tree tree : service.all()) {
            LoadBalancerRules.addresses(tree).forEach(each -> taken.add(IpAddress.parse(each)));
        }
        Object requested = said.get("floating_ip_address");
        for (Subnet subnet : service.networks().subnetsOf(networkId)) {
            if (requested == null) {
                IpAddress free = subnet.free(taken);
                if (free != null) {
                    return free.toString();
                }
            } else if (subnet.cidr().contains(parsed(requested))) {
                if (taken.contains(parsed(requested))) {
                    throw ApiFault.of(409, "IP address " + requested + " is already in use");
                }
                return parsed(requested).toString();
            }
        }
        throw requested == null
                ? ApiFault.of(409, "No more IP addresses available on network " + networkId + ".")
                : ApiFault.of(400, "IP address " + requested + " is not in network " + networkId);
    }

    private static IpAddress parsed(Object text) {
        try {
            return IpAddress.parse(text.toString());
        } catch (IllegalArgumentException e) {
            throw ApiFault.of(400, "'" + text + "' is no IP address");
        }
    }

    private void associate(Map<String, @Nullable Object> row, @Nullable Object portId) {
        row.put("port_id", portId);
        row.put("fixed_ip_address", null);
        row.put("status", portId == null ? "DOWN" : "ACTIVE");
        if (portId == null) {
            return;
        }
        for (Tree tree : service.all()) {
            if (portId.equals(tree.root().get("vip_port_id"))) {
                row.put("fixed_ip_address", tree.root().text("vip_address"));
                requireFamily(tree, String.valueOf(row.get("floating_ip_address")));
                return;
            }
        }
        Port port = service.networks().port(portId.toString());
        if (port == null) {
            throw ApiFault.of(
                    404, Kind.LOAD_BALANCER.title() + " port " + portId + " could not be found");
        }
        row.put("fixed_ip_address", port.address().toString());
    }

    private static void requireFamily(Tree tree, String address) {
        if (IpAddress.parse(address).family()
                != IpAddress.parse(tree.root().text("vip_address")).family()) {
            throw ApiFault.of(400, "Floating IP and VIP are of different IP versions");
        }
    }
}
