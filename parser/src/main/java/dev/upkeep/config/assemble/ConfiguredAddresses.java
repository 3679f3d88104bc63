package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.keyword.VrrpInstanceKeywords;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.LineBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.net.IpAddress;
import java.util.HashSet;
import java.util.Set;

/// The addresses that a configuration sets itself, so that the machine need not have them yet.
///
/// @param lasting addresses of `static_ipaddress`
/// @param virtual addresses of instances, which are here only while the instance is master
record ConfiguredAddresses(Set<IpAddress> lasting, Set<IpAddress> virtual) {

    static ConfiguredAddresses of(BoundBlock root) {
        Set<IpAddress> lasting = new HashSet<>();
        Set<IpAddress> virtual = new HashSet<>();
        add(root, RootKeywords.STATIC_IPADDRESS, lasting);
        for (BoundBlock block : root.blocks(VrrpInstanceKeywords.VRRP_INSTANCE)) {
            add(block, VrrpInstanceKeywords.VIRTUAL_IPADDRESS, virtual);
            add(block, VrrpInstanceKeywords.VIRTUAL_IPADDRESS_EXCLUDED, virtual);
        }
        return new ConfiguredAddresses(lasting, virtual);
    }

    private static void add(
            BoundBlock block, LineBlock<VirtualAddress> keyword, Set<IpAddress> into) {
        for (Located<VirtualAddress> line : block.lines(keyword)) {
            into.add(line.value().address());
        }
    }
}
