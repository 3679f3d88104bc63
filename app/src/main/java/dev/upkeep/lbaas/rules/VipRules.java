package dev.upkeep.lbaas.rules;

import dev.upkeep.lbaas.model.Port;
import dev.upkeep.lbaas.model.Subnet;
import dev.upkeep.lbaas.schema.ApiFault;
import dev.upkeep.net.IpAddress;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Chooses the VIPs of a new load balancer.
final class VipRules {

    private VipRules() {}

    /// A request with subnet, network, port and address of every VIP filled in.
    static Map<String, @Nullable Object> resolved(
            RuleContext context, Map<String, @Nullable Object> request) {
        Map<String, @Nullable Object> whole = new LinkedHashMap<>(request);
        if (request.get("vip_port_id") != null) {
            fromPort(context, whole);
        } else if (request.get("vip_network_id") != null) {
            fromNetwork(context, whole);
        } else if (request.get("vip_subnet_id") == null) {
            throw ApiFault.of(
                    400,
                    "Validation failure: VIP must contain one of: vip_port_id, vip_network_id,"
                            + " vip_subnet_id.");
        }
        if (request.get("vip_qos_policy_id") != null) {
            throw ApiFault.validation("VIP QoS policy is not allowed in this deployment.");
        }
        Subnet subnet = subnet(context, String.valueOf(whole.get("vip_subnet_id")));
        if (whole.get("vip_network_id") == null || !context.networks().acceptUnknown()) {
            whole.put("vip_network_id", subnet.networkId());
        }
        Set<IpAddress> taken = new HashSet<>(context.taken());
        if (whole.get("vip_address") == null) {
            whole.put("vip_address", allocated(subnet, taken));
        } else if (taken.contains(IpAddress.parse(String.valueOf(whole.get("vip_address"))))) {
            throw ApiFault.of(
                    409,
                    "IP address "
                            + whole.get("vip_address")
                            + " already allocated in subnet "
                            + subnet.id());
        }
        taken.add(IpAddress.parse(String.valueOf(whole.get("vip_address"))));
        additional(context, whole, subnet, taken);
        whole.putIfAbsent("vip_port_id", context.ids().get());
        return whole;
    }

    private static Subnet subnet(RuleContext context, String id) {
        Subnet subnet = context.networks().subnet(id);
        if (subnet == null) {
            throw ApiFault.invalidSubresource("Subnet", id);
        }
        return subnet;
    }

    private static String allocated(Subnet subnet, Set<IpAddress> taken) {
        IpAddress free = subnet.free(taken);
        if (free == null) {
            throw ApiFault.of(
                    409, "No more IP addresses available on network " + subnet.networkId() + ".");
        }
        return free.toString();
    }

    private static void fromPort(RuleContext context, Map<String, @Nullable Object> request) {
        String id = String.valueOf(request.get("vip_port_id"));
        Port port = context.networks().port(id);
        if (port == null) {
            if (context.networks().acceptUnknown()) {
                request.putIfAbsent("vip_subnet_id", context.ids().get());
                return;
            }
            throw ApiFault.invalidSubresource("Port", id);
        }
        Object address = request.get("vip_address");
        if (address != null && !IpAddress.parse(address.toString()).equals(port.address())) {
            throw ApiFault.validation("Specified VIP address not found on the specified VIP port.");
        }
        Object subnet = request.get("vip_subnet_id");
        if (subnet != null && !subnet.equals(port.subnetId())) {
            throw ApiFault.validation(
                    "No VIP address found on the specified VIP port within the specified subnet.");
        }
        request.put("vip_subnet_id", port.subnetId());
        request.put("vip_address", port.address().toString());
    }

    private static void fromNetwork(RuleContext context, Map<String, @Nullable Object> request) {
        String id = String.valueOf(request.get("vip_network_id"));
        if (context.networks().network(id) == null && !context.networks().acceptUnknown()) {
            throw ApiFault.invalidSubresource("Network", id);
        }
        if (request.get("vip_subnet_id") != null) {
            Subnet named = subnet(context, String.valueOf(request.get("vip_subnet_id")));
            if (!named.networkId().equals(id) && !context.networks().acceptUnknown()) {
                throw ApiFault.invalidSubresource("Subnet", named.id());
            }
            return;
        }
        List<Subnet> subnets = context.networks().subnetsOf(id);
        if (subnets.isEmpty()) {
            throw ApiFault.validation("Supplied network does not contain a subnet.");
        }
        Object address = request.get("vip_address");
        if (address == null) {
            request.put("vip_subnet_id", subnets.getFirst().id());
            return;
        }
        IpAddress requested = IpAddress.parse(address.toString());
        for (Subnet each : subnets) {
            if (each.cidr().contains(requested) || context.networks().acceptUnknown()) {
                request.put("vip_subnet_id", each.id());
                return;
            }
        }
        throw ApiFault.validation(
                "Supplied network does not contain a subnet for VIP address specified.");
    }

    private static void additional(
            RuleContext context,
            Map<String, @Nullable Object> request,
            Subnet first,
            Set<IpAddress> taken) {
        Set<String> used = new LinkedHashSet<>(Set.of(first.id()));
        List<Map<String, @Nullable Object>> vips = Edits.nested(request.get("additional_vips"));
        for (Map<String, @Nullable Object> vip : vips) {
            Subnet subnet = subnet(context, String.valueOf(vip.get("subnet_id")));
            if (!used.add(subnet.id())) {
                throw ApiFault.validation(
                        "Duplicate VIP subnet(s) specified. Only one IP can be bound per subnet.");
            }
            if (!Objects.equals(subnet.networkId(), first.networkId())
                    && !context.networks().acceptUnknown()) {
                throw ApiFault.validation("All VIP subnets must belong to the same network.");
            }
            if (vip.get("ip_address") == null) {
                vip.put("ip_address", allocated(subnet, taken));
            }
            taken.add(IpAddress.parse(String.valueOf(vip.get("ip_address"))));
        }
    }
}
