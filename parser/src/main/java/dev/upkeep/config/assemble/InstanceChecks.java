package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.VrrpInstance;
import dev.upkeep.config.model.VrrpTransport;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Checks for conflicts between two instances.
final class InstanceChecks {
    private final BuildContext build;
    private final Map<Key, String> routers = new HashMap<>();
    private final Map<Integer, List<VrrpInstance>> byRouterId = new HashMap<>();

    /// Identifies instances that would hear each other: their keys are equal.
    private record Key(
            @Nullable String interfaceName, Family family, int vrid, VrrpTransport destinations) {}

    /// Instances by address.
    private final Map<IpAddress, String> holders = new HashMap<>();

    InstanceChecks(BuildContext build) {
        this.build = build;
    }

    void add(VrrpInstance instance, BoundBlock block) {
        equalPriority(instance, block);
        new AddressChecks(build, holders).add(instance, block);
        byRouterId
                .computeIfAbsent(instance.identity().virtualRouterId(), _ -> new ArrayList<>())
                .add(instance);
        Key key =
                new Key(
                        instance.link().interfaceName() == null
                                ? instance.link().vrf()
                                : instance.link().interfaceName(),
                        instance.identity().family(),
                        instance.identity().virtualRouterId(),
                        destinations(instance.transport()));
        String other = routers.putIfAbsent(key, instance.name());
        if (other != null) {
            build.findings()
                    .fatal(
                            DiagnosticCode.VRRP_VRID_TWICE,
                            block.where(VrrpInstanceKeywords.VIRTUAL_ROUTER_ID),
                            "vrrp_instance "
                                    + instance.name()
                                    + " and "
                                    + other
                                    + " both use virtual_router_id "
                                    + instance.identity().virtualRouterId()
                                    + " on "
                                    + instance.link().interfaceName(),
                            "choose another id for one of them");
        }
    }

    /// Two routers of one address are seen in one file only where each is the other's unicast peer;
    /// the same VRID on two links is no conflict.
    private void equalPriority(VrrpInstance instance, BoundBlock block) {
        for (VrrpInstance other :
                byRouterId.getOrDefault(instance.identity().virtualRouterId(), List.of())) {
            if (other.election().priority() == instance.election().priority()
                    && sendsTo(other, instance)
                    && sendsTo(instance, other)) {
                build.findings()
                        .hint(
                                DiagnosticCode.VRRP_EQUAL_PRIORITY,
                                block.where(VrrpInstanceKeywords.PRIORITY),
                                "vrrp_instance "
                                        + instance.name()
                                        + " and its peer "
                                        + other.name()
                                        + " both have priority "
                                        + instance.election().priority(),
                                "the higher address wins; give the intended master the higher"
                                        + " priority");
            }
        }
    }

    private static boolean sendsTo(VrrpInstance from, VrrpInstance to) {
        return from.transport() instanceof VrrpTransport.Unicast sender
                && to.transport() instanceof VrrpTransport.Unicast receiver
                && sender.peers().stream()
                        .anyMatch(peer -> peer.address().equals(receiver.source()));
    }

    private static VrrpTransport destinations(VrrpTransport transport) {
        return switch (transport) {
            case VrrpTransport.Multicast(_, _, var group) ->
                    new VrrpTransport.Multicast(null, false, group);
            case VrrpTransport.Unicast unicast ->
                    new VrrpTransport.Unicast(
                            null,
                            false,
                            unicast.peers(),
                            null,
                            false,
                            false,
                            unicast.oldChecksumGroup());
        };
    }
}
