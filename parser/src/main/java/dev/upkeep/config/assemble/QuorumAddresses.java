package dev.upkeep.config.assemble;

import dev.upkeep.config.keyword.RootKeywords;
import dev.upkeep.config.model.VirtualAddress;
import dev.upkeep.config.model.VirtualAddress.Flag;
import dev.upkeep.config.model.VirtualServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.schema.Located;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.config.source.SourceLocation;
import java.util.List;

/// Compares static addresses that depend on a quorum (`while_quorum`) with the virtual servers.
record QuorumAddresses(
        BuildContext build, List<VirtualServer> services, List<VirtualServerGroup> groups) {

    void check(BoundBlock root) {
        for (Located<VirtualAddress> line : root.lines(RootKeywords.STATIC_IPADDRESS)) {
            if (line.value().has(Flag.WHILE_QUORUM)) {
                check(line.value(), line.where());
            }
        }
    }

    private void check(VirtualAddress address, SourceLocation where) {
        List<VirtualServer> users =
                services.stream()
                        .filter(service -> service.address().covers(address.address(), groups))
                        .toList();
        if (users.isEmpty()) {
            build.error(
                    DiagnosticCode.ADDRESS_QUORUM,
                    where,
                    "no virtual_server has the address "
                            + address.address()
                            + ", whose quorum while_quorum asks for; it is never set",
                    "configure a virtual_server with it, or leave while_quorum out");
        }
        for (VirtualServer service : users) {
            if (service.policy().haSuspend()) {
                build.error(
                        DiagnosticCode.ADDRESS_QUORUM,
                        where,
                        "a virtual_server with the address "
                                + address.address()
                                + " has ha_suspend, which waits for an address that while_quorum"
                                + " keeps away; after a loss of quorum neither would come back",
                        "leave ha_suspend out");
            }
        }
    }
}
