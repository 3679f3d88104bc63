package dev.upkeep.config.assemble;

import static dev.upkeep.config.keyword.VirtualServerKeywords.IP_FAMILY;
import static dev.upkeep.config.keyword.VirtualServerKeywords.REAL_SERVER;

import dev.upkeep.config.model.Forwarding;
import dev.upkeep.config.model.RealServer;
import dev.upkeep.config.model.VirtualServerGroup;
import dev.upkeep.config.schema.BoundBlock;
import dev.upkeep.config.source.DiagnosticCode;
import dev.upkeep.net.Endpoint;
import dev.upkeep.net.Family;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The real servers of a service: each once, and of a family that the service can lead to.
///
/// @param block the service
/// @param group what it serves, null when that is no group
/// @param family of the service
record ServerList(
        BuildContext build, BoundBlock block, @Nullable VirtualServerGroup group, Family family) {

    List<RealServer> of(RealServerBuilder builder) {
        List<BoundBlock> blocks = block.blocks(REAL_SERVER);
        List<RealServer> servers = new ArrayList<>(blocks.size());
        Set<Endpoint> seen = HashSet.newHashSet(blocks.size());
        for (BoundBlock inner : blocks) {
            RealServer server = builder.build(inner);
            boolean fits =
                    server.forwarding() instanceof Forwarding.Tunnel
                            || server.endpoint().address().family() == family;
            if (!fits && (group == null || block.has(IP_FAMILY))) {
                build.error(
                        DiagnosticCode.RS_FAMILY,
                        inner.where(),
                        "real_server "
                                + server.endpoint()
                                + " is not of the family of "
                                + VirtualServerBuilder.label(block)
                                + "; dropped",
                        "only TUN leads from one family to the other");
            } else if (seen.add(server.endpoint())) {
                servers.add(server);
                if (group != null && !(server.forwarding() instanceof Forwarding.Tunnel)) {
                    checkMembers(inner, server, group);
                }
            } else {
                build.error(
                        DiagnosticCode.RS_TWICE,
                        inner.where(),
                        "real_server "
                                + server.endpoint()
                                + " is given twice in "
                                + VirtualServerBuilder.label(block)
                                + "; the first one stands",
                        "remove one of them");
            }
        }
        return servers;
    }

    /// Points out a server that none of the group's members can lead to.
    private void checkMembers(BoundBlock inner, RealServer server, VirtualServerGroup group) {
        Family of = server.endpoint().address().family();
        if (group.members().stream()
                .noneMatch(member -> BuildContext.first(member.family(), family, of) == of)) {
            build.findings()
                    .hint(
                            DiagnosticCode.RS_FAMILY,
                            inner.where(),
                            "real_server "
                                    + server.endpoint()
                                    + " is not of the family of any member of "
                                    + VirtualServerBuilder.label(block)
                                    + " and serves nothing",
                            "only TUN leads from one family to the other");
        }
    }
}
