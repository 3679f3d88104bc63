package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.InstanceTransportKeywords.*;
import static dev.upkeep.config.keyword.VrrpInstanceKeywords.*;

import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Keyword;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.schema.Node;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.value.PeerType.PeerLine;
import dev.upkeep.net.Family;
import dev.upkeep.net.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The address family of an instance: what its first address says, in the order of the file.
record InstanceFamily(BuildContext build) {

    Family of(BoundBlock block) {
        Node firstNode = null;
        Family family = Family.INET;
        int best = Integer.MAX_VALUE;
        for (Node node :
                List.of(
                        VIRTUAL_IPADDRESS,
                        UNICAST_PEER,
                        MCAST_SRC_IP,
                        UNICAST_SRC_IP,
                        MCAST_DST_IP)) {
            int at = block.firstPosition(node);
            Family says = at < 0 || at > best ? null : says(block, node);
            if (says != null) {
                best = at;
                family = says;
                firstNode = node;
            }
        }
        if (!block.isOn(NATIVE_IPV6)) {
            return family;
        }
        if (firstNode != null && family == Family.INET) {
            build.error(
                    DiagnosticCode.VRRP_NATIVE_IPV6,
                    block.where(NATIVE_IPV6),
                    "vrrp_instance "
                            + block.name()
                            + ": native_ipv6 does not go with the IPv4"
                            + " address of "
                            + firstNode.name(),
                    null);
            return Family.INET;
        }
        return Family.INET6;
    }

    private static @Nullable Family says(BoundBlock block, Node node) {
        if (node == VIRTUAL_IPADDRESS) {
            List<Located<VirtualAddress>> lines = block.lines(VIRTUAL_IPADDRESS);
            return lines.isEmpty() ? null : lines.getFirst().value().address().family();
        }
        if (node == UNICAST_PEER) {
            List<Located<PeerLine>> lines = block.lines(UNICAST_PEER);
            return lines.isEmpty() ? null : lines.getFirst().value().peer().address().family();
        }
        if (node == MCAST_SRC_IP) {
            return family(block, MCAST_SRC_IP);
        }
        return family(block, node == UNICAST_SRC_IP ? UNICAST_SRC_IP : MCAST_DST_IP);
    }

    private static @Nullable Family family(BoundBlock block, Keyword<IpAddress> keyword) {
        IpAddress address = block.get(keyword);
        return address == null ? null : address.family();
    }
}
