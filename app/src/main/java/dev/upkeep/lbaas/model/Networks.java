package dev.upkeep.lbaas.model;

import dev.upkeep.lbaas.schema.Network;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The networks that load balancers may use, as the operator wrote them down.
///
/// @param acceptUnknown takes any subnet: for trials without a network
public record Networks(
        List<NamedNetwork> networks,
        List<Subnet> subnets,
        List<Port> ports,
        boolean acceptUnknown) {

    /// A network.
    ///
    /// @param external floating IPs come from it
    public record NamedNetwork(String id, String name, boolean external) {}

    public Networks {
        networks = List.copyOf(networks);
        subnets = List.copyOf(subnets);
        ports = List.copyOf(ports);
    }

    /// The network with that id.
    public @Nullable NamedNetwork network(String id) {
        return networks.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
    }

    /// The subnet with that id.
    public @Nullable Subnet subnet(String id) {
        for (Subnet each : subnets) {
            if (each.id().equals(id)) {
                return each;
            }
        }
        return acceptUnknown ? imagined(id) : null;
    }

    /// The port with that id.
    public @Nullable Port port(String id) {
        return ports.stream().filter(each -> each.id().equals(id)).findFirst().orElse(null);
    }

    /// The subnets of a network, IPv4 first.
    public List<Subnet> subnetsOf(String networkId) {
        List<Subnet> known =
                subnets.stream()
                        .filter(each -> Objects.equals(each.networkId(), networkId))
                        .sorted((a, b) -> a.cidr().address().compareTo(b.cidr().address()))
                        .toList();
        return known.isEmpty() && acceptUnknown && network(networkId) == null
                ? List.of(imagined(Ids.fromName("subnet of " + networkId)))
                : known;
    }

    private static Subnet imagined(String id) {
        return new Subnet(
                id,
                "",
                Ids.fromName("network of " + id),
                Network.parse("198.18.0.0/15"),
                null,
                null,
                null,
                null,
                null);
    }
}
